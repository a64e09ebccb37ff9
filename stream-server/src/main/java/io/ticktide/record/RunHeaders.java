package io.ticktide.record;

import io.ticktide.codecs.recording.RunHeader;
import io.ticktide.feed.Instrument;
import io.ticktide.market.DefinitionMessages;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Makes the start of a run. Thread-safe: no state. */
final class RunHeaders {
    private RunHeaders() {}

    static RunHeader of(
            List<Instrument> instruments, String metaJson, long epochNs, long originNs) {
        ExpandableArrayBuffer definitions = new ExpandableArrayBuffer();
        int length = 0;
        for (UnsafeBuffer definition : DefinitionMessages.of(instruments)) {
            definitions.putBytes(length, definition, 0, definition.capacity());
            length += definition.capacity();
        }
        return new RunHeader(epochNs, originNs, definitions, length, instruments.size(), metaJson);
    }
}
