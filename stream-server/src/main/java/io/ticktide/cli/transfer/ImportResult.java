package io.ticktide.cli.transfer;

import io.ticktide.feed.Instrument;
import io.ticktide.feed.recorded.ImportCounts;
import io.ticktide.feed.recorded.RecordingFacts;
import java.util.List;

/**
 * What an import came to.
 *
 * @param files what each was.
 * @param instruments in the recording.
 * @param counts of rows.
 * @param events in the recording.
 * @param gaps holes in the ids of the source.
 * @param missedEvents that those holes are known to be.
 * @param firstNs earliest time of an event, ns since the Unix epoch; 0 when there is none.
 * @param lastNs latest time of an event.
 * @param digest of the events.
 * @param writtenBytes size of the recording.
 * @param tookNs how long it took.
 */
public record ImportResult(
        List<RecordingFacts> files,
        List<Instrument> instruments,
        ImportCounts counts,
        long events,
        long gaps,
        long missedEvents,
        long firstNs,
        long lastNs,
        long digest,
        long writtenBytes,
        long tookNs) {}
