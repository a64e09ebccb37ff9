package io.ticktide.cli.transfer;

import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.Run;
import io.ticktide.endpoint.MessageJson;
import io.ticktide.feed.Instrument;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.agrona.DirectBuffer;

/** An object a line, as clients of the JSON dialect receive them. */
final class NdjsonSink implements EventSink {
    private final Writer out;
    private MessageJson json;

    NdjsonSink(Writer out) {
        this.out = out;
    }

    @Override
    public boolean needsAll() {
        return false;
    }

    @Override
    public void begin(Recording recording, Run run, List<Instrument> instruments) {
        json = new MessageJson(instruments);
    }

    @Override
    public void onEvent(DirectBuffer message, int offset, boolean wanted) throws IOException {
        out.write(json.of(message, offset));
        out.write('\n');
    }

    @Override
    public void onGap(long lost) throws IOException {
        out.write("{\"type\":\"gap\",\"lost\":" + lost + "}\n");
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
