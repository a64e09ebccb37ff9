package io.ticktide.distribute;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.harness.EventEncoder;
import io.ticktide.harness.FakeSink;
import io.ticktide.session.Channel;
import io.ticktide.session.Session;
import io.ticktide.session.StreamOptions;
import io.ticktide.session.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class DueSessionsTest {
    private static final int SESSIONS = 40;
    private static final long STEP_NS = TimeUnit.MILLISECONDS.toNanos(7);

    private final Market market = new Market();
    private final Distributor distributor = market.distributor();
    private final EventEncoder events = new EventEncoder();
    private final DueSessions due = new DueSessions();
    private final Random random = new Random(11);
    private final List<Subscription> streams = new ArrayList<>();

    @Test
    void sessionThatIsDueFirstIsOnTopWhateverHappens() {
        // given
        for (int i = 0; i < SESSIONS; i++) {
            FakeSink sink = new FakeSink();
            Session session = market.connect(distributor, sink);
            Subscription quotes =
                    market.subscribe(distributor, sink, session, 0, Channel.QUOTE, null, false);
            quotes.options(new StreamOptions(1 + random.nextInt(50), 0, false));
            streams.add(quotes);
        }
        int held = 0;

        for (int step = 1; step <= 2_000; step++) {
            // when
            market.nowNs += STEP_NS;
            Subscription stream = streams.get(random.nextInt(SESSIONS));
            Session session = stream.session();
            session.offer(stream, events.quote(0, step, step), market.nowNs);
            if (random.nextInt(3) == 0) {
                session.flush(market.nowNs);
            }
            due.update(session);
            if (random.nextInt(10) == 0) {
                due.remove(session);
                due.remove(session);
                due.update(session);
            }

            // then
            long first =
                    streams.stream().mapToLong(one -> one.session().nextDueNs()).min().getAsLong();
            assertThat(due.nextNs()).isEqualTo(first);
            if (due.next() != null) {
                assertThat(due.next().nextDueNs()).isEqualTo(first);
                held++;
            }
        }
        assertThat(held).isGreaterThan(1_000);
    }

    @Test
    void nothingIsDueWhereNothingIsHeldBack() {
        assertThat(due.nextNs()).isEqualTo(Long.MAX_VALUE);
        assertThat(due.next()).isNull();
    }
}
