package io.ticktide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.recording.BlockRef;
import io.ticktide.codecs.recording.BlockType;
import io.ticktide.codecs.recording.EventDigest;
import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.RecordingWriter;
import io.ticktide.codecs.recording.RunHeader;
import io.ticktide.codecs.recording.WriterSettings;
import io.ticktide.codecs.sbe.MessageHeaderEncoder;
import io.ticktide.codecs.sbe.TradeEncoder;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.Side;
import io.ticktide.market.DefinitionMessages;
import io.ticktide.record.SyncRecorder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifyCommandTest {
    private static final long T = 1_723_161_255_000_000_000L;
    private static final Instrument BTC =
            new Instrument(
                    0, "BTC", "Bitcoin", "SIM", "USD", Instrument.Kind.CRYPTO_SPOT, 2, 5, 1, 1);

    @TempDir private Path directory;

    private final Terminal terminal = new Terminal();

    @Test
    void wholeRecordingIsSaidToBeWholeWithItsCounts() {
        // given
        record(20_000);

        // when
        int code = terminal.run("verify", directory.toString());

        // then
        assertThat(code).isZero();
        assertThat(terminal.err()).isEmpty();
        assertThat(terminal.out())
                .containsPattern("trades +20,000\n")
                .containsPattern("BTC +20,000\n")
                .containsPattern("digest +[0-9a-f]{16}\n")
                .containsPattern("gaps +none\n")
                .containsPattern("result +whole\n");
    }

    @Test
    void flippedBitIsNamedWithSegmentOffsetAndLoss() throws IOException {
        // given
        record(20_000);
        BlockRef second = events().get(1);
        BlockRef third = events().get(2);
        flip(second.offset() + 1_000);
        flip(third.offset() + 1_000);

        // when
        int code = terminal.run("verify", directory.toString());
        Terminal all = new Terminal();
        int ofAll = all.run("verify", directory.toString(), "--skip-damage");

        // then
        assertThat(code).isEqualTo(1);
        assertThat(terminal.err())
                .contains("00000001.tts")
                .contains("EVENTS block at offset " + second.offset())
                .contains(second.count() + " messages are lost")
                .contains("--skip-damage goes on behind it")
                .doesNotContain("offset " + third.offset());
        assertThat(ofAll).isEqualTo(1);
        assertThat(all.err())
                .contains("offset " + second.offset())
                .contains("offset " + third.offset());
        assertThat(terminal.out()).doesNotContain("whole");
    }

    @Test
    void tornTailIsNamed() throws IOException {
        // given: closed in good order, then cut off within its last events
        record(20_000);
        List<BlockRef> events = events();
        BlockRef last = events.get(events.size() - 1);
        try (RandomAccessFile file = new RandomAccessFile(segment(1).toFile(), "rw")) {
            file.setLength(last.offset() + 500);
        }

        // when
        int code = terminal.run("verify", directory.toString());

        // then
        assertThat(code).isEqualTo(1);
        assertThat(terminal.err())
                .contains("the last 500 bytes, from offset " + last.offset())
                .contains("a torn tail is cut back when the directory is recorded into again");
    }

    @Test
    void missingSegmentIsNamed() throws IOException {
        // given
        record(90_000);
        assertThat(Recording.open(directory).segments()).isGreaterThan(2);
        Files.delete(segment(2));

        // when
        int code = terminal.run("verify", directory.toString());

        // then
        assertThat(code).isEqualTo(1);
        assertThat(terminal.err())
                .contains("00000002.tts is missing")
                .contains("messages are lost");
    }

    @Test
    void indexThatDoesNotFitIsNamed() throws IOException {
        // given
        record(1_000);
        Path index = directory.resolve("00000001.tti");
        byte[] bytes = Files.readAllBytes(index);
        bytes[40]++;
        Files.write(index, bytes);

        // when
        int code = terminal.run("verify", directory.toString());
        Files.delete(index);

        // then
        assertThat(code).isEqualTo(1);
        assertThat(terminal.err()).contains("its index (*.tti) does not list the blocks");
        assertThat(new Terminal().run("verify", directory.toString())).isZero();
    }

    @Test
    void seqThatDoesNotFollowIsNamedAndAGapThatWasMarkedIsNot() throws IOException {
        // given: 1, 2, gap of 5, 8, then 10 where 9 follows
        try (RecordingWriter writer = writer()) {
            events(writer, 1);
            events(writer, 2);
            writer.gap(5, T + 2);
            events(writer, 8);
            events(writer, 10);
        }

        // when
        int code = terminal.run("verify", directory.toString());

        // then
        assertThat(code).isEqualTo(1);
        assertThat(terminal.out()).contains("5 messages were not recorded");
        assertThat(terminal.err())
                .contains("trade stream of instrument 0 has seq 10 where 9 follows")
                .doesNotContain("seq 8");
    }

    @Test
    void blockThatSaysOtherThanItHoldsIsNamed() throws IOException {
        // given
        try (RecordingWriter writer = writer()) {
            writer.events(message(1), 1, T, T, 4711);
        }

        // when
        int code = terminal.run("verify", directory.toString());

        // then
        assertThat(code).isEqualTo(1);
        assertThat(terminal.err()).contains("has not the digest it says");
    }

    @Test
    void whatIsNoRecordingIsToldSo() throws IOException {
        // given
        Path foreign = Files.writeString(directory.resolve("a.tts"), "hello, this is no segment");

        // then
        assertThat(terminal.run("verify", foreign.toString())).isEqualTo(1);
        assertThat(terminal.err()).contains("a.tts is no segment of a recording");
        assertThat(terminal.run("verify", directory.resolve("none").toString())).isEqualTo(1);
        assertThat(terminal.err()).contains("none does not exist");
    }

    @Test
    void inspectShowsRunsBlocksAndOneBlockAsJson() {
        // given
        record(1_000);

        // when
        terminal.run("inspect", directory.toString(), "--json");
        Terminal blocks = new Terminal();
        blocks.run("inspect", segment(1).toString(), "--blocks");
        Terminal block = new Terminal();
        block.run("inspect", directory.toString(), "--block", "3");
        Terminal none = new Terminal();
        int code = none.run("inspect", directory.toString(), "--block", "99");

        // then
        assertThat(terminal.out())
                .contains("\"format\":\"ticktide recording\",\"segments\":1,")
                .contains("\"trades\":1000,")
                .contains("\"eventsBySymbol\":{\"BTC\":1000}")
                .contains("\"meta\":{\"source\":\"test\"}");
        assertThat(blocks.out().lines().skip(1).map(line -> line.strip().split(" +", -1)[4]))
                .startsWith("DEFINITIONS", "META", "SNAPSHOT", "EVENTS")
                .endsWith("SNAPSHOT", "END");
        assertThat(block.out())
                .startsWith("{\"block\":3,\"run\":1,\"segment\":1,")
                .contains("\"type\":\"EVENTS\"")
                .contains("{\"type\":\"trade\",\"sym\":\"BTC\"")
                .contains("{\"type\":\"feedClock\",\"tsEvent\":\"" + T + "\"}");
        assertThat(code).isEqualTo(1);
        assertThat(none.err()).contains("has no block 99; --blocks lists them, from 0 to ");
    }

    private void record(int trades) {
        WriterSettings settings = new WriterSettings(1_500_000, 0, 0, 0);
        try (SyncRecorder recorder =
                SyncRecorder.open(
                        directory, settings, List.of(BTC), "{\"source\":\"test\"}", T, 0)) {
            recorder.onClock(T);
            for (int i = 0; i < trades; i++) {
                recorder.onTrade(0, T + i, 10_000 + i % 7, 1, i, Side.BUY);
            }
        }
    }

    private RecordingWriter writer() {
        UnsafeBuffer definition = DefinitionMessages.of(List.of(BTC))[0];
        RunHeader run = new RunHeader(T, 0, definition, definition.capacity(), 1, "{}");
        return RecordingWriter.open(directory, WriterSettings.DEFAULTS, run, T);
    }

    private static void events(RecordingWriter writer, long seq) throws IOException {
        ByteBuffer message = message(seq);
        long digest = EventDigest.of(new UnsafeBuffer(message), 0);
        writer.events(message, 1, T + seq, T + seq, digest);
    }

    private static ByteBuffer message(long seq) {
        ByteBuffer bytes =
                ByteBuffer.allocate(
                        MessageHeaderEncoder.ENCODED_LENGTH + TradeEncoder.BLOCK_LENGTH);
        TradeEncoder trade = new TradeEncoder();
        trade.wrapAndApplyHeader(new UnsafeBuffer(bytes), 0, new MessageHeaderEncoder());
        trade.ev().tsEvent(T + seq).seq(seq).instrumentId(0);
        trade.price(1).qty(1).tradeId(seq).aggressor(io.ticktide.codecs.sbe.Side.BUY);
        return bytes;
    }

    private List<BlockRef> events() {
        return Recording.open(directory).runs().get(0).blocks().stream()
                .filter(block -> block.type() == BlockType.EVENTS)
                .toList();
    }

    private void flip(long offset) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(segment(1).toFile(), "rw")) {
            file.seek(offset);
            int before = file.read();
            file.seek(offset);
            file.write(before ^ 4);
        }
    }

    private Path segment(int number) {
        return directory.resolve("0000000" + number + ".tts");
    }
}
