package io.ticktide.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who else may read or change a file of keys. Its group may read it: that is how services are given
 * secrets. Thread-safe: no state.
 */
final class SecretMode {
    private static final Set<PosixFilePermission> CHANGING =
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private SecretMode() {}

    /** What is wrong with the mode of a secret, and the remedy; empty when nothing is. */
    static Optional<String> ofSecret(Path file) {
        return modeOf(file)
                .filter(
                        mode ->
                                mode.contains(PosixFilePermission.OTHERS_READ)
                                        || mode.stream().anyMatch(CHANGING::contains))
                .map(
                        mode ->
                                text(file, mode)
                                        + ", so that others can read or change this secret: chmod"
                                        + " 600 "
                                        + file);
    }

    /** What is wrong with the mode of public keys, and the remedy; empty when nothing is. */
    static Optional<String> ofPublic(Path file) {
        return modeOf(file)
                .filter(mode -> mode.stream().anyMatch(CHANGING::contains))
                .map(
                        mode ->
                                text(file, mode)
                                        + ", so that others can put their own keys in: chmod go-w "
                                        + file);
    }

    private static String text(Path file, Set<PosixFilePermission> mode) {
        return file + " has the mode " + PosixFilePermissions.toString(mode);
    }

    // A file that is not there, or has no mode, is somebody else's problem.
    private static Optional<Set<PosixFilePermission>> modeOf(Path file) {
        try {
            return Optional.of(Files.getPosixFilePermissions(file));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }
}
