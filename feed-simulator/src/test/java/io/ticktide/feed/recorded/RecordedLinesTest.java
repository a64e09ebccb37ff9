package io.ticktide.feed.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ticktide.feed.FeedException;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.replay.RecordedStats;
import io.ticktide.feed.replay.ReplayFeed;
import io.ticktide.feed.replay.ReplaySettings;
import io.ticktide.feed.replay.Told;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedLinesTest {
    private static final String TRADE =
            "1723161254000000001 {'stream':'btcusdt@trade','data':{'e':'trade','E':1723161255343,"
                    + "'s':'BTCUSDT','t':7,'p':'61837.63000000','q':'0.02','T':1723161255342,"
                    + "'m':true,'M':true}}";
    private static final String QUOTE =
            "1723161254000000002 {'stream':'btcusdt@bookTicker','data':{'u':5,'s':'BTCUSDT',"
                    + "'b':'61837.63','B':'3.78','a':'61837.64','A':'1.54'}}";

    @TempDir Path folder;

    @Test
    void spotMessagesAreToldWithTheirOwnTimeOrTheReceiveTime() throws IOException {
        // given
        Path file = lines(TRADE, QUOTE);

        // when
        List<String> told = Recorded.told(file, Recorded.atOnce());

        // then
        assertThat(told)
                .containsExactly(
                        "trade 0 @1723161255342000000 2x6183763 #7 sell",
                        "quote 0 @1723161254000000002 378x6183763 154x6183764");
    }

    @Test
    void futuresMessagesWithoutWrapperAndBareNumbersAreTold() throws IOException {
        // given
        Path file =
                lines(
                        "1723161254000000000 {'e':'trade','E':1723161255343,'T':1723161255342,"
                                + "'s':'XUSDT','t':7,'p':1E-7,'q':12,'X':'MARKET','m':false}",
                        "1723161254000000000 {'e':'bookTicker','u':5,'s':'XUSDT','b':1e-7,'B':'1',"
                                + "'a':'0.0000002','A':'2','T':1723161255342,'E':1723161255343}");

        // when
        ReplayFeed feed = Recordings.open(file, Recorded.atOnce());

        // then
        assertThat(feed.instruments().get(0).kind()).isEqualTo(Instrument.Kind.CRYPTO_PERPETUAL);
        assertThat(feed.instruments().get(0).priceScale()).isEqualTo(7);
        assertThat(Recorded.told(feed))
                .containsExactly(
                        "trade 0 @1723161255342000000 12x1 #7 buy",
                        "quote 0 @1723161255342000000 1x1 2x2");
    }

    @Test
    void tradesOutsideTheMarketAndOtherMessagesAreCountedOnly() throws IOException {
        // given
        String offBook = TRADE.replace("'m':true", "'X':'INSURANCE_FUND','m':true");
        String empty = offBook.replace("INSURANCE_FUND", "NA").replace("61837.63000000", "0");
        Path file =
                lines(
                        TRADE.replace(",'M':true", ",'X':'MARKET'"),
                        offBook.replace(",'M':true", ""),
                        empty.replace(",'M':true", ""),
                        "1723161254000000001 {'result':null,'id':1}",
                        "1723161254000000001 {'stream':'x','data':{'e':'kline','k':{'t':1}}}");
        ReplayFeed feed = Recordings.open(file, Recorded.atOnce());

        // when
        List<String> told = Recorded.told(feed);

        // then
        RecordedStats stats = feed.stats();
        assertThat(told).hasSize(1);
        assertThat(stats.trades()).isEqualTo(1);
        assertThat(stats.offBookTrades()).isEqualTo(2);
        assertThat(stats.otherEvents()).isEqualTo(2);
    }

    @Test
    void everySymbolBecomesAnInstrumentWithItsOwnScales() throws IOException {
        // given
        String other = TRADE.replace("BTCUSDT", "ETHBTC").replace("61837.63000000", "0.04321");
        Path file = lines(TRADE, other, QUOTE);

        // when
        ReplayFeed feed = Recordings.open(file, Recorded.atOnce());

        // then
        assertThat(feed.instruments())
                .extracting(
                        Instrument::id,
                        Instrument::symbol,
                        Instrument::currency,
                        Instrument::priceScale)
                .containsExactly(tuple(0, "BTCUSDT", "USDT", 2), tuple(1, "ETHBTC", "BTC", 5));
        assertThat(Recorded.told(feed))
                .containsExactly(
                        "trade 0 @1723161255342000000 2x6183763 #7 sell",
                        "trade 1 @1723161255342000000 2x4321 #7 sell",
                        "quote 0 @1723161254000000002 378x6183763 154x6183764");
    }

    @Test
    void oneSymbolMayBeRenamedButNotSeveral() throws IOException {
        // given
        ReplaySettings renamed = Recorded.atOnce().withSymbol("BTC-USDT");
        Path one = lines(TRADE, QUOTE);

        // when
        List<Instrument> instruments;
        try (ReplayFeed feed = Recordings.open(one, renamed)) {
            instruments = feed.instruments();
        }

        // then
        assertThat(instruments).extracting(Instrument::symbol).containsExactly("BTC-USDT");
        Path two = lines(TRADE, TRADE.replace("BTCUSDT", "ETHUSDT"));
        assertThatThrownBy(() -> Recordings.open(two, renamed))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("has 2 symbols of its own; leave out --set feed.symbol");
    }

    @Test
    void snapshotWithoutSymbolAmongSeveralIsABadRow() throws IOException {
        // given
        Path file =
                lines(
                        TRADE,
                        TRADE.replace("BTCUSDT", "ETHUSDT"),
                        "1723161254000000002 {'lastUpdateId':9,'bids':[['1','1']],'asks':[]}");

        // when / then
        assertThatThrownBy(() -> Recorded.told(file, Recorded.atOnce()))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("lines.txt:3: the message has no symbol, and the file has 2");
    }

    @Test
    void spotAndFutureUnderOneSymbolAreRefused() throws IOException {
        // given
        Path file = lines(TRADE, TRADE.replace(",'M':true", ",'X':'MARKET'"));

        // when / then
        assertThatThrownBy(() -> Recordings.open(file, Recorded.atOnce()))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("both the spot pair and the future BTCUSDT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rubbish|does not begin with a receive time",
                "1723161254000000001 {'e':'trade'|malformed JSON at its character",
                "1723161254000000001 [1]|the message is not a JSON object",
                "1723161254000000001 {} {}|there is text behind the JSON object",
                "17 {'e':'trade'}|receive time 17 is no time",
                "1723161254000000001 {'e':'trade','s':'BTCUSDT'}|the message has no integer t",
                "1723161254000000001 {'e':'depthUpdate','s':'BTCUSDT','U':1,'u':2,'b':[['1']],'a':[]}"
                        + "|level that is not [price, quantity]",
                "1723161254000000001 {'e':'depthUpdate','s':'BTCUSDT','U':1,'u':2,'b':[]}"
                        + "|no list of bids and asks",
                "1723161253999999999 {'id':1}|out of order: receive time 1723161253999999999 comes"
                        + " behind 1723161254000000001",
            })
    void badLineIsNamedOrSkippedAndCounted(String lineAndReason) throws IOException {
        // given
        int bar = lineAndReason.lastIndexOf('|');
        String reason = lineAndReason.substring(bar + 1);
        Path file = lines(TRADE, "", lineAndReason.substring(0, bar), QUOTE);

        // when
        ReplayFeed skipping = Recordings.open(file, Recorded.skipping());
        List<String> told = Recorded.told(skipping);

        // then
        assertThat(told).hasSize(2);
        assertThat(skipping.skippedRows()).isEqualTo(1);
        assertThatThrownBy(() -> Recorded.told(file, Recorded.atOnce()))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("lines.txt:3: ")
                .hasMessageContaining(reason);
    }

    @Test
    void tradeIdsThatSkipAreAGapOfTheirInstrumentOnly() throws IOException {
        // given: an off-book fill takes number 9
        String offBook = TRADE.replace(",'M':true", ",'X':'NA'").replace("'t':7", "'t':9");
        String future = TRADE.replace(",'M':true", ",'X':'MARKET'");
        Path file =
                lines(
                        future,
                        future.replace("BTCUSDT", "ETHUSDT").replace("'t':7", "'t':900"),
                        offBook,
                        future.replace("'t':7", "'t':10"),
                        future.replace("'t':7", "'t':11"),
                        future.replace("BTCUSDT", "ETHUSDT").replace("'t':7", "'t':901"));

        // when
        List<String> told = Recorded.told(file, Recorded.atOnce());

        // then
        assertThat(told)
                .containsExactly(
                        "trade 0 @1723161255342000000 2x6183763 #7 sell",
                        "trade 1 @1723161255342000000 2x6183763 #900 sell",
                        "gap 0 trades 1",
                        "trade 0 @1723161255342000000 2x6183763 #10 sell",
                        "trade 0 @1723161255342000000 2x6183763 #11 sell",
                        "trade 1 @1723161255342000000 2x6183763 #901 sell");
    }

    @Test
    void idsThatGoBackAreOutOfOrder() throws IOException {
        // given
        Path trades = lines(TRADE, TRADE.replace("'t':7", "'t':6"), TRADE);
        assertThatThrownBy(() -> Recorded.told(trades, Recorded.atOnce()))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("lines.txt:2: out of order: trade id 6 comes behind 7");
        List<String> toldTrades = Recorded.told(trades, Recorded.skipping());

        // when
        Path quotes =
                lines(QUOTE, QUOTE.replace("'u':5", "'u':4"), QUOTE.replace("'u':5", "'u':8"));
        ReplayFeed feed = Recordings.open(quotes, Recorded.skipping());
        List<String> toldQuotes = Recorded.told(feed);

        // then: the trade with number 7 comes again behind it, told and marked
        assertThat(toldTrades)
                .containsExactly(
                        "trade 0 @1723161255342000000 2x6183763 #7 sell",
                        "gap 0 trades 1",
                        "trade 0 @1723161255342000000 2x6183763 #7 sell");
        assertThat(toldQuotes)
                .containsExactly(
                        "quote 0 @1723161254000000002 378x6183763 154x6183764",
                        "gap 0 quotes 1",
                        "quote 0 @1723161254000000002 378x6183763 154x6183764");
        assertThat(feed.stats().outOfOrderRows()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1723161254000000001 {'e':'trade','s':'BTCUSDT'}|trades",
                "1723161253999999999 {'e':'trade','s':'BTCUSDT'}|trades",
                "1723161254000000001 {'u':6,'s':'BTCUSDT','b':'-1','B':'1','a':'1','A':'1'}|quotes",
                "1723161254000000001 {'e':'depthUpdate','s':'BTCUSDT','U':1}|books",
                "rubbish|none",
            })
    void skippedLineIsAGapOfItsStreamWhereThatIsKnown(String lineAndStream) throws IOException {
        // given
        int bar = lineAndStream.indexOf('|');
        String stream = lineAndStream.substring(bar + 1);
        String book = "{'lastUpdateId':9,'bids':[['1','1']],'asks':[]}";
        Path file =
                lines(
                        TRADE,
                        QUOTE.replace("0002", "0001"),
                        "1723161254000000001 " + book,
                        lineAndStream.substring(0, bar),
                        TRADE.replace("'t':7", "'t':8"),
                        QUOTE.replace("'u':5", "'u':7"),
                        "1723161254000000002 " + book);

        // when
        List<String> told = Recorded.told(file, Recorded.skipping());

        // then
        List<String> gaps = told.stream().filter(event -> event.startsWith("gap")).toList();
        List<String> expected =
                stream.equals("none") ? List.of() : List.of("gap 0 " + stream + " 1");
        assertThat(gaps).isEqualTo(expected);
        assertThat(told).hasSize(6 + gaps.size());
    }

    @Test
    void everyPassOfALoopBeginsItsStreamsWithAGap() throws IOException {
        // given
        Path file =
                lines(TRADE, QUOTE, "1723161254000000002 {'lastUpdateId':9,'bids':[],'asks':[]}");
        Told told = new Told();

        // when
        try (ReplayFeed feed = Recordings.open(file, Recorded.atOnce().withLoop(true))) {
            feed.poll(told, 0, 9);
        }

        // then: ids start anew, which is no further hole
        assertThat(told.take())
                .containsExactly(
                        "trade 0 @1723161255342000000 2x6183763 #7 sell",
                        "quote 0 @1723161254000000002 378x6183763 154x6183764",
                        "reset 0 @1723161254000000002",
                        "gap 0 trades 1",
                        "trade 0 @1723161315342000000 2x6183763 #7 sell",
                        "gap 0 quotes 1",
                        "quote 0 @1723161314000000002 378x6183763 154x6183764",
                        "gap 0 books 1",
                        "reset 0 @1723161314000000002");
    }

    @Test
    void receiveTimePacesTheLines() throws IOException {
        // given
        Told told = new Told();
        ReplayFeed feed = Recordings.open(lines(TRADE, QUOTE), ReplaySettings.defaults());

        // when
        feed.poll(told, 1_000, 100);

        // then
        assertThat(told.take()).hasSize(1);
        assertThat(feed.nextDueNs()).isEqualTo(1_001);
        assertThat(feed.clockNs(1_000)).isEqualTo(1723161255342000000L);
        assertThat(feed.name()).isEqualTo("lines.txt speed=1x");
        feed.close();
        assertThat(feed.isEnded()).isTrue();
    }

    private Path lines(String... lines) throws IOException {
        String[] json = new String[lines.length];
        for (int i = 0; i < lines.length; i++) {
            json[i] = lines[i].replace('\'', '"');
        }
        return Recorded.write(folder, "lines.txt", json);
    }
}
