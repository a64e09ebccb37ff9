package io.ticktide.endpoint;

/**
 * Which server this is.
 *
 * @param version of the software.
 * @param epochNs start of this server, ns since the Unix epoch: seqs of another epoch mean nothing.
 */
public record ServerIdentity(String version, long epochNs) {}
