package io.ticktide.config;

/** A file of settings cannot be taken; the message says why and what to do. */
final class UnusableFileException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int line;

    UnusableFileException(String reason) {
        this(-1, reason);
    }

    /**
     * @param line from 1; -1: none in particular.
     */
    UnusableFileException(int line, String reason) {
        super(reason);
        this.line = line;
    }

    /** What is wrong, with its place. */
    ConfigProblem in(String file) {
        return new ConfigProblem(line < 0 ? file : file + ':' + line, getMessage());
    }
}
