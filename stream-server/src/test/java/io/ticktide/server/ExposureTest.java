package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ticktide.config.ConfigLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExposureTest {
    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.1", "localhost", "::1", "[::1]"})
    void loopbackLaysNothingOpen(String host) throws Exception {
        assertThat(warnings("endpoint.host=" + host)).isEmpty();
        assertThat(warnings("admin.host=" + host, "admin.port=9000")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.1.2.3", "2001:db8::1", "no-such-host.invalid"})
    void wideAddressWithoutTokensAndTlsIsToldWithTheKeysThatCloseIt(String host) throws Exception {
        List<String> warnings = warnings("endpoint.host=" + host);

        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0))
                .startsWith("endpoint.host=" + host + " opens the server to the network, and")
                .contains("auth.mode=token", "auth.secret-file");
        assertThat(warnings.get(1))
                .contains("without TLS", "endpoint.tls-certificate", "endpoint.tls-key");
    }

    @Test
    void tokensAndTlsCloseIt() throws Exception {
        // given
        String secret = file("secret", "rw-r-----");
        String key = file("key.pem", "r--------");

        // when
        List<String> warnings =
                warnings(
                        "endpoint.host=0.0.0.0",
                        "auth.mode=token",
                        "auth.secret-file=" + secret,
                        "endpoint.tls-certificate=cert.pem",
                        "endpoint.tls-key=" + key);

        // then
        assertThat(warnings).isEmpty();
    }

    @Test
    void adminPortIsOpenOnlyWhereItHasOneAndAsksNobody() throws Exception {
        assertThat(warnings("admin.host=0.0.0.0")).isEmpty();
        assertThat(warnings("admin.host=0.0.0.0", "admin.port=9000"))
                .singleElement()
                .asString()
                .startsWith("admin.host=0.0.0.0 opens /metrics")
                .contains("admin.host=127.0.0.1", "auth.mode=token");
        assertThat(warnings("admin.host=0.0.0.0", "endpoint.host=0.0.0.0")).hasSize(3);
        assertThat(warnings("endpoint.host=0.0.0.0", "endpoint.port=8080", "admin.port=8080"))
                .last()
                .asString()
                .startsWith("admin.port=8080 is the port that is open to the network");
    }

    @ParameterizedTest
    @CsvSource({
        "endpoint.allowed-origins=*,name the origins",
        "endpoint.trusted-proxies=0.0.0.0/0,name the proxies",
        "auth.secret-file=absent,auth.mode=token",
        "auth.jwks-file=absent,auth.mode=token",
    })
    void settingsThatLetMoreInThanTheySeemToAreTold(String setting, String remedy)
            throws Exception {
        assertThat(warnings(setting)).singleElement().asString().contains(remedy);
    }

    @ParameterizedTest
    @CsvSource({
        "auth.secret-file,rw-r--r--,600",
        "auth.secret-file,rw-rw----,600",
        "endpoint.tls-key,rw-r--r--,600",
        "auth.jwks-file,rw-rw-r--,go-w",
    })
    void filesOfKeysThatOthersReachAreTold(String key, String mode, String remedy)
            throws Exception {
        // given
        String file = file("file", mode);

        // when
        List<String> warnings =
                warnings(
                        "auth.mode=token",
                        "auth.secret-file=" + file("other", "rw-------"),
                        "endpoint.tls-certificate=cert.pem",
                        "endpoint.tls-key=" + file("key.pem", "rw-------"),
                        key + "=" + file);

        // then
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith(key + "=" + file + " has the mode " + mode)
                .endsWith("chmod " + remedy + " " + file);
    }

    private String file(String name, String mode) throws Exception {
        assumeTrue(
                directory.getFileSystem().supportedFileAttributeViews().contains("posix"),
                "needs files that have modes");
        Path file = Files.writeString(directory.resolve(name), "x");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return file.toString();
    }

    private static List<String> warnings(String... settings) throws Exception {
        ConfigLoader loader = new ConfigLoader(Map.of());
        for (String setting : settings) {
            loader.set(setting);
        }
        return Exposure.of(loader.load().config()).stream().map(Exposure::text).toList();
    }
}
