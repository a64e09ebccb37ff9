package io.ticktide.cli.transfer;

import io.ticktide.cli.CommandFailed;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory that comes into being whole or not at all: it is filled under a name that begins with
 * a dot, beside its own, and gets its own at the end.
 *
 * <pre>
 *   .NAME.importing-4711 ──► whole() ──► NAME
 *                        └──► close() before that: gone
 * </pre>
 *
 * <p>Owner: one thread.
 */
final class NewDirectory implements AutoCloseable {
    private final Path target;
    private final Path partial;

    /**
     * @throws CommandFailed when the target is in use, or its parent cannot be written.
     */
    NewDirectory(Path target) {
        this.target = target.toAbsolutePath().normalize();
        Path name = this.target.getFileName();
        Path parent = this.target.getParent();
        if (name == null || parent == null) {
            throw new CommandFailed(target + " is no directory that could be made; name another");
        }
        partial = parent.resolve("." + name + ".importing-" + ProcessHandle.current().pid());
        refuseIfInUse();
        try {
            Files.createDirectories(parent);
            delete();
            Files.createDirectory(partial);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Where to put what belongs into it. */
    Path partial() {
        return partial;
    }

    /** It is whole: from now on it has its name. */
    void whole() {
        try {
            Files.deleteIfExists(target);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (DirectoryNotEmptyException e) {
            throw inUse();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Removes what did not become whole. */
    @Override
    public void close() {
        try {
            delete();
        } catch (IOException e) {
            throw new CommandFailed(
                    partial + " is only a part and cannot be removed: " + e.getMessage(), e);
        }
    }

    private void refuseIfInUse() {
        if (Files.isRegularFile(target)) {
            throw new CommandFailed(target + " is a file; name a directory that is not there yet");
        }
        if (!Files.isDirectory(target)) {
            return;
        }
        try (Stream<Path> content = Files.list(target)) {
            if (content.findAny().isPresent()) {
                throw inUse();
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private CommandFailed inUse() {
        return new CommandFailed(
                target + " is not empty; name a directory that is not there yet, or remove it");
    }

    private CommandFailed unwritable(IOException e) {
        return new CommandFailed(
                target + " cannot be written: " + e + "; change its rights or name another", e);
    }

    private void delete() throws IOException {
        if (!Files.isDirectory(partial)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(partial)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : all) {
            Files.delete(one);
        }
    }
}
