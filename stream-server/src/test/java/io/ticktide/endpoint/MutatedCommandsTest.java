package io.ticktide.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.auth.Authentication;
import io.ticktide.candles.BarInterval;
import io.ticktide.distribute.DistributeSettings;
import io.ticktide.distribute.Distributor;
import io.ticktide.distribute.StreamStart;
import io.ticktide.feed.Instrument;
import io.ticktide.harness.FakeSink;
import io.ticktide.harness.PacketDialect;
import io.ticktide.harness.Stream;
import io.ticktide.harness.TestMarket;
import io.ticktide.ring.FeedCounters;
import io.ticktide.ring.FeedIngress;
import io.ticktide.ring.MarketRing;
import io.ticktide.session.Channel;
import io.ticktide.session.Definitions;
import io.ticktide.session.DeliveryCounters;
import io.ticktide.session.FramePool;
import io.ticktide.session.Session;
import io.ticktide.session.SessionLimits;
import io.ticktide.session.StreamKey;
import io.ticktide.session.Subscription;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Commands with bytes flipped, cut, doubled and swapped: an answer to each, no exception, no stream
 * that was not asked for, and nothing that another client could notice.
 */
final class MutatedCommandsTest {
    private static final int MUTATIONS = 20_000;
    private static final int INSTRUMENTS = 12;
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final List<String> COMMANDS =
            List.of(
                    "{\"op\":\"subscribe\",\"id\":7,\"ch\":\"quote\",\"sym\":[\"S1\",\"S2\"],"
                            + "\"maxRate\":20,\"maxAgeMs\":500,\"onSlow\":\"conflate\"}",
                    "{\"op\":\"subscribe\",\"id\":8,\"ch\":\"candle\",\"sym\":\"S1\","
                            + "\"interval\":\"1m\",\"snapshot\":false}",
                    "{\"op\":\"subscribe\",\"ch\":\"book\",\"sym\":\"S11\",\"depth\":5}",
                    "{\"op\":\"subscribe\",\"ch\":\"book\",\"sym\":\"S3\",\"depth\":\"full\"}",
                    "{\"op\":\"subscribe\",\"ch\":\"trade\",\"sym\":[\"S1\",\"S10\"],"
                            + "\"from\":{\"token\":\"5:12,13\"}}",
                    "{\"op\":\"subscribe\",\"ch\":\"status\",\"sym\":\"equity.*\","
                            + "\"from\":{\"seq\":\"1\"}}",
                    "{\"op\":\"modify\",\"id\":9,\"ch\":\"quote\",\"sym\":\"S1\",\"maxRate\":5}",
                    "{\"op\":\"unsubscribe\",\"id\":10,\"ch\":\"quote\",\"sym\":[\"S1\"]}",
                    "{\"op\":\"range\",\"ch\":\"quote\",\"sym\":\"S1\",\"from\":\"1\","
                            + "\"to\":\"20\",\"epoch\":\"5\"}",
                    "{\"op\":\"credit\",\"packets\":17}",
                    "{\"op\":\"ping\",\"id\":11,\"t0\":\"123\"}",
                    "{\"op\":\"list\",\"id\":12}",
                    "{\"op\":\"stats\"}");

    private final List<Instrument> instruments = TestMarket.instruments(INSTRUMENTS);
    private final MarketRing ring = new MarketRing(1_024);
    private long nowNs = 1;
    private final FeedIngress ingress =
            new FeedIngress(ring, INSTRUMENTS, false, () -> nowNs, new FeedCounters(), () -> {});
    private final Distributor distributor =
            new Distributor(
                    ring.newPoller(),
                    instruments,
                    new DistributeSettings(64, 20, 1 << 16, 0, Long.MAX_VALUE / 2),
                    () -> nowNs,
                    () -> nowNs);
    private final SessionLimits limits =
            new SessionLimits(50, 65_536, 64, 1 << 20, 32, 256, Long.MAX_VALUE);
    private final IoShard shard =
            new IoShard(
                    null,
                    new HandLoop().loop(0),
                    distributor,
                    instruments,
                    limits,
                    Long.MAX_VALUE,
                    () -> nowNs,
                    () -> nowNs);
    private final Commands commands =
            new Commands(
                    shard,
                    shard.market(instruments, new Symbols(instruments), 5),
                    NoReplays.make(),
                    Integer.MAX_VALUE);
    private FakeSink sink;
    private Session session;
    private Access access;

