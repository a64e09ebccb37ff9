package io.ticktide.feed.recorded;

import io.ticktide.codecs.Decimals;
import io.ticktide.feed.Instrument;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The texts of one row's fields as ASCII in one growing buffer, reused from row to row: numbers are
 * turned into integers from here, without a String in between.
 *
 * <p>Owner: one thread. Allocates only to grow.
 */
final class RowTexts {
    /** Number of a text that a row does not have. */
    static final int ABSENT = -1;

    private static final int MAX_SHOWN = 80;

    private byte[] bytes = new byte[1 << 10];
    private int[] ends = new int[1 << 6];
    private int count;

    void clear() {
        count = 0;
    }

    /** Number of texts; they are numbered from 0. */
    int count() {
        return count;
    }

    /** Adds a text and returns its number. A character beyond ASCII becomes a question mark. */
    int add(char[] chars, int offset, int length) {
        int start = room(length);
        for (int i = 0; i < length; i++) {
            char c = chars[offset + i];
            bytes[start + i] = (byte) (c < 128 ? c : '?');
        }
        ends[count] = start + length;
        return count++;
    }

    /** Takes over the texts of a row whose columns are parted by commas. */
    void set(byte[] row, int offset, int length) {
        clear();
        int start = offset;
        for (int at = offset; at <= offset + length; at++) {
            if (at == offset + length || row[at] == ',') {
                int into = room(at - start);
                System.arraycopy(row, start, bytes, into, at - start);
                ends[count++] = into + at - start;
                start = at + 1;
            }
        }
    }

    /** The texts parted by commas. */
    byte[] joined() {
        byte[] row = new byte[start(count) + Math.max(0, count - 1)];
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                row[at++] = ',';
            }
            int length = ends[i] - start(i);
            System.arraycopy(bytes, start(i), row, at, length);
            at += length;
        }
        return row;
    }

    /** Whether {@link #joined} would be the same bytes. */
    boolean isRow(byte[] row, int length) {
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (i > 0 && (at == length || row[at++] != ',')) {
                return false;
            }
            int size = ends[i] - start(i);
            if (length - at < size
                    || !Arrays.equals(bytes, start(i), ends[i], row, at, at + size)) {
                return false;
            }
            at += size;
        }
        return at == length;
    }

    /** Digits behind the point of a number, zeros included. */
    int printedDecimals(int index) {
        for (int at = start(index); at < ends[index]; at++) {
            if (bytes[at] == '.') {
                return ends[index] - at - 1;
            }
        }
        return 0;
    }

    boolean is(int index, String ascii) {
        int start = start(index);
        if (ends[index] - start != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[start + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    String text(int index) {
        int start = start(index);
        return new String(bytes, start, ends[index] - start, StandardCharsets.US_ASCII);
    }

    /** A price's mantissa at the instrument's scale. */
    long price(int index, String field, Instrument scales) throws BadField {
        return decimal(index, field, scales.priceScale(), "feed.price-scale");
    }

    /** A quantity's mantissa at the instrument's scale. */
    long qty(int index, String field, Instrument scales) throws BadField {
        return decimal(index, field, scales.qtyScale(), "feed.qty-scale");
    }

    /** Decimals that a number needs. */
    int scale(int index, String field) throws BadField {
        int start = start(index);
        try {
            return Decimals.scaleOf(bytes, start, ends[index] - start);
        } catch (NumberFormatException e) {
            throw new BadField(field + " " + e.getMessage());
        }
    }

    /** The whole part of a number that has a {@link #scale}, at most 18 digits of it. */
    long units(int index) {
        int start = start(index);
        long units = 0;
        for (int at = start; at < ends[index] && at - start < 18; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return units;
            }
            units = units * 10 + digit;
        }
        return units;
    }

    /** A non-negative integer: an id or a time. */
    long integer(int index, String field) throws BadField {
        int start = start(index);
        int end = ends[index];
        long value = 0;
        for (int at = start; at < end; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
                throw new BadField(field + " \"" + shown(index) + "\" is not a whole number");
            }
            value = value * 10 + digit;
        }
        if (start == end) {
            throw new BadField(field + " is empty");
        }
        return value;
    }

    /** {@code true} or {@code false} in any case. */
    boolean bool(int index, String field) throws BadField {
        if (isAnyCase(index, "true")) {
            return true;
        }
        if (isAnyCase(index, "false")) {
            return false;
        }
        throw new BadField(field + " \"" + shown(index) + "\" is neither true nor false");
    }

    /** All texts joined by commas, cut to a length for messages. */
    String shownRow() {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < count && row.length() <= MAX_SHOWN; i++) {
            row.append(i > 0 ? "," : "").append(shown(i));
        }
        return shown(row.toString());
    }

    /** A text that is fit for a message: bounded, and without control characters. */
    static String shown(String text) {
        String start = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
        return start.replaceAll("\\p{Cntrl}", "?");
    }

    private String shown(int index) {
        int start = start(index);
        int length = Math.min(ends[index] - start, MAX_SHOWN + 1);
        return shown(new String(bytes, start, length, StandardCharsets.US_ASCII));
    }

    private long decimal(int index, String field, int scale, String setting) throws BadField {
        if (index == ABSENT) {
            throw new BadField("the message has no number for " + field);
        }
        int start = start(index);
        try {
            return Decimals.parse(bytes, start, ends[index] - start, scale);
        } catch (NumberFormatException e) {
            throw new BadField(field + " " + e.getMessage() + remedy(index, scale, setting));
        }
    }

    private String remedy(int index, int scale, String setting) {
        int start = start(index);
        int needed;
        try {
            needed = Decimals.scaleOf(bytes, start, ends[index] - start);
        } catch (NumberFormatException noDecimal) {
            return "";
        }
        return needed > scale ? " with --set " + setting + "=" + needed : "";
    }

    private boolean isAnyCase(int index, String lower) {
        int start = start(index);
        if (ends[index] - start != lower.length()) {
            return false;
        }
        for (int i = 0; i < lower.length(); i++) {
            // Bit 5 is what upper and lower case of an ASCII letter differ in.
            if ((bytes[start + i] | 0x20) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Where a further text of a length begins. */
    private int room(int length) {
        int start = start(count);
        if (bytes.length - start < length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, start + length));
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, count * 2);
        }
        return start;
    }

    private int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }
}
