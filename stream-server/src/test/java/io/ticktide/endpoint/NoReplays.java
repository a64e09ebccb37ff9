package io.ticktide.endpoint;

import io.ticktide.distribute.DistributeSettings;
import io.ticktide.replay.RecordingCatalogue;
import io.ticktide.replay.ReplayAgent;
import io.ticktide.replay.Replays;

/** Replays of a server without recordings, where nobody may have one. */
final class NoReplays {
    private NoReplays() {}

    static Replays make() {
        return new Replays(
                RecordingCatalogue.of("", ""),
                new ReplayAgent(() -> 1),
                Runnable::run,
                0,
                new DistributeSettings(64, 20, 4_096, 0, Long.MAX_VALUE / 2),
                () -> 9);
    }
}
