package io.ticktide.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/** The secret of HS256 in a file: its bytes, but for line ends behind them. */
public final class SecretFile {
    /** As many as HS256 needs (RFC 7518, section 3.2). */
    public static final int LEAST_BYTES = 32;

    private static final int MOST_BYTES = 4_096;
    private static final int FRESH_BYTES = 48;
    private static final Set<StandardOpenOption> ONLY_NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private SecretFile() {}

    /**
     * The secret.
     *
     * @throws KeyFileException when it cannot be read or is too short or too long.
     */
    public static byte[] read(Path file) throws KeyFileException {
        byte[] bytes = KeyFiles.read(file, MOST_BYTES);
        int length = bytes.length;
        while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
            length--;
        }
        if (length < LEAST_BYTES) {
            throw new KeyFileException(
                    file
                            + " holds "
                            + length
                            + " bytes, HS256 needs at least "
                            + LEAST_BYTES
                            + "; make a secret with `ticktide token --new-secret FILE`");
        }
        return Arrays.copyOf(bytes, length);
    }

    /**
     * Writes a fresh secret, 64 characters of base64url, readable by its owner only.
     *
     * @throws KeyFileException when the file is there already, or cannot be written.
     */
    public static void create(Path file, SecureRandom random) throws KeyFileException {
        byte[] fresh = new byte[FRESH_BYTES];
        random.nextBytes(fresh);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(fresh) + '\n';
        try (SeekableByteChannel out = Files.newByteChannel(file, ONLY_NEW, ownerOnly(file))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (FileAlreadyExistsException e) {
            throw new KeyFileException(
                    file + " exists and is left as it is; name another file, or remove it", e);
        } catch (IOException e) {
            throw new KeyFileException(file + " cannot be written: " + KeyFiles.reason(e), e);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
