package io.ticktide.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigKeysTest {
    /** Surefire names this module's directory; an IDE starts in it. */
    private static final Path README =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("../README.md");

    private static final Pattern RANGE = Pattern.compile("(-?[0-9,]+) to ([0-9,]+)");

    @TempDir private Path directory;

    @Test
    void everyComponentOfEveryRecordIsDocumentedInOrder() {
        // given
        List<String> paths = new ArrayList<>();
        for (RecordComponent stage : ServerConfig.class.getRecordComponents()) {
            for (RecordComponent component : stage.getType().getRecordComponents()) {
                paths.add(RecordBuilder.keyOf(stage.getName(), component));
            }
        }

        // then
        assertThat(ConfigKeys.all()).extracting(ConfigKey::path).isEqualTo(paths);
        assertThat(ConfigKeys.all())
                .allSatisfy(
                        key -> {
                            assertThat(key.meaning()).isNotBlank().doesNotContain("\n");
                            assertThat(key.allowed()).isNotBlank().doesNotContain("\n");
                        });
    }

    @Test
    void readmeListsEveryKeyAsItIs() throws Exception {
        // given
        List<String> rows = new ArrayList<>();
        ServerConfig defaults = ServerConfig.defaults();
        for (RecordComponent stage : ServerConfig.class.getRecordComponents()) {
            Record standard = (Record) RecordBuilder.valueOf(defaults, stage);
            for (RecordComponent component : standard.getClass().getRecordComponents()) {
                ConfigKey key =
                        ConfigKeys.find(RecordBuilder.keyOf(stage.getName(), component))
                                .orElseThrow();
                String value = ConfigText.hocon(RecordBuilder.valueOf(standard, component));
                String text = key.allowed() + " | " + key.meaning();
                rows.add("| `" + key.path() + "` | `" + value + "` | " + text + " |");
            }
        }

        // when
        List<String> lines = Files.readAllLines(README);
        int head = lines.indexOf("| key | default | allowed | meaning |");
        List<String> listed =
                lines.stream().skip(head + 2L).takeWhile(line -> line.startsWith("|")).toList();

        // then
        assertThat(listed)
                .as("table of README.md; it should be\n" + String.join("\n", rows))
                .isEqualTo(rows);
    }

    @Test
    void documentedRangesAreTheOnesThatAreChecked() {
        int ranges = 0;
        for (ConfigKey key : ConfigKeys.all()) {
            Matcher range = RANGE.matcher(key.allowed());
            if (!range.matches()) {
                continue;
            }
            ranges++;
            long least = Long.parseLong(range.group(1).replace(",", ""));
            long most = Long.parseLong(range.group(2).replace(",", ""));
            assertThatCode(() -> load(key, least)).as(key.path()).doesNotThrowAnyException();
            assertThatCode(() -> load(key, most)).as(key.path()).doesNotThrowAnyException();
            assertThatThrownBy(() -> load(key, least - 1)).hasMessageContaining(key.path());
            assertThatThrownBy(() -> load(key, most + 1)).hasMessageContaining(key.path());
        }
        assertThat(ranges).isGreaterThan(20);
    }

    @Test
    void printedConfigReadsBackAsItself() throws Exception {
        // given
        ServerConfig config =
                new ConfigLoader(Map.of())
                        .set("feed.source=data/\"odd\" name.csv")
                        .set("feed.seed=-9223372036854775808")
                        .set("endpoint.allowed-origins=https://a.example, *")
                        .load()
                        .config();
        Path file = Files.writeString(directory.resolve("printed.conf"), ConfigText.of(config));

        // when
        ServerConfig again = new ConfigLoader(Map.of()).file(file).load().config();

        // then
        assertThat(again).isEqualTo(config);
        assertThat(again.endpoint().allowedOrigins()).containsExactly("https://a.example", "*");
        assertThat(Files.readString(file))
                .contains(
                        "  # events per second of the simulated market or of the ticks (1 to"
                                + " 2,000,000; default 2000)\n  rate = 2000\n");
    }

    @Test
    void everyKeyIsSetByItsVariable() throws Exception {
        // given
        ServerConfig config = ServerConfig.defaults();

        // when
        LoadedConfig loaded =
                new ConfigLoader(Map.of("TICKTIDE_ENDPOINT_MAX_CONNECTIONS_PER_ADDRESS", "3"))
                        .load();

        // then
        assertThat(loaded.config().endpoint().maxConnectionsPerAddress()).isEqualTo(3);
        assertThat(loaded.config().feed()).isEqualTo(config.feed());
        assertThat(ConfigKeys.all()).extracting(ConfigKey::variable).doesNotHaveDuplicates();
    }

    private static ServerConfig load(ConfigKey key, long value) throws InvalidConfigException {
        ConfigLoader loader = new ConfigLoader(Map.of()).set(key.path() + "=" + value);
        // A power of two is asked for besides the range; one that heartbeats relate to.
        if (key.path().equals("session.heartbeat-ms")) {
            loader.set("session.idle-timeout-ms=3600000");
        }
        return loader.load().config();
    }
}
