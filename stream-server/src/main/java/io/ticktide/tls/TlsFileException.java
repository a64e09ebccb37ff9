package io.ticktide.tls;

/** A file of TLS cannot be used; the message names the file, what is wrong and what to do. */
public final class TlsFileException extends Exception {
    private static final long serialVersionUID = 1L;

    TlsFileException(String message) {
        super(message);
    }

    TlsFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
