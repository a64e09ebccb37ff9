package io.ticktide.perf;

import io.ticktide.codecs.Decimals;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;

/** Decimal text to mantissa, as readers of recordings do, and back, as the JSON twin does. */
public class DecimalsBenchmark extends StageBenchmark {
    private static final int SCALE = 8;
    private static final int TEXT_CAPACITY = 32;
    private static final long PADDING = 1_000_000;

    private final Tape tape = new Tape();
    private final byte[][] texts = new byte[Tape.EVENTS][];
    private final StringBuilder printed = new StringBuilder(TEXT_CAPACITY);
    private int next;

    public DecimalsBenchmark() {
        for (int i = 0; i < Tape.EVENTS; i++) {
            String text = Decimals.format(tape.price(i) * PADDING, SCALE);
            texts[i] = text.getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** Texts such as 61234.56000000. */
    @Benchmark
    public long parse() {
        byte[] text = texts[advance()];
        return Decimals.parse(text, 0, text.length, SCALE);
    }

    @Benchmark
    public StringBuilder print() {
        printed.setLength(0);
        Decimals.appendTo(printed, tape.price(advance()) * PADDING, SCALE);
        return printed;
    }

    private int advance() {
        int now = next;
        next = (now + 1) & (Tape.EVENTS - 1);
        return now;
    }
}
