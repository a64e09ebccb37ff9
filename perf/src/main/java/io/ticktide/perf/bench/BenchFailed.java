package io.ticktide.perf.bench;

/** A benchmark cannot be run: exit code 1. The message says what, why and what to do. */
final class BenchFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BenchFailed(String message) {
        super(message);
    }

    BenchFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
