package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticktide.config.ConfigLoader;
import io.ticktide.config.FeedConfig;
import io.ticktide.config.InvalidConfigException;
import io.ticktide.feed.Feed;
import io.ticktide.feed.FeedException;
import io.ticktide.feed.Instrument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FeedsTest {
    private static final long NOW_NS = 1_800_000_000_000_000_000L;

    @TempDir private Path directory;

    @Test
    void simulatedMarketHasTheSettingsAskedFor() throws InvalidConfigException {
        // when
        try (Feed feed =
                Feeds.open(config("feed.instruments=5", "feed.seed=42"), () -> NOW_NS, () -> 0)) {

            // then
            assertThat(feed.isReplay()).isFalse();
            assertThat(feed.instruments()).hasSize(5);
            assertThat(feed.name()).contains("seed=42");
        }
    }

    @Test
    void recordingTakesSymbolAndScalesFromTheConfig() throws Exception {
        // given
        Path file =
                Files.writeString(
                        directory.resolve("rows.csv"),
                        "1,101.25,0.5,50.625,1723161240000,true,true\n");

        // when
        try (Feed feed =
                Feeds.open(
                        config(
                                "feed.source=" + file,
                                "feed.symbol=XYZ",
                                "feed.price-scale=4",
                                "feed.qty-scale=3",
                                "feed.speed=max"),
                        () -> NOW_NS,
                        () -> 0)) {

            // then
            Instrument instrument = feed.instruments().get(0);
            assertThat(feed.isReplay()).isTrue();
            assertThat(instrument.symbol()).isEqualTo("XYZ");
            assertThat(instrument.priceScale()).isEqualTo(4);
            assertThat(instrument.qtyScale()).isEqualTo(3);
        }
    }

    @Test
    void unreadableRecordingNamesTheFile() throws InvalidConfigException, IOException {
        // given
        FeedConfig absent = config("feed.source=" + directory.resolve("absent.csv"));

        // then
        assertThatThrownBy(() -> Feeds.open(absent, () -> NOW_NS, () -> 0))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("absent.csv");
    }

    private static FeedConfig config(String... assignments) throws InvalidConfigException {
        ConfigLoader loader = new ConfigLoader(Map.of());
        for (String assignment : assignments) {
            loader.set(assignment);
        }
        return loader.load().config().feed();
    }
}
