package io.ticktide.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.auth.Authentication;
import io.ticktide.auth.Entitlements;
import io.ticktide.auth.Principal;
import io.ticktide.auth.TokenKeys;
import io.ticktide.auth.TokenMaker;
import io.ticktide.auth.TokenVerifier;
import io.ticktide.distribute.DistributeSettings;
import io.ticktide.distribute.Distributor;
import io.ticktide.feed.Instrument;
import io.ticktide.harness.FakeSink;
import io.ticktide.harness.PacketDialect;
import io.ticktide.harness.TestMarket;
import io.ticktide.ring.FeedCounters;
import io.ticktide.ring.FeedIngress;
import io.ticktide.ring.MarketRing;
import io.ticktide.session.Definitions;
import io.ticktide.session.DeliveryCounters;
import io.ticktide.session.FramePool;
import io.ticktide.session.Session;
import io.ticktide.session.SessionLimits;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@code auth} does to a connection; its timers are tested over sockets. */
final class AccessTest {
    private static final byte[] SECRET = new byte[32];

    private final List<Instrument> instruments = TestMarket.instruments(2);
    private final MarketRing ring = new MarketRing(1_024);
    private final FeedIngress ingress =
            new FeedIngress(ring, 2, false, () -> 7, new FeedCounters(), () -> {});
    private final Distributor distributor =
            new Distributor(
                    ring.newPoller(),
                    instruments,
                    new DistributeSettings(64, 20, 65_536, 0, Long.MAX_VALUE / 2),
                    () -> 1,
                    () -> 9);
    private final SessionLimits limits =
            new SessionLimits(4, 65_536, 64, 1 << 20, 32, 256, Long.MAX_VALUE);
    private final IoShard shard =
            new IoShard(
                    null,
                    new HandLoop().loop(0),
                    distributor,
                    instruments,
                    limits,
                    Long.MAX_VALUE,
                    () -> 1,
                    () -> 9);
    private final Commands commands =
            new Commands(
                    shard,
                    shard.market(instruments, new Symbols(instruments), 5),
                    NoReplays.make(),
                    30);
    private final CommandRate rate = new CommandRate(50, new Refusals());
    private final FakeSink sink = new FakeSink();
    private final Session session =
            sink.connect(
                    new Session(
                            1,
                            sink,
                            new PacketDialect(),
                            new FramePool(limits.outboxBytes(), Long.MAX_VALUE),
                            limits,
                            new Definitions(instruments),
                            () -> 9,
                            new DeliveryCounters()));

    @Test
    void whereNoTokenIsAskedForAnyIsAcceptedUnread() {
        // given
        Access open = new Access(Authentication.none(), shard, session);

        // when, then
        for (int i = 0; i < 2; i++) {
            ask(open, "{\"op\":\"auth\",\"id\":1,\"token\":\"whatever\"}");
            assertThat(newest())
                    .isEqualTo(
                            "{\"op\":\"authenticated\",\"id\":1,\"subject\":\"anonymous\","
                                    + "\"expires\":null}");
        }
        ask(open, "{\"op\":\"auth\",\"id\":1}");
        assertThat(newest()).contains("\"code\":102,\"field\":\"token\"");
    }

    @Test
    void rangeUnderWayEndsWithTheRightToIt() throws Exception {
        // given
        for (int i = 1; i <= 20; i++) {
            ingress.onQuote(0, i, 100, 1, 101, 1);
            ingress.onQuote(1, i, 100, 1, 101, 1);
        }
        distributor.doWork();
        TokenVerifier verifier =
                new TokenVerifier(TokenKeys.of(SECRET, null), List.of("HS256"), "", "");
        Access access = new Access(Authentication.byToken(verifier, 1_000, 0), shard, session);
        ask(access, auth(Entitlements.ALL));
        ask(access, "{\"op\":\"credit\",\"packets\":0}");
        for (int i = 0; i < 2; i++) {
            ask(
                    access,
                    "{\"op\":\"range\",\"ch\":\"quote\",\"sym\":\"S"
                            + i
                            + "\",\"from\":\"11\",\"to\":\"20\"}");
        }

        // when
        ask(access, auth(only("S1")));
        String ended = newest();
        ask(access, "{\"op\":\"credit\",\"packets\":null}");
        session.flush(1); // The range has its turn behind the answer.

        // then
        assertThat(ended)
                .isEqualTo(
                        "{\"op\":\"range\",\"sym\":\"S0\",\"ch\":\"quote\",\"status\":\"GONE\","
                                + "\"code\":202,\"text\":\"not entitled to quote of \\\"S0\\\"\"}");
        assertThat(sink.account().retransmitted())
                .hasSize(10)
                .allMatch(one -> one.stream().instrumentId() == 1);
    }

    private static Entitlements only(String symbol) {
        return new Entitlements(List.of(new Entitlements.Grant(Set.of(symbol), Set.of("quote"))));
    }

    private static String auth(Entitlements entitlements) {
        Principal principal = new Principal("ann", Principal.NEVER, entitlements);
        String token = new TokenMaker(SECRET).token(principal, "", "", 0);
        return "{\"op\":\"auth\",\"token\":\"" + token + "\"}";
    }

    private void ask(Access access, String json) {
        commands.onCommand(session, json, rate, access);
        session.flush(1);
    }

    private String newest() {
        return sink.answers().get(sink.answers().size() - 1);
    }
}
