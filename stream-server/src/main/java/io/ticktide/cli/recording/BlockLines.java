package io.ticktide.cli.recording;

import io.ticktide.cli.CommandFailed;
import io.ticktide.codecs.MessageLength;
import io.ticktide.codecs.recording.BlockReader;
import io.ticktide.codecs.recording.BlockRef;
import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.Run;
import io.ticktide.endpoint.MessageJson;
import io.ticktide.feed.segments.DefinedInstruments;
import java.io.PrintWriter;
import java.util.HexFormat;
import java.util.Locale;
import org.agrona.concurrent.UnsafeBuffer;

/** Shows the blocks of a recording, numbered from 0 over all its runs. */
public final class BlockLines {
    private final Recording recording;
    private final PrintWriter out;

    public BlockLines(Recording recording, PrintWriter out) {
        this.recording = recording;
        this.out = out;
    }

    /** A line for each block. */
    public void list() {
        out.printf(
                Locale.ROOT,
                "%7s %8s %12s %10s %-11s %10s %12s %20s%n",
                "block",
                "segment",
                "offset",
                "bytes",
                "type",
                "messages",
                "position",
                "last time, ns");
        int number = 0;
        for (Run run : recording.runs()) {
            for (BlockRef block : run.blocks()) {
                out.printf(
                        Locale.ROOT,
                        "%7d %8d %12d %10d %-11s %10d %12d %20d%n",
                        number++,
                        block.segment(),
                        block.offset(),
                        block.length(),
                        block.type(),
                        block.count(),
                        block.position(),
                        block.lastTimeNs());
            }
        }
    }

    /**
     * One block as a JSON object: its header, then its messages.
     *
     * @throws CommandFailed when there is no such block.
     * @throws io.ticktide.codecs.recording.RecordingException when it is damaged.
     */
    public void show(int wanted) {
        int number = wanted;
        for (Run run : recording.runs()) {
            if (number >= 0 && number < run.blocks().size()) {
                show(wanted, run, run.blocks().get(number));
                return;
            }
            number -= run.blocks().size();
        }
        throw new CommandFailed(
                recording.path()
                        + " has no block "
                        + wanted
                        + "; --blocks lists them, from 0 to "
                        + (recording.runs().stream().mapToInt(run -> run.blocks().size()).sum()
                                - 1));
    }

    private void show(int number, Run run, BlockRef block) {
        try (BlockReader reader = recording.reader()) {
            UnsafeBuffer content = reader.read(block);
            out.printf(
                    Locale.ROOT,
                    "{\"block\":%d,\"run\":%d,\"segment\":%d,\"offset\":%d,\"length\":%d,"
                            + "\"type\":\"%s\",\"detail\":%d,\"firstTime\":\"%d\","
                            + "\"lastTime\":\"%d\",\"position\":%d,\"count\":%d,"
                            + "\"digest\":\"%016x\",\"lost\":%d,",
                    number,
                    run.number(),
                    block.segment(),
                    block.offset(),
                    block.length(),
                    block.type(),
                    block.detail(),
                    block.firstTimeNs(),
                    block.lastTimeNs(),
                    block.position(),
                    block.count(),
                    block.digest(),
                    block.lost());
            switch (block.type()) {
                case META ->
                        out.print(
                                "\"meta\":"
                                        + content.getStringWithoutLengthUtf8(0, reader.length()));
                case ROWS -> {
                    byte[] bytes = new byte[reader.length()];
                    content.getBytes(0, bytes);
                    out.print("\"content\":\"" + HexFormat.of().formatHex(bytes) + '"');
                }
                default -> messages(run, content, block.count());
            }
            out.println("}");
        }
    }

    private void messages(Run run, UnsafeBuffer content, int count) {
        MessageJson json = new MessageJson(DefinedInstruments.read(recording.definitions(run)));
        out.print("\"messages\":[");
        int at = 0;
        for (int i = 0; i < count; i++) {
            out.print((i == 0 ? "\n" : ",\n") + json.of(content, at));
            at += MessageLength.of(content, at);
        }
        out.print("]");
    }
}
