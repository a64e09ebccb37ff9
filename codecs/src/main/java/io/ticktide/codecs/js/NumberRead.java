package io.ticktide.codecs.js;

import java.nio.ByteOrder;
import uk.co.real_logic.sbe.PrimitiveType;
import uk.co.real_logic.sbe.ir.Encoding;

/**
 * JavaScript expressions that read one number from a {@code DataView}.
 *
 * @param encoding of the number.
 * @param view expression of the view.
 * @param base expression of the offset to which {@code offset} is added.
 * @param offset bytes after base.
 */
record NumberRead(Encoding encoding, String view, String base, int offset) {

    /** As a {@code Number}: 64-bit ones as two words, exact up to 2^53. */
    String number() {
        PrimitiveType type = encoding.primitiveType();
        int bits = type.size() * 8;
        String at = at(0);
        return switch (type) {
            case INT64 -> "int64(" + view + ", " + at + order() + ")";
            case UINT64 -> "uint64(" + view + ", " + at + order() + ")";
            case INT8 -> view + ".getInt8(" + at + ")";
            case CHAR, UINT8 -> view + ".getUint8(" + at + ")";
            case INT16, INT32 -> view + ".getInt" + bits + "(" + at + order() + ")";
            case UINT16, UINT32 -> view + ".getUint" + bits + "(" + at + order() + ")";
            case FLOAT, DOUBLE -> view + ".getFloat" + bits + "(" + at + order() + ")";
        };
    }

    /** As a {@code BigInt}; of 64-bit integers only. */
    String big() {
        String sign = encoding.primitiveType() == PrimitiveType.INT64 ? "Int" : "Uint";
        return view + ".getBig" + sign + "64(" + at(0) + order() + ")";
    }

    /** Whether it holds the null value of its type. */
    String isNull() {
        return switch (encoding.primitiveType()) {
            case INT64, UINT64 -> {
                // Each word compared by itself: the null value is beyond 2^53.
                long value = encoding.applicableNullValue().longValue();
                long low = value & 0xFFFF_FFFFL;
                long high = value >>> 32;
                yield isLittleEndian() ? words(low, high) : words(high, low);
            }
            case FLOAT, DOUBLE -> "Number.isNaN(" + number() + ")";
            default -> number() + " === " + encoding.applicableNullValue().longValue();
        };
    }

    private String words(long first, long second) {
        return word(0, first) + " && " + word(4, second);
    }

    private String word(int shift, long value) {
        return view + ".getUint32(" + at(shift) + order() + ") === " + value;
    }

    private String at(int shift) {
        int total = offset + shift;
        return total == 0 ? base : base + " + " + total;
    }

    private String order() {
        return isLittleEndian() ? ", true" : ", false";
    }

    private boolean isLittleEndian() {
        return encoding.byteOrder() == ByteOrder.LITTLE_ENDIAN;
    }
}
