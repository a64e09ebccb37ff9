package io.ticktide.distribute;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.Bits;
import io.ticktide.feed.GapStream;
import io.ticktide.feed.Side;
import io.ticktide.harness.FakeSink;
import io.ticktide.harness.Received;
import io.ticktide.harness.Stream;
import io.ticktide.session.Channel;
import io.ticktide.session.Session;
import io.ticktide.session.StreamKey;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where streams begin, and whether what was missed comes. */
final class StreamOpenerTest {
    private static final long S = TimeUnit.SECONDS.toNanos(1);
    private static final StreamKey QUOTES = new StreamKey(0, Channel.QUOTE, 0);
    private static final StreamKey BARS = new StreamKey(0, Channel.CANDLE, 1);

    private final Market market = new Market();
    private final Distributor distributor = market.distributor();
    private final FakeSink sink = new FakeSink();
    private final Session session = market.connect(distributor, sink);

    @AfterEach
    void everyStreamAddsUp() {
        assertThat(sink.account().violations()).isEmpty();
    }

    @Test
    void missedEventsFollowOneByOneAndThenTheLiveOnes() {
        // given
        quotes(1, 20);

        // when
        boolean recovered = begin(QUOTES, StreamStart.after(5));
        quotes(21, 23);

        // then
        assertThat(recovered).isTrue();
        assertThat(seqs()).isEqualTo(LongStream.rangeClosed(6, 23).boxed().toList());
        assertThat(sink.account().received()).allMatch(one -> one.conflated() == 0);
        assertThat(sink.account().received()).noneMatch(one -> one.hasFlag(Bits.FLAG_SNAPSHOT));
    }

    @Test
    void nothingMissedIsRecoveredWithoutAnyMessage() {
        // given
        quotes(1, 20);

        // when
        boolean recovered = begin(QUOTES, StreamStart.after(20));

        // then
        assertThat(recovered).isTrue();
        assertThat(seqs()).isEmpty();
    }

    @Test
    void forgottenEventsAreAccountedForByASnapshot() {
        // given
        quotes(1, 30_000);

        // when
        boolean recovered = begin(QUOTES, StreamStart.after(5));

        // then
        Received only = sink.account().received().get(0);
        assertThat(recovered).isFalse();
        assertThat(seqs()).containsExactly(30_000L);
        assertThat(only.conflated()).isEqualTo(29_994);
        assertThat(only.cause()).isEqualTo(Bits.CAUSE_CATCHUP);
        assertThat(only.hasFlag(Bits.FLAG_SNAPSHOT)).isTrue();
    }

    @Test
    void seqOfTheFutureOrOfAnotherEpochBeginsAnew() {
        // given
        quotes(1, 20);

        // when
        boolean future = begin(QUOTES, StreamStart.after(21));
        boolean other = begin(new StreamKey(1, Channel.QUOTE, 0), StreamStart.otherEpoch());

        // then
        assertThat(future).isFalse();
        assertThat(other).isFalse();
        assertThat(seqs()).containsExactly(20L);
        assertThat(sink.account().received().get(0).conflated()).isZero();
    }

    @Test
    void timeBeginsWithTheFirstEventThatIsNotOlder() {
        // given
        quotes(1, 20);

        // when
        boolean recovered = begin(QUOTES, StreamStart.at(15 * S));
        boolean tooLate = begin(new StreamKey(1, Channel.QUOTE, 0), StreamStart.at(99 * S));

        // then
        assertThat(recovered).isTrue();
        assertThat(tooLate).isTrue();
        assertThat(seqs()).containsExactly(15L, 16L, 17L, 18L, 19L, 20L);
    }

    @Test
    void timeBeforeWhatIsKeptIsNotRecovered() {
        // given
        quotes(1, 30_000);

        // when
        boolean recovered = begin(QUOTES, StreamStart.at(15 * S));

        // then
        assertThat(recovered).isFalse();
        assertThat(seqs()).containsExactly(30_000L);
    }

    @Test
    void holeOfTheSourceIsUpstreamAndNothingElse() {
        // given
        quotes(1, 5);
        market.ingress.onGap(0, GapStream.QUOTE, 3);
        quotes(9, 10);

        // when
        boolean recovered = begin(QUOTES, StreamStart.after(4));

        // then
        assertThat(recovered).isTrue();
        assertThat(seqs()).containsExactly(5L, 9L, 10L);
        assertThat(sink.account().received())
                .extracting(Received::cause)
                .containsExactly(0, Bits.CAUSE_UPSTREAM, 0);
    }