    @ParameterizedTest
    @MethodSource("io.ticktide.harness.Fuzzing#seeds")
    void mutatedCommandDoesWhatItSaysOrNothing(long seed) {
        // given
        Random random = new Random(seed);
        FakeSink other = new FakeSink();
        Session otherSession = connect(other);
        StreamKey key = new StreamKey(1, Channel.QUOTE, 0);
        distributor.begin(distributor.prepare(otherSession, key, StreamStart.next()));
        other.account().begin(Stream.quote(1), 0);
        reconnect();
        int changed = 0;

        for (int i = 0; i < MUTATIONS; i++) {
            // when
            nowNs += 1_000_000;
            String json = mutated(random, COMMANDS.get(random.nextInt(COMMANDS.size())));
            Set<StreamKey> before = keys();
            int answered = sink.answers().size();
            commands.onCommand(session, json, new CommandRate(1_000, new Refusals()), access);
            session.flush(nowNs);

            // then
            assertThat(sink.answers()).as(json).hasSize(answered + 1);
            assertThat(session.isClosing()).as(json).isFalse();
            Set<StreamKey> difference = difference(before, keys());
            if (!difference.isEmpty()) {
                changed++;
                assertThat(asked(json)).as(json).containsAll(difference);
            }
            ingress.onQuote(1, nowNs, 100, 1, 101, 1);
            distributor.doWork();
            if (i % 500 == 0) {
                distributor.closed(session);
                reconnect();
            }
        }
        assertThat(changed).isGreaterThan(100);
        assertThat(other.account().violations()).isEmpty();
        assertThat(other.account().received()).hasSize(MUTATIONS);
        assertThat(other.closed()).isNull();
    }

    /** The streams that a well-formed command names, read without the code under test. */
    private Set<StreamKey> asked(String json) {
        JsonNode node = MAPPER.readTree(json);
        Channel channel = Channel.of(node.get("ch").stringValue());
        int detail = 0;
        if (channel == Channel.CANDLE) {
            detail = BarInterval.of(node.get("interval").stringValue()).seconds();
        } else if (channel == Channel.BOOK) {
            JsonNode depth = node.get("depth");
            String text =
                    depth == null ? "20" : depth.isString() ? depth.stringValue() : depth + "";
            detail = text.equals("full") ? 0 : Integer.parseInt(text);
        }
        Set<String> names = new HashSet<>();
        JsonNode sym = node.get("sym");
        if (sym.isArray()) {
            sym.forEach(one -> names.add(one.stringValue()));
        } else {
            names.add(sym.stringValue());
        }
        Set<StreamKey> keys = new HashSet<>();
        for (Instrument one : instruments) {
            boolean group = names.contains("*") || names.contains("equity.*");
            if (group || names.contains(one.symbol())) {
                keys.add(new StreamKey(one.id(), channel, detail));
            }
        }
        return keys;
    }

    private static String mutated(Random random, String command) {
        StringBuilder text = new StringBuilder(command);
        for (int edits = random.nextInt(4); edits > 0 && text.length() > 1; edits--) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + 1 + random.nextInt(6));
            switch (random.nextInt(6)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(128));
                case 1 -> text.delete(at, to);
                case 2 -> text.insert(at, text.substring(at, to));
                case 3 -> text.setLength(at);
                case 4 -> text.setCharAt(at, "0123456789\",:{}[]S*-e.".charAt(random.nextInt(22)));
                default -> text.setCharAt(at, text.charAt(random.nextInt(text.length())));
            }
        }
        // As it comes from the socket: UTF-8, decoded exactly.
        return new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static Set<StreamKey> difference(Set<StreamKey> before, Set<StreamKey> after) {
        Set<StreamKey> difference = new HashSet<>(after);
        difference.removeAll(before);
        List<StreamKey> gone = new ArrayList<>(before);
        gone.removeAll(after);
        difference.addAll(gone);
        return difference;
    }

    private Set<StreamKey> keys() {
        return session.subscriptions().stream().map(Subscription::key).collect(Collectors.toSet());
    }

    private void reconnect() {
        sink = new FakeSink();
        session = connect(sink);
        access = new Access(Authentication.none(), shard, session);
    }

    private Session connect(FakeSink to) {
        Session opened =
                new Session(
                        1,
                        to,
                        new PacketDialect(),
                        new FramePool(limits.outboxBytes(), Long.MAX_VALUE),
                        limits,
                        new Definitions(instruments),
                        () -> nowNs,
                        new DeliveryCounters());
        distributor.sessions().add(opened);
        return to.connect(opened);
    }
}
