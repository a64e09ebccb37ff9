package io.ticktide.cli;

import io.ticktide.cli.verify.Hostility;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of a subscriber that checks instead of printing, and may be a bad one. */
final class VerifyOptions {
    @Option(
            names = "--verify",
            description = {
                "Print no data but check all of it: each number, cause, definition and book; end"
                        + " with what was published, delivered and conflated. Exit code 1 if"
                        + " anything is wrong."
            })
    private boolean verify;

    @Option(
            names = "--verify-bars",
            description = "Also build bars from the trades and compare them with the server's.")
    private boolean bars;

    @Option(
            names = "--bars-sha256",
            description = "Also print the hash of each symbol's minute bars built that way.")
    private boolean hashes;

    @Option(
            names = "--slow",
            paramLabel = "BYTES_PER_S",
            description = "Read the socket no faster than this.")
    private long slow;

    @Option(
            names = "--stall",
            paramLabel = "S",
            description = "Read nothing for so many seconds, once.")
    private int stall;

    @Option(
            names = "--credit",
            paramLabel = "N",
            description = "Let the server send so many packets a second.")
    private int credit;

    @Option(
            names = "--drop-connection-every",
            paramLabel = "S",
            description = "Kill the connection every S seconds and resume on another.")
    private int dropEvery;

    /** Whether to check instead of to print. */
    boolean isAsked() {
        return verify || bars || hashes;
    }

    boolean bars() {
        return bars;
    }

    boolean hashes() {
        return hashes;
    }

    /**
     * How bad the client shall be.
     *
     * @throws IllegalArgumentException when that makes no sense.
     */
    Hostility hostility() {
        Hostility hostility = new Hostility(slow, stall, credit, dropEvery);
        if (slow < 0 || stall < 0 || credit < 0 || dropEvery < 0) {
            throw new IllegalArgumentException(
                    "--slow, --stall, --credit and --drop-connection-every are above 0");
        }
        if (!isAsked() && !hostility.equals(Hostility.NONE)) {
            throw new IllegalArgumentException(
                    "--slow, --stall, --credit and --drop-connection-every go with --verify");
        }
        return hostility;
    }

    /** The channels to subscribe to: bars need trades. */
    List<String> channels(List<String> asked) {
        List<String> channels = new ArrayList<>(asked);
        if ((bars || hashes) && !asked.contains("trade")) {
            channels.add("trade");
        }
        return channels;
    }
}