    @Test
    void closedBarsSinceComeInOrderAndThenTheOpenOne() {
        // given
        for (int i = 1; i <= 5; i++) {
            market.ingress.onTrade(0, i * S, 100, 1, i, Side.BUY);
        }
        distributor.doWork();

        // when
        boolean recovered = begin(BARS, StreamStart.after(2));

        // then
        List<Received> received = sink.account().received();
        assertThat(recovered).isTrue();
        assertThat(received)
                .extracting(one -> one.candle().openTimeNs() / S + one.candle().state())
                .containsExactly("2CLOSED", "3CLOSED", "4CLOSED", "5OPEN");
        assertThat(received)
                .allMatch(one -> one.cause() == (one.conflated() > 0 ? Bits.CAUSE_CATCHUP : 0));
    }

    @Test
    void depthBookResumesWithASnapshotThatAccountsForTheHole() {
        // given
        bids(1, 5);

        // when
        boolean recovered = begin(book(5), StreamStart.after(2));

        // then
        Received only = sink.account().received().get(0);
        assertThat(recovered).isFalse();
        assertThat(only.book().snapshot()).isTrue();
        assertThat(only.book().levels()).hasSize(5).containsEntry(105L, 5L);
        assertThat(only.conflated()).isEqualTo(2);
        assertThat(only.cause()).isEqualTo(Bits.CAUSE_CATCHUP);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void bookFromATimeBeginsWithASnapshotBecauseTheClientHasNoBase(int depth) {
        // given
        bids(1, 5);

        // when
        boolean recovered = begin(book(depth), StreamStart.at(3 * S));
        bids(6, 6);

        // then
        Received first = sink.account().received().get(0);
        assertThat(recovered).isFalse();
        assertThat(first.book().snapshot()).isTrue();
        assertThat(first.book().levels()).hasSize(5);
        assertThat(first.conflated()).isEqualTo(2);
        assertThat(first.cause()).isEqualTo(Bits.CAUSE_CATCHUP);
        assertThat(seqs()).containsExactly(5L, 6L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void bookFromTheNewestEventOrLaterBeginsWithASnapshotToo(int depth) {
        // given
        bids(1, 5);

        // when
        boolean recovered = begin(book(depth), StreamStart.at(9 * S));

        // then
        Received only = sink.account().received().get(0);
        assertThat(recovered).isTrue();
        assertThat(only.book().snapshot()).isTrue();
        assertThat(only.conflated()).isZero();
        assertThat(seqs()).containsExactly(5L);
    }

    @Test
    void fullBookFromItsFirstEventNeedsNoBase() {
        // given
        bids(1, 5);

        // when
        boolean recovered = begin(book(0), StreamStart.at(S));

        // then
        assertThat(recovered).isTrue();
        assertThat(seqs()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(sink.account().received()).noneMatch(one -> one.book().snapshot());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void bookOfWhichNothingIsKnownYetBeginsWithWhatItsFirstEventMakes(int depth) {
        // given
        begin(book(depth), StreamStart.snapshot());

        // when
        bids(1, 3);

        // then
        assertThat(seqs()).containsExactly(1L, 2L, 3L);
        assertThat(sink.account().received())
                .extracting(one -> one.book().snapshot())
                .containsExactly(true, false, false);
        assertThat(sink.account().received().get(0).hasFlag(Bits.FLAG_SNAPSHOT)).isTrue();
    }

    @Test
    void fullBookResumesWithTheChangesThatAreKept() {
        // given
        bids(1, 5);

        // when
        boolean recovered = begin(book(0), StreamStart.after(3));

        // then
        assertThat(recovered).isTrue();
        assertThat(seqs()).containsExactly(4L, 5L);
        assertThat(sink.account().received()).noneMatch(one -> one.book().snapshot());
    }

    private static StreamKey book(int depth) {
        return new StreamKey(0, Channel.BOOK, depth);
    }

    private void bids(int from, int to) {
        for (int i = from; i <= to; i++) {
            market.ingress.onBookStart(0, i * S, false);
            market.ingress.onBookLevel(Side.BUY, 100 + i, i);
            market.ingress.onBookEnd();
        }
        distributor.doWork();
    }

    private void quotes(int from, int to) {
        for (int seq = from; seq <= to; seq++) {
            market.ingress.onQuote(0, seq * S, seq, 1, seq + 1, 1);
            distributor.doWork();
        }
    }

    private boolean begin(StreamKey key, StreamStart start) {
        Distributor.Start begun = distributor.prepare(session, key, start);
        Stream stream = new Stream(key.instrumentId(), key.channel().code(), key.detail());
        sink.account().begin(stream, begun.lastSeq());
        distributor.begin(begun);
        distributor.doWork();
        return begun.recovered();
    }

    private List<Long> seqs() {
        return sink.account().received().stream().map(Received::seq).toList();
    }
}
