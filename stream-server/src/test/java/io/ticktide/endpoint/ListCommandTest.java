package io.ticktide.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticktide.distribute.DistributeSettings;
import io.ticktide.distribute.Distributor;
import io.ticktide.distribute.StreamStart;
import io.ticktide.harness.FakeSink;
import io.ticktide.harness.PacketDialect;
import io.ticktide.harness.TestMarket;
import io.ticktide.ring.MarketRing;
import io.ticktide.session.Channel;
import io.ticktide.session.Definitions;
import io.ticktide.session.DeliveryCounters;
import io.ticktide.session.FramePool;
import io.ticktide.session.Session;
import io.ticktide.session.SessionLimits;
import io.ticktide.session.StreamKey;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How the streams of a connection are listed, however many there are. */
final class ListCommandTest {
    private static final int INSTRUMENTS = 700;
    private static final Pattern STREAM = Pattern.compile("\"sym\":\"(S\\d+)\",\"ch\":\"(\\w+)\"");
    private static final Pattern AFTER = Pattern.compile("\"more\":true,\"after\":\"([^\"]+)\"");

    private final Distributor distributor =
            new Distributor(
                    new MarketRing(1_024).newPoller(),
                    TestMarket.instruments(INSTRUMENTS),
                    new DistributeSettings(64, 10, 4_096, 0, Long.MAX_VALUE / 2),
                    () -> 1,
                    () -> 1);
    private final FakeSink sink = new FakeSink();
    private final Session session =
            sink.connect(
                    new Session(
                            1,
                            sink,
                            new PacketDialect(),
                            new FramePool(65_536, Long.MAX_VALUE),
                            new SessionLimits(10_000, 65_536, 8, 65_536, 2, 16, Long.MAX_VALUE),
                            new Definitions(TestMarket.instruments(INSTRUMENTS)),
                            () -> 1,
                            new DeliveryCounters()));
    private final ListCommand command = new ListCommand(distributor);

    @Test
    void manyStreamsAreListedOnceEachInPagesThatTheControlLaneTakes() throws BadCommand {
        // given
        for (int id = INSTRUMENTS - 1; id >= 0; id--) {
            subscribe(id, Channel.QUOTE);
            subscribe(id, Channel.TRADE);
        }

        // when
        List<String> listed = new ArrayList<>();
        String page = list("{}");
        int pages = 1;
        for (Matcher after = AFTER.matcher(page); after.find(); after = AFTER.matcher(page)) {
            assertThat(page.length()).isLessThan(65_536);
            listed.addAll(streams(page));
            page = list("{\"after\":\"" + after.group(1) + "\"}");
            pages++;
        }
        listed.addAll(streams(page));

        // then
        List<String> expected = new ArrayList<>();
        for (int id = 0; id < INSTRUMENTS; id++) {
            expected.add("S" + id + "/quote");
            expected.add("S" + id + "/trade");
        }
        assertThat(listed).isEqualTo(expected);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void streamThatEndsBetweenTwoPagesHidesNoOther() throws BadCommand {
        // given
        for (int id = 0; id < ListCommand.MOST_STREAMS + 1; id++) {
            subscribe(id, Channel.QUOTE);
        }
        Matcher after = AFTER.matcher(list("{}"));

        // when
        assertThat(after.find()).isTrue();
        int lastOfPage = ListCommand.MOST_STREAMS - 1;
        distributor.remove(session.subscription(new StreamKey(lastOfPage, Channel.QUOTE, 0)));
        String rest = list("{\"after\":\"" + after.group(1) + "\"}");

        // then
        assertThat(streams(rest)).containsExactly("S" + ListCommand.MOST_STREAMS + "/quote");
        assertThat(rest).doesNotContain("more");
    }

    @Test
    void placeThatNoAnswerNamedIsAnError() {
        // when
        BadCommand bad =
                catchThrowableOfType(BadCommand.class, () -> list("{\"after\":\"1:tape:0\"}"));

        // then
        assertThat(bad.code()).isEqualTo(104);
        assertThat(bad)
                .hasMessage(
                        "after \"1:tape:0\" is not what an answer with \"more\" has under \"after\"");
    }

    private void subscribe(int id, Channel channel) {
        StreamKey key = new StreamKey(id, channel, 0);
        distributor.begin(distributor.prepare(session, key, StreamStart.snapshot()));
    }

    private String list(String json) throws BadCommand {
        CommandFields fields = CommandFields.parse(json);
        command.list(session, fields, null);
        session.flush(1);
        return sink.answers().get(sink.answers().size() - 1);
    }

    private static List<String> streams(String page) {
        return STREAM.matcher(page).results().map(r -> r.group(1) + "/" + r.group(2)).toList();
    }
}
