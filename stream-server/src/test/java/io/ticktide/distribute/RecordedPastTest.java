package io.ticktide.distribute;

import static org.assertj.core.api.Assertions.assertThat;

import com.lmax.disruptor.EventPoller;
import io.ticktide.codecs.Bits;
import io.ticktide.codecs.recording.EventDigest;
import io.ticktide.codecs.recording.RecordingWriter;
import io.ticktide.codecs.recording.RunHeader;
import io.ticktide.codecs.recording.WriterSettings;
import io.ticktide.feed.Side;
import io.ticktide.harness.FakeSink;
import io.ticktide.harness.Received;
import io.ticktide.harness.Stream;
import io.ticktide.harness.TestMarket;
import io.ticktide.history.RecordedPast;
import io.ticktide.ring.RingSlot;
import io.ticktide.session.Channel;
import io.ticktide.session.Session;
import io.ticktide.session.StreamKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams that begin in the recording and go on live. */
final class RecordedPastTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int EVENTS = 3_000;
    private static final long EPOCH_NS = 77;

    @TempDir private Path directory;

    private final Market market = new Market();
    private final EventPoller<RingSlot> recorder = market.ring.newPoller();
    private final ByteBuffer block = ByteBuffer.allocateDirect(1 << 20);
    private final Queue<Runnable> reading = new ArrayDeque<>();
    private final FakeSink sink = new FakeSink();
    private RecordingWriter writer;
    private Distributor distributor;
    private Session session;
    private boolean complete = true;
    private int quotes;
    private long blockDigest;
    private int blockMessages;

    @BeforeEach
    void startRecording() {
        RunHeader run = new RunHeader(EPOCH_NS, 0, new UnsafeBuffer(new byte[0]), 0, 0, "{}");
        writer = RecordingWriter.open(directory, WriterSettings.DEFAULTS, run, 0);
        RecordedPast past =
                new RecordedPast(
                        directory,
                        EPOCH_NS,
                        () -> complete,
                        RecordedStreams::streamOf,
                        reading::add,
                        2);
        distributor =
                new Distributor(
                        market.ring.newPoller(),
                        TestMarket.instruments(Market.INSTRUMENTS),
                        new DistributeSettings(
                                Market.BATCH_LIMIT, 100, 1 << 16, Market.GRACE_NS, 5_000 * MS),
                        past,
                        () -> market.nowNs,
                        () -> market.nowNs);
        session = market.connect(distributor, sink);
    }

    @AfterEach
    void everyStreamAddsUp() throws IOException {
        writer.close();
        assertThat(sink.account().violations()).isEmpty();
    }

    @Test
    void streamsThatShareAJobBeginWithTheirFirstEventsAndGoOnLiveWithoutAHole() throws Exception {
        // given
        tell(EVENTS);

        // when
        boolean quotesWhole = begin(Channel.QUOTE, StreamStart.with(1));
        boolean tradesWhole = begin(Channel.TRADE, StreamStart.with(1));
        goOn(50);

        // then
        assertThat(quotesWhole).isTrue();
        assertThat(tradesWhole).isTrue();
        assertThat(seqs(Channel.QUOTE)).containsExactlyElementsOf(upTo(quotes));
        assertThat(seqs(Channel.TRADE)).containsExactlyElementsOf(upTo(quotes));
        assertThat(received(Channel.QUOTE)).allMatch(one -> one.conflated() == 0);
        assertThat(received(Channel.QUOTE).get(0).hasFlag(Bits.FLAG_REPLAY)).isTrue();
        assertThat(received(Channel.QUOTE).get(quotes - 1).hasFlag(Bits.FLAG_REPLAY)).isFalse();
    }

    @Test
    void timeBeforeWhatMemoryHasIsFoundInTheRecordingAndWhatLiesBeforeIsAccountedFor()
            throws Exception {
        // given
        tell(EVENTS);

        // when
        begin(Channel.QUOTE, StreamStart.at(100 * MS));
        goOn(20);

        // then
        Received first = received(Channel.QUOTE).get(0);
        assertThat(first.seq()).isEqualTo(100);
        assertThat(first.conflated()).isEqualTo(99);
        assertThat(first.cause()).isEqualTo(Bits.CAUSE_CATCHUP);
        assertThat(seqs(Channel.QUOTE)).endsWith((long) quotes);
        assertThat(seqs(Channel.QUOTE)).hasSize(quotes - 99);
    }

    @Test
    void recordingWithGapsIsNotCalledRecovered() throws Exception {
        // given
        complete = false;
        tell(EVENTS);

        // when
        boolean whole = begin(Channel.QUOTE, StreamStart.with(1));

        // then
        assertThat(whole).isFalse();
        goOn(20);
        assertThat(seqs(Channel.QUOTE)).endsWith((long) quotes);
    }

    @Test
    void recordingThatCannotBeReadLeavesAHoleThatIsAccountedFor() throws Exception {
        // given
        tell(EVENTS);
        begin(Channel.QUOTE, StreamStart.with(1));
        Files.delete(directory.resolve("00000001.tts"));

        // when
        goOn(20);

        // then
        Received first = received(Channel.QUOTE).get(0);
        assertThat(first.conflated()).isEqualTo(first.seq() - 1).isPositive();
        assertThat(first.cause()).isEqualTo(Bits.CAUSE_CATCHUP);
        assertThat(seqs(Channel.QUOTE)).endsWith((long) quotes);
    }

    @Test
    void clientThatLeavesMeanwhileLetsTheReaderGo() throws Exception {
        // given
        tell(EVENTS);
        begin(Channel.QUOTE, StreamStart.with(1));
        step(); // Every stream of the job is there.
        step();
        assertThat(reading).hasSize(1);

        // when
        distributor.closed(session);
        readOn();

        // then
        assertThat(reading).isEmpty();
        tell(10);
        assertThat(reading).isEmpty();
    }

    /** Lets time and the market go on, and the reader now and then. */
    private void goOn(int rounds) throws IOException {
        for (int i = 0; i < rounds; i++) {
            tell(7);
            step();
            if (i % 3 == 0) {
                readOn();
            }
        }
        for (int i = 0; i < 30; i++) {
            step();
            readOn();
        }
    }

    private void step() {
        market.nowNs += 10 * MS;
        distributor.doWork();
    }

    private void readOn() {
        for (Runnable task = reading.poll(); task != null; task = reading.poll()) {
            task.run();
        }
    }

    /** Quotes, each with a trade, one per ms. */
    private void tell(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            quotes++;
            market.ingress.onQuote(0, quotes * MS, quotes, 1, quotes + 1, 1);
            market.ingress.onTrade(0, quotes * MS, 100, 1, quotes, Side.BUY);
            distributor.doWork();
            record();
        }
    }

    private void record() throws IOException {
        try {
            recorder.poll(
                    (slot, sequence, end) -> {
                        int at = block.position();
                        slot.buffer().getBytes(0, block, slot.length());
                        blockDigest += EventDigest.of(slot.buffer(), 0);
                        blockMessages++;
                        return at >= 0;
                    });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        if (blockMessages >= 50) {
            long lastNs = quotes * MS;
            writer.events(block.flip(), blockMessages, lastNs - 24 * MS, lastNs, blockDigest);
            block.clear();
            blockMessages = 0;
            blockDigest = 0;
        }
    }

    private boolean begin(Channel channel, StreamStart start) {
        StreamKey key = new StreamKey(0, channel, 0);
        Distributor.Start begun = distributor.prepare(session, key, start);
        sink.account().begin(new Stream(0, channel.code(), 0), begun.lastSeq());
        distributor.begin(begun);
        return begun.recovered();
    }

    private List<Received> received(Channel channel) {
        return sink.account().received().stream()
                .filter(one -> one.stream().equals(new Stream(0, channel.code(), 0)))
                .toList();
    }

    private List<Long> seqs(Channel channel) {
        return received(channel).stream().map(Received::seq).toList();
    }

    private static List<Long> upTo(int last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
