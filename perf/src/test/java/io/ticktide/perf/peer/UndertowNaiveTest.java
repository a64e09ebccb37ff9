package io.ticktide.perf.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticktide.feed.simulated.RatePlan;
import io.ticktide.perf.load.ClientRole;
import io.ticktide.perf.load.LoadClient;
import io.ticktide.perf.load.Tally;
import io.ticktide.ring.WallClock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class UndertowNaiveTest {
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long ENOUGH = 600;

    private final WallClock epochClock = new WallClock();
    private final Tally tally = new Tally();

    @Test
    @Timeout(60)
    void everyTickReachesEveryClientOfItsSymbolOnce() throws Exception {
        // given
        AtomicBoolean over = new AtomicBoolean();
        List<ClientRole> roles =
                List.of(
                        new ClientRole("/v1/stream?symbol=0", "", 0, 1, 0),
                        new ClientRole("/v1/stream?symbol=1", "", 1, 1, 0),
                        new ClientRole("/v1/stream?symbol=0", "", 0, 1, 0));
        try (UndertowNaive peer =
                        new UndertowNaive(
                                2, RatePlan.constant(1_000), SystemNanoClock.INSTANCE, epochClock);
                LoadClient load =
                        new LoadClient(
                                peer.address(),
                                roles,
                                tally,
                                SystemNanoClock.INSTANCE,
                                epochClock)) {
            CompletableFuture<Void> serving =
                    CompletableFuture.runAsync(
                            () -> {
                                while (!over.get()) {
                                    if (!peer.step()) {
                                        peer.park();
                                    }
                                }
                            });

            // when
            load.connectAll(roles.size(), TIMEOUT_NS);
            load.run(
                    SystemNanoClock.INSTANCE.nanoTime() + TIMEOUT_NS,
                    () -> tally.messages() >= ENOUGH);

            // then
            assertThat(load.firstFailure()).isEmpty();
            assertThat(tally.messages()).isGreaterThanOrEqualTo(ENOUGH);
            assertThat(tally.violations()).as(tally.firstViolation()).isZero();
            assertThat(load.connections()).allMatch(one -> one.messages() > 0);
            over.set(true);
            serving.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void peersAreKnownByTheirLabels() {
        assertThat(Peer.of("undertow-naive")).isEqualTo(Peer.UNDERTOW_NAIVE);
        assertThat(Peer.of("ws").label()).isEqualTo("ws");
        assertThatThrownBy(() -> Peer.of("netty"))
                .hasMessage("\"netty\" is neither ws nor undertow-naive");
    }
}
