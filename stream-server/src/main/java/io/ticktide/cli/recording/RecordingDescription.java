package io.ticktide.cli.recording;

import io.ticktide.codecs.recording.BlockRef;
import io.ticktide.codecs.recording.BlockType;
import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.RecordingException;
import io.ticktide.codecs.recording.Run;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.segments.DefinedInstruments;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Names and values that say what a recording holds, in the order to be shown. */
public final class RecordingDescription {
    private RecordingDescription() {}

    /** All that an audit found. */
    public static Map<String, Object> of(RecordingAudit audit) {
        Recording recording = audit.recording();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("recording", recording.path().toString());
        report.put("format", "ticktide recording");
        report.put("segments", recording.segments());
        report.put("bytes", recording.sizeBytes());
        List<Object> runs = new ArrayList<>();
        for (Run run : recording.runs()) {
            runs.add(run(audit, run));
        }
        report.put("runs", runs);
        report.put("digest", hex(audit.digest()));
        report.put("gaps", audit.gaps());
        report.put("problems", audit.problems());
        return report;
    }

    private static Map<String, Object> run(RecordingAudit audit, Run run) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("run", run.number());
        report.put("epoch", time(run.epochNs()));
        report.put("origin", time(run.originNs()));
        report.put("first", time(run.firstTimeNs()));
        report.put("last", time(run.lastTimeNs()));
        report.put("closed", run.isClosed());
        report.put("messages", run.messages());
        report.put("lost", run.lost());
        report.put("digest", hex(run.digest()));
        RunCounts counts = audit.counts(run);
        if (counts != null) {
            counts.describe(report);
        }
        report.put("blocks", blocks(run));
        try {
            report.put("instruments", instruments(audit.recording(), run));
            report.put("meta", meta(audit.recording().meta(run)));
        } catch (RecordingException e) {
            report.put("meta", "damaged: " + e.getMessage());
        }
        return report;
    }

    private static Map<String, Object> blocks(Run run) {
        Map<String, Object> byType = new LinkedHashMap<>();
        for (BlockType type : BlockType.values()) {
            long count = 0;
            long bytes = 0;
            for (BlockRef block : run.blocks()) {
                if (block.type() == type) {
                    count++;
                    bytes += block.length();
                }
            }
            if (count > 0) {
                byType.put(type.name(), count + " of " + bytes + " bytes");
            }
        }
        return byType;
    }

    private static List<String> instruments(Recording recording, Run run) {
        List<String> all = new ArrayList<>();
        for (Instrument one : DefinedInstruments.read(recording.definitions(run))) {
            all.add(one.symbol() + " price 10^-" + one.priceScale() + " qty 10^-" + one.qtyScale());
        }
        return all;
    }

    private static Object meta(String json) {
        try {
            return new JsonMapper().readValue(json, Map.class);
        } catch (JacksonException e) {
            return json; // Another program's; shown as it is.
        }
    }

    private static String hex(long digest) {
        return String.format(Locale.ROOT, "%016x", digest);
    }

    private static String time(long epochNs) {
        return epochNs == 0 || epochNs == Long.MIN_VALUE
                ? "none"
                : Instant.EPOCH.plus(epochNs, ChronoUnit.NANOS).toString();
    }
}
