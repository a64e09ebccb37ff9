package io.ticktide.conformance;

import static io.ticktide.conformance.WireCase.CONTINUATION;
import static io.ticktide.conformance.WireCase.FIN;
import static io.ticktide.conformance.WireCase.PING;
import static io.ticktide.conformance.WireCase.TEXT;
import static io.ticktide.conformance.WireCase.ping;
import static io.ticktide.conformance.WireCase.refused;
import static io.ticktide.conformance.WireCase.understood;
import static io.ticktide.websocket.ClientFrames.frames;

import io.ticktide.websocket.ClientFrames;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Group 9, and what a server of commands bounds besides: bytes and frames of a message. */
final class LimitCases {
    static final int MOST_MESSAGE_BYTES = 200_000;
    static final int MOST_FRAMES = 1_024;

    private static final int COMMAND_BYTES = ping(5).length();

    private LimitCases() {}

    static Stream<WireCase> all() {
        return Stream.of(sizes(), piecewise(), frameCounts(), manyMessages()).flatMap(one -> one);
    }

    private static Stream<WireCase> sizes() {
        Stream<WireCase> within =
                IntStream.of(MOST_MESSAGE_BYTES - 1, MOST_MESSAGE_BYTES)
                        .mapToObj(
                                length ->
                                        understood(
                                                "9.1",
                                                "text of " + length + " bytes",
                                                frames().add(FIN | TEXT, ping(5, length)),
                                                "pong 5"));
        Stream<WireCase> above =
                IntStream.of(MOST_MESSAGE_BYTES + 1, 1 << 18, 1 << 20)
                        .mapToObj(
                                length ->
                                        refused(
                                                "9.1",
                                                "text of " + length + " bytes",
                                                1009,
                                                frames().add(FIN | TEXT, ping(5, length))));
        return Stream.concat(within, above);
    }

    private static Stream<WireCase> piecewise() {
        return IntStream.of(1_000, 4_096, 65_536, MOST_MESSAGE_BYTES - COMMAND_BYTES)
                .boxed()
                .flatMap(
                        piece ->
                                Stream.of(
                                        understood(
                                                "9.3",
                                                "the most in frames of " + piece,
                                                pieces(MOST_MESSAGE_BYTES, piece),
                                                "pong 5"),
                                        refused(
                                                "9.3",
                                                "more than the most in frames of " + piece,
                                                1009,
                                                pieces(MOST_MESSAGE_BYTES + 1, piece))));
    }

    private static Stream<WireCase> frameCounts() {
        return Stream.of(
                understood(
                        "frames",
                        "the most of a message, nearly all empty",
                        empties(MOST_FRAMES - 2).add(FIN | CONTINUATION, ping(6)),
                        "pong 6"),
                refused("frames", "one too many, empty", 1009, empties(MOST_FRAMES)),
                refused(
                        "frames",
                        "one too many, the last",
                        1009,
                        empties(MOST_FRAMES - 1).add(FIN | CONTINUATION, ping(6))),
                understood(
                        "frames",
                        "pings do not count",
                        empties(MOST_FRAMES - 3)
                                .add(FIN | PING, "")
                                .add(CONTINUATION, "")
                                .add(FIN | CONTINUATION, ping(6)),
                        "PONG ",
                        "pong 6"),
                understood(
                        "frames",
                        "each message counts anew",
                        empties(MOST_FRAMES - 2)
                                .add(FIN | CONTINUATION, ping(6))
                                .add(TEXT, "")
                                .add(FIN | CONTINUATION, ping(7)),
                        "pong 6",
                        "pong 7"));
    }

    private static Stream<WireCase> manyMessages() {
        ClientFrames frames = frames();
        String[] answers = new String[300];
        for (int i = 0; i < answers.length; i++) {
            frames.add(FIN | TEXT, ping(i));
            answers[i] = "pong " + i;
        }
        WireCase one = understood("9.7", answers.length + " commands at once", frames, answers);
        return Stream.of(one, one.chopped(100), one.chopped(11));
    }

    private static ClientFrames pieces(int lengthBytes, int pieceBytes) {
        ClientFrames frames = frames().add(TEXT, ping(5));
        int left = lengthBytes - COMMAND_BYTES;
        for (; left > pieceBytes; left -= pieceBytes) {
            frames.add(CONTINUATION, " ".repeat(pieceBytes));
        }
        return frames.add(FIN | CONTINUATION, " ".repeat(left));
    }

    /** A message that has begun with so many empty frames behind the first. */
    private static ClientFrames empties(int more) {
        ClientFrames frames = frames().add(TEXT, "");
        for (int i = 0; i < more; i++) {
            frames.add(CONTINUATION, "");
        }
        return frames;
    }
}
