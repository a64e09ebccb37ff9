package io.ticktide.feed.simulated;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SimulatedSettingsTest {
    private static final long START_NS = SimulatedSettings.HISTORY_NS;

    @Test
    void errorsNameValueRangeAndRemedy() {
        assertThatThrownBy(() -> new SimulatedSettings(1, 0, 1000, START_NS, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("instruments=0 is below 1; set instruments to a value from 1 to 10000");
        assertThatThrownBy(() -> new SimulatedSettings(1, 10_001, 1000, START_NS, true))
                .hasMessage(
                        "instruments=10001 is above 10000; set instruments to a value from 1 to"
                                + " 10000");
        assertThatThrownBy(() -> new SimulatedSettings(1, 20, 0, START_NS, true))
                .hasMessageStartingWith("eventsPerSecond=0 is below 1;");
        assertThatThrownBy(() -> new SimulatedSettings(1, 20, 2_000_001, START_NS, true))
                .hasMessageStartingWith("eventsPerSecond=2000001 is above 2000000;");
        assertThatThrownBy(() -> new SimulatedSettings(1, 20, 1, -1, false))
                .hasMessageStartingWith("startNs=-1 is below 0;");
    }

    @Test
    void historyNeedsRoomBeforeTheStart() {
        assertThatThrownBy(() -> new SimulatedSettings(1, 20, 1000, START_NS - 1, true))
                .hasMessageContaining("(history begins 60 days before it)");
    }
}
