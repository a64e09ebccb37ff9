package io.ticktide.conformance;

import io.ticktide.websocket.ClientFrames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One exchange: what a client sends after a good handshake, and all that it hears until the server
 * closes the socket, as {@link Wire} puts it.
 *
 * @param group of the Autobahn testsuite that it follows, or a word.
 * @param sent pieces, each written by itself.
 */
record WireCase(String group, String what, List<byte[]> sent, List<String> heard) {
    static final int FIN = 0x80;
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final byte[] NORMAL_CLOSURE = {0x03, (byte) 0xE8};

    /** The server understands: it answers, then returns the client's close. */
    static WireCase understood(String group, String what, ClientFrames frames, String... answers) {
        List<String> heard = new ArrayList<>(List.of(answers));
        heard.addAll(List.of("CLOSE 1000", "END"));
        frames.add(FIN | CLOSE, NORMAL_CLOSURE);
        return new WireCase(group, what, List.of(frames.toBytes()), heard);
    }

    /** The server may answer, then says goodbye and closes with a code of its own. */
    static WireCase refused(
            String group, String what, int code, ClientFrames frames, String... answers) {
        List<String> heard = new ArrayList<>(List.of(answers));
        heard.addAll(List.of("goodbye " + code, "CLOSE " + code, "END"));
        return new WireCase(group, what, List.of(frames.toBytes()), heard);
    }

    /** The server returns the client's close with a code. */
    static WireCase closed(String group, String what, int code, ClientFrames frames) {
        return new WireCase(
                group, what, List.of(frames.toBytes()), List.of("CLOSE " + code, "END"));
    }

    /** The same in pieces of so many bytes. */
    WireCase chopped(int pieceBytes) {
        List<byte[]> pieces = new ArrayList<>();
        for (byte[] piece : sent) {
            for (int at = 0; at < piece.length; at += pieceBytes) {
                int to = Math.min(piece.length, at + pieceBytes);
                pieces.add(Arrays.copyOfRange(piece, at, to));
            }
        }
        return new WireCase(group, what + ", " + pieceBytes + " bytes a write", pieces, heard);
    }

    /** A command whose answer is {@code pong} with an id, in so many bytes. */
    static String ping(int id, int lengthBytes) {
        String command = "{\"op\":\"ping\",\"id\":" + id + '}';
        return command + " ".repeat(lengthBytes - command.length());
    }

    static String ping(int id) {
        return "{\"op\":\"ping\",\"id\":" + id + '}';
    }

    @Override
    public String toString() {
        return group + ' ' + what;
    }
}
