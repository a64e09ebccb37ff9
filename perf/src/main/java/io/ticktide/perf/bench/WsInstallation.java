package io.ticktide.perf.bench;

import io.ticktide.codecs.sbe.EvDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.PacketHeaderDecoder;
import io.ticktide.feed.simulated.RatePlan;
import io.ticktide.perf.floor.TickPacket;
import io.ticktide.perf.peer.Peer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;

/** The package {@code ws} and our script for it, in a folder that closing removes. */
final class WsInstallation implements AutoCloseable {
    private static final String PACKAGE = "ws@8";
    private static final String SCRIPT = "ws.cjs";
    private static final long INSTALL_S = 60;

    private final Path folder;

    WsInstallation(Path folder) {
        this.folder = folder;
    }

    /**
     * Fetches the package by npm.
     *
     * @param searchPath folders with programs, as in {@code PATH}.
     * @throws BenchFailed when Node.js or npm is not there, or npm cannot fetch it.
     */
    static WsInstallation make(String searchPath) {
        for (String program : List.of("node", "npm")) {
            if (!isOn(searchPath, program)) {
                throw new BenchFailed(
                        "--peer ws needs "
                                + program
                                + ", which is not on the PATH: install Node.js 18 or newer with"
                                + " npm, or leave the peer out");
            }
        }
        WsInstallation made = null;
        try {
            made = new WsInstallation(Files.createTempDirectory("ticktide-ws-"));
            try (InputStream script = Peer.class.getResourceAsStream(SCRIPT)) {
                Files.copy(script, made.folder.resolve(SCRIPT));
            }
            made.install();
            return made;
        } catch (IOException | BenchFailed e) {
            if (made != null) {
                made.close();
            }
            throw e instanceof BenchFailed failed
                    ? failed
                    : new BenchFailed("cannot make a folder for ws: " + e.getMessage(), e);
        }
    }

    /** What starts it. */
    List<String> command(Audience audience, RatePlan plan) {
        byte[] packet = new byte[TickPacket.BYTES];
        new TickPacket().encode(new UnsafeBuffer(packet), 0, 0, 0, 0, 0);
        int event = PacketHeaderDecoder.ENCODED_LENGTH + MessageHeaderDecoder.ENCODED_LENGTH;
        List<String> command = new ArrayList<>(List.of("node", folder.resolve(SCRIPT).toString()));
        command.add(String.valueOf(audience.symbols()));
        command.add(String.join(",", plan.texts()));
        command.add(HexFormat.of().formatHex(packet));
        for (int at :
                new int[] {
                    PacketHeaderDecoder.sendTimeEncodingOffset(),
                    event + EvDecoder.tsEventEncodingOffset(),
                    event + EvDecoder.tsIngressEncodingOffset(),
                    event + EvDecoder.seqEncodingOffset(),
                    event + EvDecoder.instrumentIdEncodingOffset()
                }) {
            command.add(String.valueOf(at));
        }
        return command;
    }

    /** Removes the folder. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new BenchFailed("cannot remove " + folder + ": " + e.getMessage(), e);
        }
    }

    private void install() throws IOException {
        Path log = folder.resolve("npm.log");
        Process npm =
                new ProcessBuilder(
                                "npm",
                                "install",
                                "--no-audit",
                                "--no-fund",
                                "--ignore-scripts",
                                "--prefix",
                                folder.toString(),
                                PACKAGE)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            if (!npm.waitFor(INSTALL_S, TimeUnit.SECONDS)) {
                npm.destroy();
                throw new BenchFailed("npm did not fetch " + PACKAGE + " within 60 s");
            }
        } catch (InterruptedException e) {
            npm.destroy();
            Thread.currentThread().interrupt();
            throw new BenchFailed("interrupted while npm fetched " + PACKAGE, e);
        }
        if (npm.exitValue() != 0) {
            throw new BenchFailed(
                    "npm cannot fetch " + PACKAGE + "; it said: " + Files.readString(log).strip());
        }
    }

    private static boolean isOn(String searchPath, String program) {
        return Stream.of(searchPath.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
