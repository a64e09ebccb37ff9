package io.ticktide.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.config.ConfigLoader;
import io.ticktide.config.ServerConfig;
import io.ticktide.feed.simulated.RatePlan;
import io.ticktide.feed.simulated.TickFeed;
import io.ticktide.feed.simulated.TickSettings;
import io.ticktide.perf.Launch;
import io.ticktide.perf.load.LoadClient;
import io.ticktide.perf.load.Tally;
import io.ticktide.ring.WallClock;
import io.ticktide.server.StreamServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ScheduledTest {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    @Test
    @Timeout(90)
    void everyMessageThatTheScheduleMakesArrivesFromARealServer() throws Exception {
        // given
        RatePlan plan = RatePlan.parse(List.of("500/1000", "2000/60000"));
        Audience audience = new Audience(11, 3, false);
        WallClock wall = new WallClock();
        ServerConfig config = new ConfigLoader(Map.of()).set("endpoint.port=0").load().config();
        TickFeed feed =
                new TickFeed(
                        new TickSettings(
                                1,
                                audience.symbols(),
                                plan,
                                wall.nanoTime(),
                                SystemNanoClock.INSTANCE.nanoTime()));
        Tally tally = new Tally();
        try (StreamServer server = StreamServer.start(config, feed);
                LoadClient load =
                        new LoadClient(
                                server.address(),
                                ServerRoles.of(server.address(), audience),
                                tally,
                                SystemNanoClock.INSTANCE,
                                wall)) {
            load.connectAll(4, 30 * SECOND_NS);
            load.run(
                    SystemNanoClock.INSTANCE.nanoTime() + 10 * SECOND_NS,
                    () -> tally.lastTsEvent() != 0);
            Scheduled scheduled = Scheduled.of(plan, audience, tally);

            // when: one second, the change of rate in it or not
            long fromNs = wall.nanoTime() + SECOND_NS / 10;
            long toNs = fromNs + SECOND_NS;
            tally.window(fromNs, toNs, true);
            long expected = scheduled.messages(fromNs, toNs);
            load.run(
                    SystemNanoClock.INSTANCE.nanoTime() + 20 * SECOND_NS,
                    () -> tally.windowMessages() + tally.windowConflated() >= expected);

            // then
            assertThat(load.firstFailure()).isEmpty();
            assertThat(tally.violations()).as(tally.firstViolation()).isZero();
            assertThat(tally.windowMessages() + tally.windowConflated()).isEqualTo(expected);
            assertThat(tally.latencies().whole().getTotalCount()).isEqualTo(tally.windowMessages());
        }
    }

    @Test
    void clientsAreSpreadOverTheSymbols() {
        // given
        Audience audience = new Audience(11, 3, false);

        // then
        assertThat(audience.listeners(0)).isEqualTo(4);
        assertThat(audience.listeners(1)).isEqualTo(4);
        assertThat(audience.listeners(2)).isEqualTo(3);
        assertThat(new Audience(11, 3, true).listeners(2)).isEqualTo(11);
    }

    @Test
    void serverFlagsAreTheLaunchersOrTheKnownOnes() {
        assertThat(Launch.serverFlags()).contains("-XX:+UseSerialGC");
    }
}
