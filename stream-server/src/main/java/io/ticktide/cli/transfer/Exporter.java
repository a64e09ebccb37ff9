package io.ticktide.cli.transfer;

import io.ticktide.cli.CommandFailed;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.RecordingCursor;
import io.ticktide.codecs.recording.RecordingException;
import io.ticktide.codecs.recording.Run;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.segments.DefinedInstruments;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * Writes the events of a recording as text.
 *
 * <p>Owner: one thread. Memory: a block, whatever the recording's size.
 */
public final class Exporter {
    private final ExportPlan plan;

    public Exporter(ExportPlan plan) {
        this.plan = plan;
    }

    /**
     * Exports.
     *
     * @return events written.
     * @throws CommandFailed when the recording cannot be read, or not be exported so.
     * @throws IOException when the text cannot be written.
     */
    public long run(Writer out) throws IOException {
        try {
            Recording recording = Recording.open(plan.recording());
            long events = 0;
            boolean symbolKnown = plan.symbol().isEmpty();
            try (EventSink sink = sink(out)) {
                for (Run run : recording.runs()) {
                    List<Instrument> instruments =
                            DefinedInstruments.read(recording.definitions(run));
                    symbolKnown |= instruments.stream().anyMatch(this::isAskedFor);
                    sink.begin(recording, run, instruments);
                    events += export(recording, run, instruments, sink);
                }
            }
            if (!symbolKnown) {
                throw new CommandFailed(
                        plan.recording() + " has no symbol " + plan.symbol() + "; see inspect");
            }
            return events;
        } catch (RecordingException e) {
            throw new CommandFailed(
                    e.getMessage() + "; what was written is only a part. See verify", e);
        }
    }

    private long export(Recording recording, Run run, List<Instrument> instruments, EventSink sink)
            throws IOException {
        boolean[] wantedIds = new boolean[instruments.size()];
        for (Instrument one : instruments) {
            wantedIds[one.id()] = isAskedFor(one);
        }
        long events = 0;
        try (RecordingCursor cursor = recording.cursor(run)) {
            if (!sink.needsAll() && plan.fromNs() > Long.MIN_VALUE) {
                cursor.seekTime(plan.fromNs() - 1);
            }
            while (cursor.next()) {
                if (cursor.kind() != RecordingCursor.Kind.SNAPSHOT
                        && cursor.timeNs() >= plan.toNs()) {
                    break;
                }
                if (cursor.kind() == RecordingCursor.Kind.GAP) {
                    sink.onGap(cursor.lost());
                } else if (isEvent(cursor)) {
                    int id = EventHeader.instrumentId(cursor.buffer(), cursor.offset());
                    boolean wanted = wantedIds[id] && cursor.timeNs() >= plan.fromNs();
                    if (wanted || sink.needsAll()) {
                        sink.onEvent(cursor.buffer(), cursor.offset(), wanted);
                    }
                    events += wanted ? 1 : 0;
                }
            }
        }
        return events;
    }

    private static boolean isEvent(RecordingCursor cursor) {
        return cursor.kind() == RecordingCursor.Kind.EVENT
                && EventHeader.isEvent(EventHeader.templateId(cursor.buffer(), cursor.offset()));
    }

    private boolean isAskedFor(Instrument one) {
        return plan.symbol().isEmpty() || plan.symbol().equals(one.symbol());
    }

    private EventSink sink(Writer out) throws IOException {
        return switch (plan.format()) {
            case CSV -> new CsvSink(out);
            case NDJSON -> new NdjsonSink(out);
            case BINANCE_CSV -> new BinanceCsvSink(out);
        };
    }
}
