package io.ticktide.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigLoaderTest {
    @TempDir private Path directory;

    @Test
    void nothingSetGivesDefaults() throws InvalidConfigException {
        // when
        LoadedConfig loaded = new ConfigLoader(Map.of("PATH", "/bin")).load();

        // then
        assertThat(loaded).isEqualTo(new LoadedConfig(ServerConfig.defaults(), List.of()));
    }

    @Test
    void laterSourceWins() throws IOException, InvalidConfigException {
        // given
        Path file =
                write(
                        "feed { rate = 1, seed = 1, instruments = 1, loop = true }",
                        "session.heartbeat-ms = 1000");
        Map<String, String> environment =
                Map.of(
                        "TICKTIDE_FEED_RATE", "2",
                        "TICKTIDE_FEED_SEED", "2",
                        "TICKTIDE_FEED_INSTRUMENTS", "2",
                        "TICKTIDE_SESSION_IDLE_TIMEOUT_MS", "4000");

        // when
        ServerConfig config =
                new ConfigLoader(environment)
                        .flag("--rate", "feed.rate", 4)
                        .flag("--port", "endpoint.port", null)
                        .set("feed.rate=3")
                        .set("feed.seed = 3")
                        .file(file)
                        .load()
                        .config();

        // then
        assertThat(config.feed().rate()).isEqualTo(4);
        assertThat(config.feed().seed()).isEqualTo(3);
        assertThat(config.feed().instruments()).isEqualTo(2);
        assertThat(config.feed().loop()).isTrue();
        assertThat(config.session().heartbeatMs()).isEqualTo(1000);
        assertThat(config.session().idleTimeoutMs()).isEqualTo(4000);
        assertThat(config.endpoint()).isEqualTo(EndpointConfig.defaults());
    }

    @Test
    void everyProblemOfEverySourceIsToldWithItsPlace() throws IOException {
        // given
        Path file =
                write(
                        "feed {",
                        "  raet = 500",
                        "  rate = 0",
                        "  instruments = many",
                        "  speed = 2000",
                        "}",
                        "ring.slots = 1000000",
                        "sesion { heartbeat-ms = 1000 }",
                        "port = 80",
                        "endpoint = 8080");
        ConfigLoader loader =
                new ConfigLoader(Map.of("TICKTIDE_FEED_LOOP", "yes", "TICKTIDE_FEED_SEDE", "1"))
                        .file(file)
                        .set("feed.qty-scale=1.5")
                        .set("feed.price-scale")
                        .flag("--port", "endpoint.port", 70_000);

        // when
        InvalidConfigException failure =
                catchThrowableOfType(InvalidConfigException.class, loader::load);

        // then
        assertThat(failure.problems())
                .containsExactlyInAnyOrder(
                        problem(file, 2, "unknown key feed.raet; did you mean `feed.rate`?"),
                        problem(file, 3, "feed.rate: 0 is outside 1 to 2000000"),
                        problem(
                                file,
                                4,
                                "feed.instruments: \"many\" is not a whole number; expected: 1 to"
                                        + " 10,000"),
                        problem(
                                file,
                                5,
                                "feed.speed: speed \"2000.000\" is neither max nor a multiple"
                                        + " from 0.1 to 1000 with at most three decimals; try 1,"
                                        + " 0.5, 10 or max"),
                        problem(file, 7, "ring.slots: 1000000 is not a power of two"),
                        problem(
                                file,
                                8,
                                "unknown key sesion.heartbeat-ms; did you mean"
                                        + " `session.heartbeat-ms`?"),
                        problem(file, 9, "unknown key port; did you mean `endpoint.port`?"),
                        problem(file, 10, "endpoint: is a group of settings: endpoint { … }"),
                        new ConfigProblem(
                                "TICKTIDE_FEED_LOOP",
                                "feed.loop: \"yes\" is not a boolean; expected: true or false"),
                        new ConfigProblem(
                                "TICKTIDE_FEED_SEDE",
                                "unknown variable; did you mean `TICKTIDE_FEED_SEED`?"),
                        new ConfigProblem(
                                "--set feed.qty-scale=1.5",
                                "feed.qty-scale: \"1.5\" is not a whole number; expected: -1 to"
                                        + " 15"),
                        new ConfigProblem(
                                "--set feed.price-scale",
                                "expected key=value, such as feed.rate=500"),
                        new ConfigProblem("--port", "endpoint.port: 70000 is outside 0 to 65535"));
    }

    @Test
    void brokenSyntaxNamesTheLine() throws IOException {
        // given
        Path file = write("feed {", "  rate = 1", "  seed = ]", "}");

        // when
        InvalidConfigException failure =
                catchThrowableOfType(
                        InvalidConfigException.class,
                        () -> new ConfigLoader(Map.of()).file(file).load());

        // then
        assertThat(failure.problems()).hasSize(1);
        assertThat(failure.getMessage()).startsWith(file + ":3: ").doesNotContain(": 3: ");
    }

    @Test
    void missingFileIsAProblem() {
        // given
        Path file = directory.resolve("absent.conf");

        // when
        InvalidConfigException failure =
                catchThrowableOfType(
                        InvalidConfigException.class,
                        () -> new ConfigLoader(Map.of()).file(file).load());

        // then
        assertThat(failure).hasMessage(file + ": there is no such file");
    }

    @Test
    void relationToAnUnsetKeyNamesThatKey() {
        // given
        ConfigLoader loader = new ConfigLoader(Map.of()).set("session.heartbeat-ms=20000");

        // when
        InvalidConfigException failure =
                catchThrowableOfType(InvalidConfigException.class, loader::load);

        // then
        assertThat(failure)
                .hasMessage(
                        "default: session.idle-timeout-ms: 30000 is outside 40000 to 3600000; set"
                                + " it too");
    }

    @Test
    void foreignVariablesDoNoHarm() throws InvalidConfigException {
        // given
        Map<String, String> environment =
                Map.of(
                        "TICKTIDE_JAVA_OPTS", "-Xmx2g",
                        "TICKTIDE_URL", "ws://somewhere",
                        "TICKTIDE_SERVICE_HOST", "10.0.0.1");

        // when
        LoadedConfig loaded = new ConfigLoader(environment).load();

        // then
        assertThat(loaded.config()).isEqualTo(ServerConfig.defaults());
        assertThat(loaded.warnings()).hasSize(1);
        assertThat(loaded.warnings().get(0)).startsWith("TICKTIDE_SERVICE_HOST: unknown variable");
    }

    private static ConfigProblem problem(Path file, int line, String text) {
        return new ConfigProblem(file + ":" + line, text);
    }

    private Path write(String... lines) throws IOException {
        return Files.write(directory.resolve("ticktide.conf"), List.of(lines));
    }
}
