package io.ticktide.perf.floor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.feed.simulated.RatePlan;
import io.ticktide.perf.load.ClientRole;
import io.ticktide.perf.load.Connection;
import io.ticktide.perf.load.LoadClient;
import io.ticktide.perf.load.Tally;
import io.ticktide.ring.WallClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FloorLoadTest {
    private static final int CLIENTS = 12;
    private static final int SYMBOLS = 3;
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long ENOUGH = 6_000;

    private final WallClock epochClock = new WallClock();
    private final Tally tally = new Tally();

    @ParameterizedTest
    @EnumSource(FloorMode.class)
    @Timeout(60)
    void everyTickReachesEveryClientOfItsSymbolOnce(FloorMode mode) throws Exception {
        // given
        try (FloorServer floor =
                        new FloorServer(
                                mode,
                                SYMBOLS,
                                RatePlan.constant(3_000),
                                SystemNanoClock.INSTANCE,
                                epochClock);
                LoadClient load =
                        new LoadClient(
                                floor.address(),
                                roles(),
                                tally,
                                SystemNanoClock.INSTANCE,
                                epochClock)) {
            boolean[] over = {false};
            CompletableFuture<Void> serving = CompletableFuture.runAsync(() -> serve(floor, over));

            // when
            load.connectAll(CLIENTS, TIMEOUT_NS);
            load.run(
                    SystemNanoClock.INSTANCE.nanoTime() + TIMEOUT_NS,
                    () -> tally.messages() >= ENOUGH);

            // then
            assertThat(load.firstFailure()).isEmpty();
            assertThat(load.ready()).isEqualTo(CLIENTS);
            assertThat(tally.messages()).isGreaterThanOrEqualTo(ENOUGH);
            assertThat(tally.violations()).as(tally.firstViolation()).isZero();
            assertThat(tally.conflated()).isZero();
            assertThat(load.connections()).allMatch(one -> one.messages() > 0);
            assertThat(load.connections().stream().mapToLong(Connection::messages).sum())
                    .isEqualTo(tally.messages());
            synchronized (over) {
                over[0] = true;
            }
            serving.get(20, TimeUnit.SECONDS);
            assertThat(floor.lost()).isZero();
        }
    }

    private static List<ClientRole> roles() {
        List<ClientRole> roles = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int symbol = i % SYMBOLS;
            roles.add(new ClientRole("/v1/stream?symbol=" + symbol, "", symbol, 1, 0));
        }
        return roles;
    }

    private static void serve(FloorServer floor, boolean[] over) {
        try {
            while (true) {
                synchronized (over) {
                    if (over[0]) {
                        return;
                    }
                }
                if (floor.step() == 0) {
                    floor.park();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
