package io.ticktide.endpoint;

import io.ticktide.codecs.Decimals;
import java.util.List;
import org.agrona.MutableDirectBuffer;

/**
 * Writes JSON text into a reused buffer, without allocating.
 *
 * <p>Owner: one I/O thread.
 */
final class JsonText {
    /** Stands for half of a surrogate pair, which UTF-8 cannot say. */
    private static final char REPLACEMENT = '\uFFFD';

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder text = new StringBuilder(1_024);

    JsonText clear() {
        text.setLength(0);
        return this;
    }

    JsonText raw(String json) {
        text.append(json);
        return this;
    }

    /** A member's name with its colon; a comma before it unless it is the first. */
    JsonText name(String name) {
        char last = text.isEmpty() ? '{' : text.charAt(text.length() - 1);
        if (last != '{' && last != '[') {
            text.append(',');
        }
        text.append('"').append(name).append("\":");
        return this;
    }

    JsonText number(long value) {
        text.append(value);
        return this;
    }

    /** A 64-bit integer as a string, so that JavaScript keeps it exact. */
    JsonText quoted(long value) {
        text.append('"').append(value).append('"');
        return this;
    }

    /** An unsigned 64-bit integer as a string. */
    JsonText quotedUnsigned(long value) {
        if (value >= 0) {
            return quoted(value);
        }
        text.append('"').append(Long.toUnsignedString(value)).append('"');
        return this;
    }

    /** A decimal as a string, or null. */
    JsonText decimal(long mantissa, int scale) {
        if (mantissa == Decimals.NULL) {
            text.append("null");
            return this;
        }
        text.append('"');
        Decimals.appendTo(text, mantissa, scale);
        text.append('"');
        return this;
    }

    JsonText string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
            } else {
                text.append(c);
            }
        }
        text.append('"');
        return this;
    }

    /** The names of a set's bits as an array of strings. */
    JsonText names(int bits, List<String> names) {
        text.append('[');
        for (int bit = 0; bit < names.size(); bit++) {
            if ((bits & (1 << bit)) != 0) {
                if (text.charAt(text.length() - 1) != '[') {
                    text.append(',');
                }
                text.append('"').append(names.get(bit)).append('"');
            }
        }
        text.append(']');
        return this;
    }

    /** Puts the text as UTF-8; returns the index behind it. */
    int copyTo(MutableDirectBuffer buffer, int at) {
        int index = at;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                buffer.putByte(index++, (byte) c);
            } else if (c < 0x800) {
                buffer.putByte(index++, (byte) (0xC0 | (c >> 6)));
                buffer.putByte(index++, (byte) (0x80 | (c & 0x3F)));
            } else if (isPairAt(i)) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                buffer.putByte(index++, (byte) (0xF0 | (point >> 18)));
                buffer.putByte(index++, (byte) (0x80 | ((point >> 12) & 0x3F)));
                buffer.putByte(index++, (byte) (0x80 | ((point >> 6) & 0x3F)));
                buffer.putByte(index++, (byte) (0x80 | (point & 0x3F)));
            } else {
                char whole = Character.isSurrogate(c) ? REPLACEMENT : c;
                buffer.putByte(index++, (byte) (0xE0 | (whole >> 12)));
                buffer.putByte(index++, (byte) (0x80 | ((whole >> 6) & 0x3F)));
                buffer.putByte(index++, (byte) (0x80 | (whole & 0x3F)));
            }
        }
        return index;
    }

    private boolean isPairAt(int index) {
        return index + 1 < text.length()
                && Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
