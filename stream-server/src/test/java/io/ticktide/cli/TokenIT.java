package io.ticktide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.config.ConfigLoader;
import io.ticktide.feed.simulated.SimulatedFeed;
import io.ticktide.feed.simulated.SimulatedSettings;
import io.ticktide.server.StreamServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens from their making to their use, all by commands. */
@Timeout(60)
final class TokenIT {
    private static final long START_NS = 1_800_000_000_000_000_000L;

    @TempDir private Path directory;
    private final Terminal terminal = new Terminal();
    private Path secret;
    private StreamServer server;
    private String url;

    @BeforeEach
    void startServer() throws Exception {
        secret = directory.resolve("secret.txt");
        assertThat(new Terminal().run("token", "--new-secret", secret.toString())).isZero();
        server =
                StreamServer.start(
                        new ConfigLoader(Map.of())
                                .set("endpoint.port=0")
                                .set("auth.mode=token")
                                .set("auth.secret-file=" + secret)
                                .load()
                                .config(),
                        new SimulatedFeed(new SimulatedSettings(7, 3, 2_000, START_NS, false)));
        url = "ws://127.0.0.1:" + server.address().getPort() + "/v1/stream";
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--json", "--verify", "--verify-bars"})
    void tokenThatWasMadeLetsASubscriberIn(String how) throws Exception {
        // given
        Path token = Files.writeString(directory.resolve("token"), token() + "\n");

        // when
        int code =
                terminal.run(
                        "sub", "BTC-USD", "-u", url, "-n", "50", how, "--token-file", "" + token);

        // then
        assertThat(terminal.err()).doesNotContain("error");
        assertThat(code).isZero();
    }

    @Test
    void subscriberWithoutATokenIsToldSo() {
        int code = terminal.run("sub", "BTC-USD", "-u", url);

        assertThat(code).isEqualTo(1);
        assertThat(terminal.err()).contains("\nerror: server: authentication required: send ");
    }

    @Test
    void subscriberWithABadTokenIsToldWhy() {
        int code = terminal.run("sub", "BTC-USD", "-u", url, "--token", "a.b.c");

        assertThat(code).isEqualTo(1);
        assertThat(terminal.err()).contains("\nerror: server: the token is no signed JWT\n");
    }

    @Test
    void tokenEntitlesToTheStreamsItWasMadeFor() {
        // given
        String token = token("--streams", "quote,trade:BTC-USD", "--streams", "book:equity.*");

        // when
        int code =
                terminal.run("sub", "BTC-USD", "ETH-USD", "-u", url, "-n", "20", "--token", token);

        // then
        assertThat(code).isZero();
        assertThat(terminal.err()).contains("not entitled to quote of \"ETH-USD\"");
        assertThat(terminal.out()).contains("BTC-USD").doesNotContain("ETH-USD");
    }

    private String token(String... more) {
        Terminal own = new Terminal();
        String[] args = new String[more.length + 5];
        args[0] = "token";
        args[1] = "--secret-file";
        args[2] = secret.toString();
        args[3] = "--subject";
        args[4] = "ann";
        System.arraycopy(more, 0, args, 5, more.length);
        assertThat(own.run(args)).isZero();
        return own.out().strip();
    }
}
