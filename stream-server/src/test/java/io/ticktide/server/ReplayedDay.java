package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.harness.RecordedDay;
import io.ticktide.harness.Stream;
import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** A recording that clients replay, and the texts of their commands. */
final class ReplayedDay {
    static final int TICKS = 40_000;

    /** Id of the busier instrument in a replay; live it is 2. */
    static final int S2 = 0;

    private ReplayedDay() {}

    /** Writes the recording "day" into a directory of recordings. */
    static void write(Path directory) throws IOException {
        RecordedDay.write(directory.resolve("day"), RecordedDay.instruments(), TICKS);
    }

    static void assertUnmerged(StreamClient client) {
        assertThat(client.received(Stream.trade(S2))).allMatch(one -> one.conflated() == 0);
        assertThat(client.violations()).isEmpty();
    }

    static long tickOf(JsonNode state) {
        long positionNs = Long.parseLong(state.get("position").stringValue());
        return (positionNs - RecordedDay.START_NS) / RecordedDay.TICK_NS;
    }

    static String seek(int id, long tick) {
        return "{\"op\":\"replay\",\"id\":"
                + id
                + ",\"action\":\"seek\",\"time\":\""
                + RecordedDay.timeNs(tick)
                + "\"}";
    }

    static String subscribe(String channel, String symbols) {
        return "{\"op\":\"subscribe\",\"ch\":\"" + channel + "\",\"sym\":[" + symbols + "]}";
    }

    static String open(int id, long tick, String more) {
        return "{\"op\":\"replay\",\"id\":"
                + id
                + ",\"action\":\"open\",\"recording\":\"day\",\"from\":\""
                + RecordedDay.timeNs(tick)
                + '"'
                + more
                + "}";
    }

    static String action(int id, String action) {
        return "{\"op\":\"replay\",\"id\":" + id + ",\"action\":\"" + action + "\"}";
    }
}
