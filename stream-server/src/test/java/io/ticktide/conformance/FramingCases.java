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

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Groups 1, 3 and 4: lengths and their forms, masks, reserved bits, reserved opcodes. */
final class FramingCases {
    private static final int[] LENGTHS = {
        20, 124, 125, 126, 127, 128, 255, 256, 1_023, 1_024, 4_096, 16_383, 16_384, 16_385, 65_534,
        65_535, 65_536, 65_537, 131_072
    };
    private static final int[] MASKS = {0, -1, 0x01_02_03_04, 0x80_00_00_00, 0x00_00_00_FF};
    private static final int[] OPCODES = {CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG};

    private FramingCases() {}

    static Stream<WireCase> all() {
        return Stream.of(
                        lengths(),
                        emptyTexts(),
                        wrongForms(),
                        hugeLengths(),
                        binaries(),
                        masks(),
                        unmasked(),
                        reservedBits(),
                        reservedOpcodes())
                .flatMap(cases -> cases);
    }

    private static Stream<WireCase> lengths() {
        return IntStream.of(LENGTHS)
                .boxed()
                .flatMap(
                        length -> {
                            WireCase one =
                                    understood(
                                            "1.1",
                                            "text of " + length + " bytes",
                                            frames().add(FIN | TEXT, ping(7, length)),
                                            "pong 7");
                            return length <= 256
                                    ? Stream.of(one, one.chopped(1), one.chopped(7))
                                    : Stream.of(one, one.chopped(997));
                        });
    }

    private static Stream<WireCase> emptyTexts() {
        return Stream.of(
                understood("1.1.1", "text of 0 bytes", frames().add(FIN | TEXT, ""), "error 101"),
                understood(
                        "1.1.1",
                        "text of 0 bytes between commands",
                        frames().add(FIN | TEXT, ping(1))
                                .add(FIN | TEXT, "")
                                .add(FIN | TEXT, ping(2)),
                        "pong 1",
                        "error 101",
                        "pong 2"));
    }

    private static Stream<WireCase> wrongForms() {
        Stream<WireCase> in16 =
                IntStream.of(0, 1, 2, 125)
                        .mapToObj(
                                length ->
                                        refused(
                                                "1.1",
                                                "length " + length + " in 16 bits",
                                                1002,
                                                frames().add(FIN | TEXT, 126, length, spaces(0))));
        Stream<WireCase> in64 =
                IntStream.of(0, 1, 125, 126, 127, 65_535)
                        .mapToObj(
                                length ->
                                        refused(
                                                "1.1",
                                                "length " + length + " in 64 bits",
                                                1002,
                                                frames().add(FIN | TEXT, 127, length, spaces(0))));
        return Stream.concat(in16, in64);
    }

    private static Stream<WireCase> hugeLengths() {
        return LongStream.of(
                        1L << 24,
                        (1L << 31) - 1,
                        1L << 31,
                        1L << 32,
                        1L << 62,
                        Long.MAX_VALUE,
                        -1,
                        Long.MIN_VALUE)
                .boxed()
                .flatMap(
                        length -> {
                            String what = "frame that announces " + length + " bytes";
                            int code = length < 0 ? 1002 : 1009;
                            return Stream.of(
                                    refused(
                                            "9",
                                            what,
                                            code,
                                            frames().add(FIN | TEXT, 127, length, spaces(10))),
                                    refused(
                                            "9",
                                            what + " in the midst of a message",
                                            code,
                                            frames().add(TEXT, "{")
                                                    .add(
                                                            FIN | CONTINUATION,
                                                            127,
                                                            length,
                                                            spaces(10))));
                        });
    }

    private static Stream<WireCase> binaries() {
        return IntStream.of(0, 1, 125, 126, 65_536)
                .mapToObj(
                        length ->
                                refused(
                                        "1.2",
                                        "binary of " + length + " bytes",
                                        1003,
                                        frames().add(FIN | BINARY, spaces(length)),
                                        "error 107"));
    }

    private static Stream<WireCase> masks() {
        byte[] command = ping(3).getBytes(StandardCharsets.UTF_8);
        return IntStream.of(MASKS)
                .mapToObj(
                        mask ->
                                understood(
                                        "mask",
                                        "of " + Integer.toHexString(mask),
                                        frames().add(FIN | TEXT, 0, command.length, command, mask),
                                        "pong 3"));
    }

    private static Stream<WireCase> unmasked() {
        return IntStream.of(OPCODES)
                .boxed()
                .flatMap(
                        opcode -> {
                            String what = "none, opcode " + opcode;
                            // A continuation is refused already for want of a message.
                            return Stream.of(
                                    refused(
                                            "mask",
                                            what,
                                            1002,
                                            frames().raw(FIN | opcode, 2, 0x03, 0xE8)),
                                    refused(
                                            "mask",
                                            what + ", empty, after a command",
                                            1002,
                                            frames().add(FIN | TEXT, ping(4)).raw(FIN | opcode, 0),
                                            "pong 4"));
                        });
    }

    private static Stream<WireCase> reservedBits() {
        return IntStream.rangeClosed(1, 7)
                .boxed()
                .flatMap(
                        bits -> {
                            String what = "reserved bits " + bits;
                            int first = FIN | bits << 4;
                            return IntStream.of(OPCODES)
                                    .mapToObj(
                                            opcode ->
                                                    refused(
                                                            "3." + bits,
                                                            what + ", opcode " + opcode,
                                                            1002,
                                                            frames().add(FIN | TEXT, ping(1))
                                                                    .add(first | opcode, ping(2)),
                                                            "pong 1"));
                        });
    }

    private static Stream<WireCase> reservedOpcodes() {
        return IntStream.of(3, 4, 5, 6, 7, 11, 12, 13, 14, 15)
                .boxed()
                .flatMap(
                        opcode -> {
                            String what = "opcode " + opcode;
                            String group = opcode < 8 ? "4.1" : "4.2";
                            return Stream.of(
                                    refused(group, what, 1002, frames().add(FIN | opcode, "")),
                                    refused(
                                            group,
                                            what + " with payload",
                                            1002,
                                            frames().add(FIN | opcode, "reserved")),
                                    refused(
                                            group,
                                            what + " between commands",
                                            1002,
                                            frames().add(FIN | TEXT, ping(1))
                                                    .add(FIN | opcode, "")
                                                    .add(FIN | TEXT, ping(2)),
                                            "pong 1"),
                                    refused(
                                                    group,
                                                    what + " after a ping",
                                                    1002,
                                                    frames().add(FIN | PING, "x")
                                                            .add(FIN | opcode, "y"),
                                                    "PONG 78")
                                            .chopped(1));
                        });
    }

    private static byte[] spaces(int length) {
        return " ".repeat(length).getBytes(StandardCharsets.US_ASCII);
    }
}
