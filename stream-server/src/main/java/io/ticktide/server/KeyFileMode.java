package io.ticktide.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who else may read or change a file of keys. Its group may read it: that is how services are given
 * secrets. Thread-safe: no state.
 */
final class KeyFileMode {
    private static final Set<PosixFilePermission> CHANGING =
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    private static final Set<PosixFilePermission> READING =
            EnumSet.of(PosixFilePermission.OTHERS_READ);

    private KeyFileMode() {}

    /** What is wrong with the mode of a secret; empty when nothing is. */
    static Optional<Exposure> ofSecret(String key, Path file) {
        return modeOf(file)
                .filter(mode -> hasAny(mode, READING) || hasAny(mode, CHANGING))
                .map(
                        mode ->
                                new Exposure(
                                        shown(key, file, mode) + "; others reach this secret",
                                        "chmod 600 " + file));
    }

    /** What is wrong with the mode of public keys; empty when nothing is. */
    static Optional<Exposure> ofPublic(String key, Path file) {
        return modeOf(file)
                .filter(mode -> hasAny(mode, CHANGING))
                .map(
                        mode ->
                                new Exposure(
                                        shown(key, file, mode) + "; others may put keys in",
                                        "chmod go-w " + file));
    }

    private static boolean hasAny(Set<PosixFilePermission> mode, Set<PosixFilePermission> any) {
        return !Collections.disjoint(mode, any);
    }

    private static String shown(String key, Path file, Set<PosixFilePermission> mode) {
        return key + '=' + file + " has the mode " + PosixFilePermissions.toString(mode);
    }

    // A file that is not there, or has no mode, is told by who reads it.
    private static Optional<Set<PosixFilePermission>> modeOf(Path file) {
        try {
            return Optional.of(Files.getPosixFilePermissions(file));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }
}
