package io.ticktide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.config.ConfigLoader;
import io.ticktide.config.ServerConfig;
import io.ticktide.feed.Feed;
import io.ticktide.feed.simulated.SimulatedFeed;
import io.ticktide.feed.simulated.SimulatedSettings;
import io.ticktide.harness.SelfSigned;
import io.ticktide.server.StreamServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands against a server that speaks TLS. */
@Timeout(120)
final class SecureIT {
    private static final long START_NS = 1_800_000_000_000_000_000L;

    @TempDir private Path directory;

    private final Terminal terminal = new Terminal();
    private SelfSigned files;
    private ServerConfig config;
    private Feed feed;
    private StreamServer server;

    @BeforeEach
    void startServer() throws Exception {
        files = SelfSigned.create(directory, "Ed25519");
        config =
                new ConfigLoader(Map.of())
                        .set("endpoint.port=0")
                        .set("endpoint.tls-certificate=" + files.certificate())
                        .set("endpoint.tls-key=" + files.key())
                        .load()
                        .config();
        feed = new SimulatedFeed(new SimulatedSettings(7, 5, 3_000, START_NS, false));
        server = StreamServer.start(config, feed);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--max-age 1000", "--slow 20000", "--drop-connection-every 1"})
    void goodAndBadClientsGetEverythingAccountedFor(String options) {
        // when
        List<String> args = new ArrayList<>(List.of("*", "-d", "3s", "--verify", "--verify-bars"));
        args.addAll(List.of("--channel", "quote,trade,book:full,candle:1s,status"));
        args.addAll(List.of(options.split(" ")));
        int code = sub("--ca " + files.certificate(), args);

        // then
        assertThat(terminal.err()).isEmpty();
        assertThat(code).isZero();
        assertThat(terminal.out().lines().toList()).endsWith("0 violations");
    }

    @Test
    void dataIsPrintedOverTls() {
        // when
        int code = sub("--insecure", List.of("BTC-USD", "-n", "50"));

        // then
        assertThat(code).isZero();
        assertThat(terminal.out().lines()).hasSizeGreaterThanOrEqualTo(50);
        assertThat(terminal.err()).contains(", 0 accounting violations in ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--verify", "--json"})
    void strangersCertificateIsRefusedWithWhatToDo(String mode) {
        // when
        int code = sub(mode, List.of("BTC-USD", "-n", "1"));

        // then
        assertThat(code).isEqualTo(1);
        assertThat(terminal.err()).contains("--ca FILE trusts its certificate, --insecure any");
    }

    @Test
    void optionsThatExcludeEachOtherAndFilesThatAreNoneAreRefused() {
        // when
        int both = sub("--insecure --ca " + files.key(), List.of("BTC-USD"));
        int noCertificate = sub("--ca " + files.key(), List.of("BTC-USD"));

        // then
        assertThat(both).isEqualTo(2);
        assertThat(noCertificate).isEqualTo(2);
        assertThat(terminal.err())
                .contains("--ca and --insecure exclude each other")
                .contains("--ca " + files.key() + " holds no certificate");
    }

    @Test
    void bannerNamesSecureAddresses() {
        assertThat(Banner.of(config, feed, server.address(), server.adminAddress()))
                .contains(
                        "https://127.0.0.1:" + server.address().getPort() + "/",
                        "wss://127.0.0.1:" + server.address().getPort() + "/v1/stream");
    }

    @Test
    void doctorLooksAtTheCertificate() {
        // when
        doctor(files.certificate(), files.key());
        int broken = doctor(files.key(), files.key());

        // then
        assertThat(broken).isEqualTo(1);
        assertThat(terminal.out())
                .containsPattern("tls +CN=localhost holds from ")
                .containsPattern("tls +" + files.key() + " holds no certificate");
    }

    private int doctor(Path certificate, Path key) {
        return terminal.run(
                "doctor",
                "--port",
                "0",
                "--set",
                "endpoint.tls-certificate=" + certificate,
                "--set",
                "endpoint.tls-key=" + key);
    }

    private int sub(String options, List<String> more) {
        String url = "wss://127.0.0.1:" + server.address().getPort() + "/v1/stream";
        List<String> args = new ArrayList<>(List.of("sub", "-u", url));
        args.addAll(List.of(options.split(" ")));
        args.addAll(more);
        return terminal.run(args.toArray(String[]::new));
    }
}
