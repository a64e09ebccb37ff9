package io.ticktide.perf;

import io.ticktide.endpoint.JsonDialect;
import io.ticktide.session.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * One event as text of {@code ticktide.json.v1}, into a frame of its own. Clients who get the same
 * event get a copy of the same text, so this is per event and not per client.
 */
public class JsonTwinBenchmark extends StageBenchmark {
    private static final int MOST_TEXT = 4_096;

    private final List<UnsafeBuffer> quotes = TapeRing.messages(false);
    private final List<UnsafeBuffer> trades = TapeRing.messages(true);
    private final JsonDialect dialect = new JsonDialect(Tape.instruments());
    private final ExpandableArrayBuffer frame = new ExpandableArrayBuffer(MOST_TEXT);
    private final Message message = new Message();
    private int next;

    /** A quote; returns where the frame ends. */
    @Benchmark
    public int quote() {
        return write(quotes);
    }

    /** A trade; returns where the frame ends. */
    @Benchmark
    public int trade() {
        return write(trades);
    }

    /** The text of the frame that was written last. */
    String text(int end) {
        byte[] text = new byte[end];
        frame.getBytes(0, text);
        String whole = new String(text, StandardCharsets.UTF_8);
        return whole.substring(whole.indexOf('['));
    }

    private int write(List<UnsafeBuffer> events) {
        UnsafeBuffer event = events.get(next);
        next = (next + 1) & (Tape.EVENTS - 1);
        int at = dialect.begin(frame);
        int end = dialect.append(frame, at, message.wrap(event, 0, event.capacity()), 0, 0, 0);
        return dialect.finish(frame, end, 1, StoppedClock.NOW_NS);
    }
}
