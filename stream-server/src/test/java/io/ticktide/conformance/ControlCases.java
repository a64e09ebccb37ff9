package io.ticktide.conformance;

import static io.ticktide.conformance.WireCase.CLOSE;
import static io.ticktide.conformance.WireCase.FIN;
import static io.ticktide.conformance.WireCase.PING;
import static io.ticktide.conformance.WireCase.PONG;
import static io.ticktide.conformance.WireCase.TEXT;
import static io.ticktide.conformance.WireCase.closed;
import static io.ticktide.conformance.WireCase.ping;
import static io.ticktide.conformance.WireCase.refused;
import static io.ticktide.conformance.WireCase.understood;
import static io.ticktide.websocket.ClientFrames.frames;

import io.ticktide.websocket.ClientFrames;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Groups 2 and 7: pings and pongs, the close handshake, its codes and reasons. */
final class ControlCases {
    private static final int[] GOOD_CODES = {
        1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3001, 3999,
        4000, 4999
    };
    private static final int[] BAD_CODES = {
        0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 1999, 2000, 2500, 2999, 5000, 9999, 32_768,
        65_535
    };
    private static final List<String> BAD_REASONS =
            List.of(
                    "80",
                    "ff",
                    "c3",
                    "e282",
                    "c080",
                    "eda080",
                    "f4908080",
                    "cebae1bdb9cf83cebceda080");

    private ControlCases() {}

    static Stream<WireCase> all() {
        return Stream.of(
                        pings(),
                        unaskedPongs(),
                        tooLongControls(),
                        manyPings(),
                        codes(),
                        reasons(),
                        afterTheClose())
                .flatMap(one -> one);
    }

    private static Stream<WireCase> pings() {
        return IntStream.of(0, 1, 2, 8, 64, 124, 125)
                .boxed()
                .flatMap(
                        length -> {
                            byte[] payload = new byte[length];
                            for (int i = 0; i < length; i++) {
                                payload[i] = (byte) (0xFE - i); // No UTF-8, and need not be.
                            }
                            String pong = "PONG " + HexFormat.of().formatHex(payload);
                            WireCase one =
                                    understood(
                                            "2.1",
                                            "ping of " + length + " bytes",
                                            frames().add(FIN | PING, payload),
                                            pong);
                            return Stream.of(one, one.chopped(1));
                        });
    }

    private static Stream<WireCase> unaskedPongs() {
        return IntStream.of(0, 1, 125)
                .boxed()
                .flatMap(
                        length ->
                                Stream.of(
                                        understood(
                                                "2.7",
                                                "unasked pong of " + length + " bytes",
                                                frames().add(FIN | PONG, new byte[length])
                                                        .add(FIN | TEXT, ping(1)),
                                                "pong 1"),
                                        understood(
                                                "2.9",
                                                "unasked pong of " + length + " bytes, then a ping",
                                                frames().add(FIN | PONG, new byte[length])
                                                        .add(FIN | PING, "p"),
                                                "PONG 70")));
    }

    private static Stream<WireCase> tooLongControls() {
        return IntStream.of(CLOSE, PING, PONG)
                .boxed()
                .flatMap(
                        opcode ->
                                IntStream.of(126, 127, 1_000, 65_536)
                                        .mapToObj(
                                                length ->
                                                        refused(
                                                                "2.5",
                                                                "control frame "
                                                                        + opcode
                                                                        + " of "
                                                                        + length
                                                                        + " bytes",
                                                                1002,
                                                                frames().add(
                                                                                FIN | opcode,
                                                                                new byte
                                                                                        [length]))));
    }

    private static Stream<WireCase> manyPings() {
        ClientFrames frames = frames();
        String[] pongs = new String[10];
        for (int i = 0; i < pongs.length; i++) {
            frames.add(FIN | PING, String.valueOf(i));
            pongs[i] = "PONG 3" + i;
        }
        WireCase one = understood("2.10", "10 pings at once", frames, pongs);
        return Stream.of(one, one.chopped(1));
    }

    private static Stream<WireCase> codes() {
        Stream<WireCase> good =
                IntStream.of(GOOD_CODES)
                        .mapToObj(
                                code -> closed("7.7", "close code " + code, code, close(code, "")));
        Stream<WireCase> bad =
                IntStream.of(BAD_CODES)
                        .mapToObj(
                                code ->
                                        refused(
                                                "7.9",
                                                "close code " + code,
                                                1002,
                                                close(code, "")));
        return Stream.concat(good, bad);
    }

    private static Stream<WireCase> reasons() {
        Stream<WireCase> good =
                IntStream.of(1, 2, 63, 122, 123)
                        .mapToObj(
                                length ->
                                        closed(
                                                        "7.3",
                                                        "close reason of " + length + " bytes",
                                                        1000,
                                                        close(1000, "r".repeat(length)))
                                                .chopped(3));
        Stream<WireCase> bad =
                BAD_REASONS.stream()
                        .map(
                                hex -> {
                                    byte[] reason = HexFormat.of().parseHex("03e8" + hex);
                                    ClientFrames frames = frames().add(FIN | CLOSE, reason);
                                    return refused("7.5", "close reason " + hex, 1007, frames);
                                });
        return Stream.of(
                        good,
                        bad,
                        Stream.of(
                                closed("7.3.1", "empty close", 1000, frames().add(FIN | CLOSE, "")),
                                closed(
                                        "7.3.5",
                                        "reason in characters of four bytes",
                                        1000,
                                        close(1000, "\ud83d\udcc8".repeat(30))),
                                refused(
                                        "7.3.2",
                                        "half a close code",
                                        1002,
                                        frames().add(FIN | CLOSE, new byte[1])),
                                refused(
                                        "7.3.6",
                                        "close reason of 124 bytes",
                                        1002,
                                        close(1000, "r".repeat(124)))))
                .flatMap(one -> one);
    }

    private static Stream<WireCase> afterTheClose() {
        return Stream.of(
                closed("7.1.2", "two closes", 1000, close(1000, "").add(FIN | CLOSE, "")),
                closed("7.1.3", "ping after the close", 1000, close(1000, "").add(FIN | PING, "x")),
                closed(
                        "7.1.4",
                        "command after the close",
                        1000,
                        close(1000, "").add(FIN | TEXT, ping(1))),
                closed("7.1.5", "bad frame after the close", 1000, close(1000, "").raw(0xFF, 0xFF)),
                closed(
                        "7.1.6",
                        "much after the close",
                        1000,
                        close(1000, "").add(FIN | TEXT, "x".repeat(1 << 18))),
                understood(
                        "7.1.1",
                        "close after a command",
                        frames().add(FIN | TEXT, ping(1)),
                        "pong 1"));
    }

    private static ClientFrames close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[2 + text.length];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(text, 0, payload, 2, text.length);
        return frames().add(FIN | CLOSE, payload);
    }
}
