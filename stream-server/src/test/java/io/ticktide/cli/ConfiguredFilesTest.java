package io.ticktide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfiguredFilesTest {
    @TempDir private Path directory;
    private final Terminal terminal = new Terminal();

    @Test
    void filesThatAreMissingAreToldWithThePlaceOfTheirSetting() throws IOException {
        // given
        Path file =
                Files.writeString(
                        directory.resolve("t.conf"),
                        """
                        feed.source = /nope/recording
                        endpoint {
                          tls-certificate = /nope/certificate
                          tls-key = /nope/key
                        }
                        auth.mode = token
                        auth.secret-file = /nope/secret
                        """);

        // when
        int code = terminal.run("config", "check", "--config", file.toString());

        // then
        assertThat(code).isEqualTo(2);
        assertThat(terminal.err())
                .contains(file + ":1: feed.source: /nope/recording does not exist")
                .contains(file + ":3: endpoint.tls-certificate: /nope/certificate")
                .contains(file + ":7: auth.secret-file: /nope/secret cannot be read");
        assertThat(terminal.out()).isEmpty();
    }
}
