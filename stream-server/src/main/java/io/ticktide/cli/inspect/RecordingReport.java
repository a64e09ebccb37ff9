package io.ticktide.cli.inspect;

import io.ticktide.feed.DigestingListener;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.recorded.RecordingFacts;
import io.ticktide.feed.recorded.Recordings;
import io.ticktide.feed.replay.BadRowPolicy;
import io.ticktide.feed.replay.RecordedStats;
import io.ticktide.feed.replay.ReplayFeed;
import io.ticktide.feed.replay.ReplaySettings;
import io.ticktide.feed.replay.ReplaySpeed;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** A recording read from end to end: what it is, and what a server would tell of it. */
public final class RecordingReport {
    private static final int BATCH = 10_000;

    private RecordingReport() {}

    /**
     * Names and values, in the order to be shown.
     *
     * @param symbol of a recording that does not name it; empty: from its rows or name.
     * @throws io.ticktide.feed.FeedException when the file cannot be read; says why.
     */
    public static Map<String, Object> of(Path path, String symbol) {
        RecordingFacts facts = Recordings.facts(path);
        ReplaySettings settings =
                ReplaySettings.defaults()
                        .withSpeed(ReplaySpeed.MAX)
                        .withLoop(false)
                        .withBadRows(BadRowPolicy.SKIP);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("format", facts.format());
        report.put("compression", facts.compression());
        report.put("timeUnit", facts.timeUnit());
        EventTimes times = new EventTimes();
        DigestingListener digest = new DigestingListener(0, times);
        try (ReplayFeed feed =
                Recordings.open(path, symbol.isEmpty() ? settings : settings.withSymbol(symbol))) {
            while (!feed.isEnded()) {
                feed.poll(digest, 1, BATCH);
            }
            report.put("instruments", instruments(feed));
            describe(report, feed.stats());
        }
        report.put("firstEvent", time(times.firstNs()));
        report.put("lastEvent", time(times.lastNs()));
        report.put("events", digest.eventCount());
        report.put("digest", String.format(Locale.ROOT, "%016x", digest.digest()));
        return report;
    }

    private static String instruments(ReplayFeed feed) {
        StringJoiner all = new StringJoiner(", ");
        for (Instrument one : feed.instruments()) {
            all.add(one.symbol() + " price 10^-" + one.priceScale() + " qty 10^-" + one.qtyScale());
        }
        return all.toString();
    }

    private static void describe(Map<String, Object> report, RecordedStats stats) {
        long told = stats.trades() + stats.quotes() + stats.depthDiffs() + stats.snapshots();
        long untold = stats.offBookTrades() + stats.otherEvents() + stats.skippedRows();
        report.put("rows", told + untold);
        report.put("trades", stats.trades());
        report.put("quotes", stats.quotes());
        report.put("depthDiffs", stats.depthDiffs());
        report.put("snapshots", stats.snapshots());
        report.put("otherRows", stats.offBookTrades() + stats.otherEvents());
        report.put("badRows", stats.skippedRows() - stats.outOfOrderRows());
        report.put("outOfOrderRows", stats.outOfOrderRows());
        report.put("holes", stats.gaps());
        report.put("missedEvents", stats.missedEvents());
    }

    private static String time(long epochNs) {
        return epochNs == 0 ? "none" : Instant.EPOCH.plus(epochNs, ChronoUnit.NANOS).toString();
    }
}
