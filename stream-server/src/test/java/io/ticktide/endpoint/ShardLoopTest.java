package io.ticktide.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ShardLoopTest {
    private static final int ENOUGH = 10;

    private final HandLoop thread = new HandLoop();
    private ShardLoop loop;
    private int waiting;
    private int rounds;

    @Test
    void parkedLoopIsWokenByOneTaskHoweverManySignalsCome() {
        // given
        start(0);

        // when
        publish(1);
        publish(1);

        // then
        assertThat(thread.tasks).hasSize(1);
        runTasks();
        assertThat(waiting).isZero();
        assertThat(rounds).isEqualTo(1);
        assertThat(thread.takesTurns).isFalse();
        publish(1);
        assertThat(thread.tasks).hasSize(1);
    }

    @Test
    void moreThanABatchGoesOnAfterTheSocketsHadTheirTurn() {
        // given
        start(0);
        publish(25);

        // when, then
        runTasks();
        assertThat(waiting).isEqualTo(15);
        assertThat(thread.takesTurns).isTrue();
        loop.onTurn();
        assertThat(waiting).isEqualTo(5);
        assertThat(thread.takesTurns).isTrue();
        loop.onTurn();
        assertThat(waiting).isZero();
        assertThat(thread.takesTurns).isFalse();
    }

    @Test
    void signalsThatKeepComingLetTheSocketsHaveTheirTurn() {
        // given
        start(0);

        // when: XNIO runs these tasks without a look at the sockets.
        int tasks = 0;
        while (!thread.takesTurns && tasks < 1_000) {
            publish(1);
            runTasks();
            tasks++;
        }

        // then
        assertThat(tasks).isLessThan(50);
        assertThat(waiting).isEqualTo(1);
        publish(1);
        assertThat(thread.tasks).isEmpty();
        loop.onTurn();
        assertThat(waiting).isZero();
        assertThat(thread.takesTurns).isFalse();
    }

    @Test
    void spinningLoopTakesTurnsForeverAndNeedsNoTask() {
        // given
        start(ShardLoop.ALWAYS_NS);
        publish(1);
        runTasks();

        // when
        for (int i = 0; i < 100; i++) {
            thread.nowNs += 1_000_000_000_000L;
            publish(i & 1);
            loop.onTurn();
        }

        // then
        assertThat(waiting).isZero();
        assertThat(thread.tasks).isEmpty();
        assertThat(thread.takesTurns).isTrue();
    }

    @Test
    void loopThatBacksOffPollsForAWhileAndThenSleeps() {
        // given
        start(100);
        thread.nowNs = 5_000;
        publish(1);
        runTasks();

        // when, then
        thread.nowNs = 5_099;
        loop.onTurn();
        assertThat(thread.takesTurns).isTrue();
        publish(1);
        loop.onTurn();
        thread.nowNs = 5_198;
        loop.onTurn();
        assertThat(thread.takesTurns).isTrue();
        thread.nowNs = 5_199;
        loop.onTurn();
        assertThat(thread.takesTurns).isFalse();
        assertThat(thread.tasks).isEmpty();
        publish(1);
        assertThat(thread.tasks).hasSize(1);
    }

    @Test
    void whatIsPublishedWhileTheLoopFallsAsleepIsFound() {
        // given: published after it looked, before it said that it sleeps, so that no task comes.
        start(100);
        publish(1);
        runTasks();
        thread.nowNs = 5_000;
        int before = rounds;
        lastLook = () -> waiting = rounds == before + 1 ? 1 : waiting;

        // when
        loop.onTurn();

        // then
        assertThat(waiting).isZero();
        assertThat(rounds).isEqualTo(before + 2);
        assertThat(thread.takesTurns).isTrue();
    }

    @Test
    void taskForLaterRunsAfterTheSocketsAndOnce() {
        // given
        start(0);
        int[] runs = {0};
        publish(1);
        loop.afterSockets(
                () -> {
                    runs[0]++;
                    loop.afterSockets(() -> runs[0] += 10);
                });

        // when, then
        runTasks();
        assertThat(runs[0]).isZero();
        assertThat(thread.takesTurns).isTrue();
        loop.onTurn();
        assertThat(runs[0]).isEqualTo(1);
        assertThat(waiting).isZero();
        loop.onTurn();
        assertThat(runs[0]).isEqualTo(11);
        assertThat(thread.takesTurns).isFalse();
    }

    private Runnable lastLook = () -> {};

    private void start(long pollNs) {
        loop = thread.loop(pollNs);
        loop.serve(this::work, ENOUGH);
    }

    private int work() {
        rounds++;
        int found = Math.min(ENOUGH, waiting);
        waiting -= found;
        lastLook.run();
        return found;
    }

    private void publish(int events) {
        waiting += events;
        loop.signal();
    }

    private void runTasks() {
        while (!thread.tasks.isEmpty()) {
            thread.tasks.poll().run();
        }
    }
}
