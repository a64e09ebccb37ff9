package io.ticktide.cli.recording;

import io.ticktide.codecs.EventHeader;
import io.ticktide.feed.Instrument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/** How many messages of which kind and instrument a run has. Owner: one thread. */
final class RunCounts {
    private static final String[] KINDS = {"quotes", "trades", "bookChanges", "statuses"};

    private final List<Instrument> instruments;
    private final long[] byKind = new long[KINDS.length];
    private final long[] byInstrument;
    private long clocks;

    RunCounts(List<Instrument> instruments) {
        this.instruments = instruments;
        byInstrument = new long[instruments.size()];
    }

    void add(DirectBuffer message, int offset) {
        int channel = StreamSeqs.channel(EventHeader.templateId(message, offset));
        if (channel < 0) {
            clocks++;
            return;
        }
        byKind[channel]++;
        byInstrument[EventHeader.instrumentId(message, offset)]++;
    }

    /** Of all kinds. */
    long events() {
        long all = 0;
        for (long count : byKind) {
            all += count;
        }
        return all;
    }

    /** Adds the counts of kinds and of symbols to a report. */
    void describe(Map<String, Object> report) {
        report.put("events", events());
        for (int i = 0; i < KINDS.length; i++) {
            report.put(KINDS[i], byKind[i]);
        }
        report.put("clocks", clocks);
        Map<String, Object> symbols = new LinkedHashMap<>();
        for (Instrument one : instruments) {
            symbols.put(one.symbol(), byInstrument[one.id()]);
        }
        report.put("eventsBySymbol", symbols);
    }
}
