package io.ticktide.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the frames of a client from whatever pieces the socket gives: strict about every rule of
 * RFC 6455 section 5, at the first byte that breaks it. Holds no buffer between messages, so an
 * idle client costs a few dozen bytes.
 *
 * <p>Bounds: a message of {@code mostBytes} in at most {@code mostFrames}.
 *
 * <p>Owner: the connection's I/O thread.
 */
public final class FrameReader {
    private static final int MOST_CONTROL_BYTES = 125;
    private static final int LENGTH_16_BITS = 126;
    private static final int LENGTH_64_BITS = 127;
    private static final int LEAST_MESSAGE_BUFFER = 256;
    private static final int RSV1 = 0x40;
    private static final byte[] NOTHING = {};

    private final int mostBytes;
    private final int mostFrames;
    private final FrameListener listener;
    private final MessageInflater inflater; // null: compression was not agreed on
    private final Utf8Check utf8 = new Utf8Check();

    // The frame being read.
    private int headerBytes;
    private int headerWanted = 2;
    private int first;
    private int second;
    private long length;
    private int mask;
    private long payloadLeft;
    private int payloadRead;
    private boolean inPayload;
    private byte[] control = NOTHING;

    // The message that frames add up to.
    private int messageOpcode;
    private int fragments;
    private byte[] message = NOTHING;
    private int messageBytes;
    private boolean compressed;
    private boolean ended;

    /** For a connection on which no compression was agreed. */
    public FrameReader(int mostBytes, int mostFrames, FrameListener listener) {
        this(mostBytes, mostFrames, listener, null);
    }

    /**
     * @param mostBytes of a text message, inflated.
     * @param mostFrames of a message.
     * @param inflater of the I/O thread; null: no compression was agreed on.
     */
    public FrameReader(
            int mostBytes, int mostFrames, FrameListener listener, MessageInflater inflater) {
        this.mostBytes = mostBytes;
        this.mostFrames = mostFrames;
        this.listener = listener;
        this.inflater = inflater;
    }

    /** Whether what still comes is thrown away: the client said goodbye, or broke a rule. */
    public boolean isEnded() {
        return ended;
    }

    /** What it keeps of a message that is not whole, bytes. */
    int heldBytes() {
        return message.length + control.length;
    }

    /** Throws away what still comes. */
    public void end() {
        ended = true;
        message = NOTHING;
        control = NOTHING;
    }

    /** Reads all bytes from position to limit. */
    public void read(ByteBuffer bytes) {
        while (!ended && bytes.hasRemaining()) {
            if (!inPayload) {
                readHeader(bytes.get() & 0xFF);
            } else {
                readPayload(bytes);
            }
            if (!ended && inPayload && payloadLeft == 0) {
                endFrame();
            }
        }
        if (ended) {
            bytes.position(bytes.limit());
        }
    }

    private void readHeader(int octet) {
        headerBytes++;
        if (headerBytes == 1) {
            first = octet;
            checkFirst();
        } else if (headerBytes == 2) {
            second = octet;
            checkSecond();
        } else if (headerBytes <= headerWanted - Integer.BYTES) {
            length = (length << Byte.SIZE) | octet;
            if (headerBytes == headerWanted - Integer.BYTES) {
                checkLength();
            }
        } else {
            mask = (mask << Byte.SIZE) | octet;
        }
        if (!ended && headerBytes >= 2 && headerBytes == headerWanted) {
            beginPayload();
        }
    }

    private void checkFirst() {
        int opcode = opcode();
        int reserved = first & 0x70;
        if (reserved != 0 && inflater == null) {
            violation("a reserved bit is set and no extension was agreed on");
        } else if (reserved != 0 && (reserved != RSV1 || opcode == Opcode.CONTINUATION)) {
            violation("a reserved bit is set where compression has none");
        } else if (reserved != 0 && Opcode.isControl(opcode)) {
            violation("a control frame is compressed");
        } else if (!Opcode.isKnown(opcode)) {
            violation("opcode " + opcode + " is reserved");
        } else if (Opcode.isControl(opcode) && !isFinal()) {
            violation("a control frame is fragmented");
        } else if (opcode == Opcode.CONTINUATION && messageOpcode == 0) {
            violation("a continuation frame without a message to continue");
        } else if (!Opcode.isControl(opcode)
                && opcode != Opcode.CONTINUATION
                && messageOpcode != 0) {
            violation("a new message begins within a fragmented one");
        }
    }

    private void checkSecond() {
        int announced = second & 0x7F;
        if ((second & 0x80) == 0) {
            violation("a client's frame is not masked");
        } else if (Opcode.isControl(opcode()) && announced > MOST_CONTROL_BYTES) {
            violation("a control frame is longer than " + MOST_CONTROL_BYTES + " bytes");
        } else if (announced == LENGTH_16_BITS) {
            headerWanted = 2 + Short.BYTES + Integer.BYTES;
        } else if (announced == LENGTH_64_BITS) {
            headerWanted = 2 + Long.BYTES + Integer.BYTES;
        } else {
            headerWanted = 2 + Integer.BYTES;
            length = announced;
            checkSize();
        }
    }

    private void checkLength() {
        boolean is64 = (second & 0x7F) == LENGTH_64_BITS;
        if (length < 0) {
            violation("a frame's length is negative");
        } else if (is64 ? length <= 0xFFFF : length < LENGTH_16_BITS) {
            violation("a frame's length is not in its shortest form");
        } else {
            checkSize();
        }
    }

