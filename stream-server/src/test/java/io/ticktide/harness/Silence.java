package io.ticktide.harness;

/**
 * What a heartbeat says of a stream.
 *
 * @param cause bits.
 */
public record Silence(Stream stream, long seq, long conflated, int cause) {}
