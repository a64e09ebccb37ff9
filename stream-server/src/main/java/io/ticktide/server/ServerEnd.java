package io.ticktide.server;

/**
 * Why a server ends by itself.
 *
 * @param reason for people.
 * @param isFailure whether that is a failure rather than the end of its work.
 */
public record ServerEnd(String reason, boolean isFailure) {}
