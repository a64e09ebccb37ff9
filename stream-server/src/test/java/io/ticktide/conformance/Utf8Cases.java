package io.ticktide.conformance;

import static io.ticktide.conformance.WireCase.CONTINUATION;
import static io.ticktide.conformance.WireCase.FIN;
import static io.ticktide.conformance.WireCase.PING;
import static io.ticktide.conformance.WireCase.TEXT;
import static io.ticktide.conformance.WireCase.refused;
import static io.ticktide.conformance.WireCase.understood;
import static io.ticktide.websocket.ClientFrames.frames;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Group 6: texts that are UTF-8 and texts that are not, cut wherever they can be. */
final class Utf8Cases {
    private static final String BEFORE = "{\"op\":\"ping\",\"id\":8,\"t0\":\"";
    private static final String AFTER = "\"}";

    /** First and last of each length, what surrounds the surrogates, no characters, a mix. */
    private static final List<String> GOOD =
            List.of(
                    "7f",
                    "c280",
                    "dfbf",
                    "e0a080",
                    "ed9fbf",
                    "ee8080",
                    "efbfbd",
                    "efbfbe",
                    "efbfbf",
                    "f0908080",
                    "f09f9388",
                    "f48fbfbf",
                    "f09fbfbe",
                    "cebae1bdb9cf83cebcceb5");

    /** Each is wrong at its last byte. */
    private static final List<String> BAD =
            List.of(
                    "80", // continuation of nothing
                    "bf",
                    "c0", // could only begin an overlong form
                    "c1",
                    "f5", // above U+10FFFF
                    "f6",
                    "f7",
                    "f8", // five and six bytes are no more
                    "fb",
                    "fc",
                    "fd",
                    "fe",
                    "ff",
                    "c27f", // too little follows
                    "c2c2",
                    "dfc0",
                    "e080", // overlong forms
                    "e09f",
                    "eda0", // surrogates
                    "edb0",
                    "edbf",
                    "e1bdc0",
                    "e28228",
                    "f080",
                    "f08f",
                    "f490", // above U+10FFFF
                    "f4bf",
                    "f09028",
                    "f0909028",
                    "cebae1bdb9cf83cebcceb5eda0",
                    "cebae1bdb9cf83cebcceb5f490");

    private Utf8Cases() {}

    static Stream<WireCase> all() {
        return Stream.of(good(), bad(), cutOff(), failsAtOnce()).flatMap(one -> one);
    }

    private static Stream<WireCase> good() {
        return GOOD.stream()
                .flatMap(
                        hex -> {
                            byte[] text = text(hex, AFTER);
                            String what = "text with " + hex;
                            Stream<WireCase> whole =
                                    Stream.of(
                                            understood(
                                                    "6.1",
                                                    what,
                                                    frames().add(FIN | TEXT, text),
                                                    "pong 8"),
                                            understood(
                                                            "6.2",
                                                            what,
                                                            frames().add(FIN | TEXT, text),
                                                            "pong 8")
                                                    .chopped(1));
                            Stream<WireCase> split =
                                    IntStream.range(1, hex.length() / 2)
                                            .map(at -> BEFORE.length() + at)
                                            .mapToObj(
                                                    at ->
                                                            understood(
                                                                    "6.2",
                                                                    what + ", split at " + at,
                                                                    frames().add(
                                                                                    TEXT,
                                                                                    head(text, at))
                                                                            .add(FIN | PING, "p")
                                                                            .add(
                                                                                    FIN
                                                                                            | CONTINUATION,
                                                                                    tail(text, at)),
                                                                    "PONG 70",
                                                                    "pong 8"));
                            return Stream.concat(whole, split);
                        });
    }

    private static Stream<WireCase> bad() {
        return BAD.stream()
                .flatMap(
                        hex -> {
                            byte[] text = text(hex, AFTER);
                            int from = BEFORE.length();
                            String what = "text with " + hex;
                            return Stream.of(
                                    refused("6.3", what, 1007, frames().add(FIN | TEXT, text)),
                                    refused("6.3", what, 1007, frames().add(FIN | TEXT, text))
                                            .chopped(1),
                                    refused(
                                            "6.3",
                                            what + " in fragments of a byte",
                                            1007,
                                            frames().add(TEXT, head(text, from))
                                                    .add(
                                                            CONTINUATION,
                                                            Arrays.copyOfRange(
                                                                    text, from, from + 1))
                                                    .add(
                                                            FIN | CONTINUATION,
                                                            tail(text, from + 1))));
                        });
    }

    private static Stream<WireCase> cutOff() {
        return GOOD.stream()
                .filter(hex -> hex.length() > 2 && hex.length() <= 8)
                .flatMap(
                        hex ->
                                IntStream.range(1, hex.length() / 2)
                                        .mapToObj(
                                                left -> {
                                                    String part = hex.substring(0, 2 * left);
                                                    byte[] text = text(part, "");
                                                    return Stream.of(
                                                            refused(
                                                                    "6.4",
                                                                    "text that ends with " + part,
                                                                    1007,
                                                                    frames().add(FIN | TEXT, text)),
                                                            refused(
                                                                    "6.4",
                                                                    "fragments that end with "
                                                                            + part,
                                                                    1007,
                                                                    frames().add(TEXT, text)
                                                                            .add(
                                                                                    FIN
                                                                                            | CONTINUATION,
                                                                                    "")));
                                                })
                                        .flatMap(one -> one));
    }

    /** The rest of the message never comes: the server does not wait for it. */
    private static Stream<WireCase> failsAtOnce() {
        return BAD.stream()
                .flatMap(
                        hex -> {
                            byte[] text = text(hex, "");
                            String what = "begun with " + hex;
                            return Stream.of(
                                    refused(
                                            "6.4",
                                            "fragment " + what,
                                            1007,
                                            frames().add(TEXT, text)),
                                    refused(
                                            "6.4",
                                            "frame " + what,
                                            1007,
                                            frames().add(FIN | TEXT, 126, 5_000, text)));
                        });
    }

    private static byte[] text(String hex, String after) {
        byte[] before = BEFORE.getBytes(StandardCharsets.US_ASCII);
        byte[] odd = HexFormat.of().parseHex(hex);
        byte[] rest = after.getBytes(StandardCharsets.US_ASCII);
        byte[] text = Arrays.copyOf(before, before.length + odd.length + rest.length);
        System.arraycopy(odd, 0, text, before.length, odd.length);
        System.arraycopy(rest, 0, text, before.length + odd.length, rest.length);
        return text;
    }

    private static byte[] head(byte[] bytes, int to) {
        return Arrays.copyOf(bytes, to);
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }
}
