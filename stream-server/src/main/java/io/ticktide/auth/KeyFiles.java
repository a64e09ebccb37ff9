package io.ticktide.auth;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files of keys, which are small. */
final class KeyFiles {
    private KeyFiles() {}

    static byte[] read(Path file, int mostBytes) throws KeyFileException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw new KeyFileException(
                        file + " is larger than " + mostBytes + " bytes; is it the right file?");
            }
            return bytes;
        } catch (IOException e) {
            throw new KeyFileException(file + " cannot be read: " + reason(e), e);
        }
    }

    /** What the exceptions of files leave out: their message is the path. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        return e instanceof AccessDeniedException ? "access denied" : e.getMessage();
    }
}
