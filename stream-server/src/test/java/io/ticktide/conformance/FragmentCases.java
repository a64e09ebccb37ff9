package io.ticktide.conformance;

import static io.ticktide.conformance.WireCase.BINARY;
import static io.ticktide.conformance.WireCase.CLOSE;
import static io.ticktide.conformance.WireCase.CONTINUATION;
import static io.ticktide.conformance.WireCase.FIN;
import static io.ticktide.conformance.WireCase.PING;
import static io.ticktide.conformance.WireCase.PONG;
import static io.ticktide.conformance.WireCase.TEXT;
import static io.ticktide.conformance.WireCase.ping;
import static io.ticktide.conformance.WireCase.refused;
import static io.ticktide.conformance.WireCase.understood;
import static io.ticktide.websocket.ClientFrames.frames;

import io.ticktide.websocket.ClientFrames;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Group 5: messages in fragments, with control frames between them, in order and out of it. */
final class FragmentCases {
    private static final String COMMAND = ping(5);

    private FragmentCases() {}

    static Stream<WireCase> all() {
        return Stream.of(
                        splitAnywhere(),
                        interleaved(),
                        outOfOrder(),
                        fragmentedControls(),
                        fragmentedBinary())
                .flatMap(one -> one);
    }

    private static Stream<WireCase> splitAnywhere() {
        return IntStream.rangeClosed(0, COMMAND.length())
                .boxed()
                .flatMap(
                        at -> {
                            ClientFrames two =
                                    frames().add(TEXT, COMMAND.substring(0, at))
                                            .add(FIN | CONTINUATION, COMMAND.substring(at));
                            ClientFrames three =
                                    frames().add(TEXT, COMMAND.substring(0, at))
                                            .add(CONTINUATION, "")
                                            .add(FIN | CONTINUATION, COMMAND.substring(at));
                            String what = "split at " + at;
                            return Stream.of(
                                    understood("5.3", what, two, "pong 5"),
                                    understood("5.5", what + ", 3 frames", three, "pong 5")
                                            .chopped(1));
                        });
    }

    private static Stream<WireCase> interleaved() {
        String[] parts = {COMMAND.substring(0, 3), COMMAND.substring(3, 9), COMMAND.substring(9)};
        ClientFrames pings =
                frames().add(TEXT, parts[0])
                        .add(FIN | PING, "a")
                        .add(CONTINUATION, parts[1])
                        .add(FIN | PING, "b")
                        .add(FIN | PING, "")
                        .add(FIN | CONTINUATION, parts[2]);
        ClientFrames pongs =
                frames().add(TEXT, parts[0])
                        .add(FIN | PONG, "unasked")
                        .add(CONTINUATION, parts[1])
                        .add(FIN | PONG, "")
                        .add(FIN | CONTINUATION, parts[2]);
        ClientFrames bytewise = frames().add(TEXT, "");
        String[] heard = new String[COMMAND.length() + 1];
        for (int i = 0; i < COMMAND.length(); i++) {
            boolean last = i == COMMAND.length() - 1;
            bytewise.add(FIN | PING, COMMAND.substring(i, i + 1))
                    .add((last ? FIN : 0) | CONTINUATION, COMMAND.substring(i, i + 1));
            heard[i] = "PONG " + Integer.toHexString(COMMAND.charAt(i));
        }
        heard[COMMAND.length()] = "pong 5";
        ClientFrames closing =
                frames().add(TEXT, parts[0])
                        .add(FIN | CLOSE, new byte[] {0x03, (byte) 0xE9})
                        .add(FIN | CONTINUATION, parts[1]);
        WireCase withPings =
                understood("5.6", "pings between", pings, "PONG 61", "PONG 62", "PONG ", "pong 5");
        return Stream.of(
                withPings,
                withPings.chopped(1),
                understood("5.7", "pongs between", pongs, "pong 5"),
                understood("5.8", "a ping before each byte", bytewise, heard),
                understood("5.8", "a ping before each byte", bytewise, heard).chopped(5),
                WireCase.closed("5.20", "a close between", 1001, closing));
    }

    private static Stream<WireCase> outOfOrder() {
        Stream<WireCase> withoutBeginning =
                IntStream.of(0, FIN)
                        .boxed()
                        .flatMap(
                                fin ->
                                        Stream.of(
                                                refused(
                                                        "5.9",
                                                        "continuation of nothing, fin " + fin,
                                                        1002,
                                                        frames().add(fin | CONTINUATION, COMMAND)),
                                                refused(
                                                        "5.10",
                                                        "continuation of an ended text, fin " + fin,
                                                        1002,
                                                        frames().add(FIN | TEXT, ping(1))
                                                                .add(fin | CONTINUATION, COMMAND),
                                                        "pong 1"),
                                                refused(
                                                        "5.12",
                                                        "continuation of ended fragments, fin "
                                                                + fin,
                                                        1002,
                                                        frames().add(TEXT, ping(1))
                                                                .add(FIN | CONTINUATION, " ")
                                                                .add(fin | CONTINUATION, COMMAND),
                                                        "pong 1")));
        Stream<WireCase> twoBeginnings =
                IntStream.of(TEXT, FIN | TEXT, BINARY, FIN | BINARY)
                        .boxed()
                        .flatMap(
                                first ->
                                        Stream.of(
                                                refused(
                                                        "5.15",
                                                        "frame " + first + " within a message",
                                                        1002,
                                                        frames().add(TEXT, "{").add(first, "x")),
                                                refused(
                                                        "5.18",
                                                        "frame " + first + " after a ping in one",
                                                        1002,
                                                        frames().add(TEXT, "{")
                                                                .add(FIN | PING, "p")
                                                                .add(CONTINUATION, "")
                                                                .add(first, "x"),
                                                        "PONG 70")));
        return Stream.concat(withoutBeginning, twoBeginnings);
    }

    private static Stream<WireCase> fragmentedControls() {
        return IntStream.of(CLOSE, PING, PONG)
                .boxed()
                .flatMap(
                        opcode ->
                                Stream.of(
                                        refused(
                                                "5.1",
                                                "control frame " + opcode + " in fragments",
                                                1002,
                                                frames().add(opcode, "a")
                                                        .add(FIN | CONTINUATION, "b")),
                                        refused(
                                                "5.2",
                                                "empty control frame " + opcode + " in fragments",
                                                1002,
                                                frames().add(TEXT, "{").add(opcode, ""))));
    }

    private static Stream<WireCase> fragmentedBinary() {
        return Stream.of(
                refused(
                        "5.1",
                        "binary in fragments",
                        1003,
                        frames().add(BINARY, "a").add(FIN | CONTINUATION, "b"),
                        "error 107"),
                refused(
                        "5.1",
                        "binary that never ends",
                        1003,
                        frames().add(BINARY, 127, 1L << 40, new byte[500]),
                        "error 107"));
    }
}