    private void checkSize() {
        if (opcode() == Opcode.BINARY) {
            messageOpcode = Opcode.BINARY;
            listener.onBinary();
        } else if (!Opcode.isControl(opcode())) {
            fragments++;
            if (length > mostPayload() - messageBytes) { // The sum may overflow.
                refuse(CloseCode.TOO_LARGE, "a message is larger than " + mostBytes + " bytes");
            } else if (fragments > mostFrames) {
                refuse(CloseCode.TOO_LARGE, "a message has more than " + mostFrames + " frames");
            }
        }
    }

    private void beginPayload() {
        inPayload = true;
        payloadLeft = length;
        payloadRead = 0;
        int opcode = opcode();
        if (Opcode.isControl(opcode)) {
            control = length == 0 ? NOTHING : new byte[(int) length];
            return;
        }
        if (opcode != Opcode.CONTINUATION) {
            messageOpcode = opcode;
            compressed = (first & RSV1) != 0;
        }
        int wanted = messageBytes + (int) length;
        if (messageOpcode == Opcode.TEXT && wanted > message.length) {
            int grown = Math.max(LEAST_MESSAGE_BUFFER, 2 * message.length);
            message = Arrays.copyOf(message, Math.max(wanted, Math.min(grown, mostPayload())));
        }
    }

    private void readPayload(ByteBuffer bytes) {
        int count = (int) Math.min(payloadLeft, bytes.remaining());
        boolean isControl = Opcode.isControl(opcode());
        if (!isControl && messageOpcode == Opcode.BINARY) {
            bytes.position(bytes.position() + count);
            payloadLeft -= count;
            return;
        }
        for (int i = 0; i < count; i++) {
            byte octet = (byte) (bytes.get() ^ (mask >>> (Byte.SIZE * (3 - (payloadRead & 3)))));
            if (isControl) {
                control[payloadRead] = octet;
            } else {
                message[messageBytes++] = octet;
                if (!compressed && !utf8.take(octet & 0xFF)) {
                    refuse(CloseCode.INVALID_UTF8, "text is not UTF-8");
                    return;
                }
            }
            payloadRead++;
            payloadLeft--;
        }
    }

    private void endFrame() {
        int opcode = opcode();
        boolean isFinal = isFinal();
        inPayload = false;
        headerBytes = 0;
        headerWanted = 2;
        length = 0;
        mask = 0;
        if (Opcode.isControl(opcode)) {
            endControl(opcode);
        } else if (isFinal) {
            endMessage();
        }
    }

    private void endMessage() {
        boolean isText = messageOpcode == Opcode.TEXT;
        messageOpcode = 0;
        fragments = 0;
        if (!isText) {
            return;
        }
        if (compressed && !inflate()) {
            return;
        }
        if (!utf8.isComplete()) {
            refuse(CloseCode.INVALID_UTF8, "text ends within a character");
            return;
        }
        String text = new String(message, 0, messageBytes, StandardCharsets.UTF_8);
        message = NOTHING;
        messageBytes = 0;
        listener.onText(text);
    }

    private boolean inflate() {
        compressed = false;
        int count = inflater.inflate(message, messageBytes);
        if (count < 0) {
            boolean tooLarge = count == MessageInflater.TOO_LARGE;
            refuse(
                    tooLarge ? CloseCode.TOO_LARGE : CloseCode.INVALID_UTF8,
                    tooLarge
                            ? "a message is larger than " + mostBytes + " bytes"
                            : "a compressed message is no deflate data");
            return false;
        }
        message = inflater.inflated(); // It is the inflater's, and turned into a text at once.
        messageBytes = count;
        for (int i = 0; i < count; i++) {
            if (!utf8.take(message[i] & 0xFF)) {
                refuse(CloseCode.INVALID_UTF8, "text is not UTF-8");
                return false;
            }
        }
        return true;
    }

    private void endControl(int opcode) {
        byte[] payload = control;
        control = NOTHING;
        switch (opcode) {
            case Opcode.PING -> listener.onPing(payload);
            case Opcode.PONG -> listener.onPong();
            default -> endClose(payload);
        }
    }

    private void endClose(byte[] payload) {
        if (payload.length == 0) {
            end();
            listener.onClose(CloseCode.NORMAL);
            return;
        }
        int code =
                payload.length == 1 ? 0 : ((payload[0] & 0xFF) << Byte.SIZE) | (payload[1] & 0xFF);
        if (!CloseCode.isValid(code)) {
            violation(payload.length == 1 ? "half a close code" : "close code " + code);
            return;
        }
        utf8.reset();
        for (int i = 2; i < payload.length; i++) {
            if (!utf8.take(payload[i] & 0xFF)) {
                refuse(CloseCode.INVALID_UTF8, "a close reason is not UTF-8");
                return;
            }
        }
        if (!utf8.isComplete()) {
            refuse(CloseCode.INVALID_UTF8, "a close reason ends within a character");
            return;
        }
        end();
        listener.onClose(code);
    }

    private void violation(String text) {
        refuse(CloseCode.PROTOCOL_ERROR, text);
    }

    private void refuse(int closeCode, String text) {
        end();
        listener.onViolation(closeCode, text);
    }

    private int mostPayload() {
        boolean grows = (first & RSV1) != 0 || compressed;
        return grows ? inflater.mostCompressedBytes() : mostBytes;
    }

    private int opcode() {
        return first & 0x0F;
    }

    private boolean isFinal() {
        return (first & 0x80) != 0;
    }
}
