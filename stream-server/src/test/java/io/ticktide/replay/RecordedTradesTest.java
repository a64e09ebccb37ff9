package io.ticktide.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.recording.Recording;
import io.ticktide.feed.Instrument;
import io.ticktide.harness.RecordingMaker;
import io.ticktide.harness.TestMarket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordedTradesTest {
    private static final List<Instrument> INSTRUMENTS =
            List.of(TestMarket.instrument("A", 0), TestMarket.instrument("B", 1));

    @TempDir Path directory;

    @Test
    void pagesFollowOneAnotherWithoutGapOrDuplicate() {
        // given: two runs, each with snapshots between its trades
        for (int run = 1; run <= 2; run++) {
            try (RecordingMaker maker = new RecordingMaker(directory, INSTRUMENTS, run)) {
                for (int i = 0; i < 20; i++) {
                    maker.trade(0, run * 1_000 + i, 100, 1).trade(1, run * 1_000 + i, 5, 1);
                    if (i % 7 == 0) {
                        maker.snapshot();
                    }
                }
            }
        }

        // when
        List<Long> times = new ArrayList<>();
        TradeQuery.Place after = null;
        int pages = 0;
        do {
            RecordedTrades.Found page = read(0, Long.MAX_VALUE, 6, after);
            page.trades().forEach(trade -> times.add(trade.timeNs()));
            after = page.next();
            pages++;
        } while (after != null);

        // then
        List<Long> expected = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            expected.add((i / 20 + 1) * 1_000L + i % 20);
        }
        assertThat(times).isEqualTo(expected);
        assertThat(pages).isEqualTo(7);
    }

    @Test
    void onlyTradesOfTheSpanAreTold() {
        // given
        try (RecordingMaker maker = new RecordingMaker(directory, INSTRUMENTS, 1)) {
            maker.trade(0, 10, 1, 1).trade(0, 20, 2, 1).snapshot();
            maker.trade(0, 20, 3, 1).trade(0, 30, 4, 1).trade(0, 25, 5, 1).trade(0, 40, 6, 1);
        }

        // when, then: the one of 25 came late, when the recording was at 30
        assertThat(read(20, 30, 10, null).trades())
                .extracting(RecordedTrade::price)
                .containsExactly(2L, 3L, 4L, 5L);
        assertThat(read(20, 30, 10, null).next()).isNull();
        assertThat(read(41, 50, 10, null).trades()).isEmpty();
        assertThat(read(10, 10, 10, null).trades())
                .containsExactly(new RecordedTrade(10, 1, 1, 1, 1, "BUY"));
    }

    @Test
    void placeSurvivesBeingWrittenAndRead() {
        TradeQuery.Place place = new TradeQuery.Place(3, 1L << 40);

        assertThat(TradeQuery.Place.parse(place.text())).isEqualTo(place);
    }

    private RecordedTrades.Found read(long fromNs, long toNs, int limit, TradeQuery.Place after) {
        TradeQuery query = new TradeQuery("A", fromNs, toNs, limit, after);
        return RecordedTrades.read(Recording.open(directory), query).orElseThrow();
    }
}
