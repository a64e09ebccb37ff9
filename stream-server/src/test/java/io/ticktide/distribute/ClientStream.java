package io.ticktide.distribute;

import io.ticktide.codecs.Bits;
import io.ticktide.harness.Received;
import io.ticktide.harness.TradeBars;
import io.ticktide.session.StreamKey;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a client holds of one stream, also while it is not connected. */
final class ClientStream {
    final StreamKey key;
    final TradeBars bars = new TradeBars();
    final TradeBars expectedBars = new TradeBars();
    final TreeMap<Long, Long> book = new TreeMap<>();
    final Map<Long, Long> owedBars = new HashMap<>();
    long lastSeq;
    long beganAt;
    int possibleCauses;
    boolean resumed;
    boolean recovered;
    boolean bookKnown;
    boolean reset;

    ClientStream(StreamKey key) {
        this.key = key;
    }

    void apply(Received one) {
        SortedMap<Long, Long> levels = one.book().levels();
        if (one.book().snapshot() || one.hasFlag(Bits.FLAG_RESET)) {
            book.clear();
            bookKnown = true;
        }
        levels.forEach(
                (price, qty) -> {
                    if (qty == 0) {
                        book.remove(price);
                    } else {
                        book.put(price, qty);
                    }
                });
    }
}
