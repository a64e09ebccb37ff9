package io.ticktide.server;

import io.ticktide.distribute.DistributeSettings;
import io.ticktide.replay.RecordingCatalogue;
import io.ticktide.replay.Replay;
import io.ticktide.replay.ReplayAgent;
import io.ticktide.replay.Replays;
import java.util.concurrent.Executor;
import org.agrona.CloseHelper;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread "replay", which plays the replays that clients open for themselves. */
final class ReplayStage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayStage.class);

    /** Bars and events that a replay keeps for its client. */
    private static final int MOST_BARS = 200;

    private static final int HISTORY_BYTES = 1 << 18;

    private final Replays replays;
    private final AgentRunner runner;

    /**
     * @param most clients that may have a replay at a time.
     * @param live how the live market is distributed.
     * @param files runs what reads files.
     */
    ReplayStage(
            RecordingCatalogue catalogue,
            int most,
            DistributeSettings live,
            Executor files,
            NanoClock clock,
            EpochNanoClock epochClock) {
        ReplayAgent agent = new ReplayAgent(clock);
        DistributeSettings settings =
                new DistributeSettings(
                        Replay.BATCH_LIMIT,
                        Math.min(live.historyBars(), MOST_BARS),
                        HISTORY_BYTES,
                        live.closeGraceNs(),
                        live.heartbeatNs());
        replays = new Replays(catalogue, agent, files, most, settings, epochClock);
        runner =
                new AgentRunner(
                        agent.idle(),
                        error -> LOG.error("replay thread failed", error),
                        null,
                        agent);
    }

    Replays replays() {
        return replays;
    }

    void start() {
        AgentRunner.startOnThread(runner);
    }

    @Override
    public void close() {
        CloseHelper.quietClose(runner);
    }
}
