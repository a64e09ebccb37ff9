package io.ticktide.perf.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that a benchmark started and ends again; no other process is ever touched. It ends also
 * when this JVM does.
 */
final class ChildProcess implements AutoCloseable {
    private static final long START_S = 30;
    private static final long STOP_S = 6;

    private final String name;
    private final Process process;
    private final Path errors;
    private final Thread endsWithUs;
    private InetSocketAddress address;

    private ChildProcess(String name, Process process, Path errors) {
        this.name = name;
        this.process = process;
        this.errors = errors;
        endsWithUs = new Thread(process::destroy, "end-" + name);
        Runtime.getRuntime().addShutdownHook(endsWithUs);
    }

    /**
     * Starts a process and waits until it says on which port it listens.
     *
     * @param ready its line that has the port as group 1.
     * @throws BenchFailed when it ends, or does not say so in time; with what it wrote to stderr.
     */
    static ChildProcess start(String name, List<String> command, Pattern ready) {
        try {
            Path errors = Files.createTempFile("ticktide-bench-", ".log");
            Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
            ChildProcess child = new ChildProcess(name, process, errors);
            child.awaitPort(ready);
            return child;
        } catch (IOException e) {
            throw new BenchFailed("cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    InetSocketAddress address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    /** Ends it, by force when it does not end itself in time. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(STOP_S, TimeUnit.SECONDS);
            }
            Runtime.getRuntime().removeShutdownHook(endsWithUs);
            Files.deleteIfExists(errors);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new BenchFailed("cannot remove " + errors + ": " + e.getMessage(), e);
        }
    }

    private void awaitPort(Pattern ready) {
        // Reads on until the process ends, so that a full pipe never stops it.
        CompletableFuture<Integer> port = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(ready, port), "output-of-" + name);
        reader.setDaemon(true);
        reader.start();
        try {
            address =
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), port.get(START_S, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            String why = e instanceof TimeoutException ? "no port after 30 s" : "it ended";
            String said = said();
            close();
            throw new BenchFailed(name + " did not start: " + why + said, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new BenchFailed("interrupted while " + name + " started", e);
        }
    }

    private void read(Pattern ready, CompletableFuture<Integer> port) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = ready.matcher(line);
                if (matcher.find()) {
                    port.complete(Integer.parseInt(matcher.group(1)));
                }
            }
            port.completeExceptionally(new IOException("end of output"));
        } catch (IOException e) {
            port.completeExceptionally(e);
        }
    }

    private String said() {
        try {
            String text = Files.readString(errors).strip();
            return text.isEmpty() ? "" : "; it said: " + text;
        } catch (IOException e) {
            return "; " + errors + " cannot be read";
        }
    }
}
