package io.ticktide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenCommandTest {
    @TempDir private Path directory;

    private final Terminal terminal = new Terminal();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quote|--streams quote is not of the form 'quote,trade:crypto.*'",
                ":AAPL|--streams :AAPL is not of the form 'quote,trade:crypto.*'",
                "quotes:AAPL|--streams quotes:AAPL: channel \"quotes\" is none of quote trade book"
                        + " candle status"
            })
    void streamsThatAreNoneAreWrongUsage(String streams, String text) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "s".repeat(32));

        int code = terminal.run("token", "--secret-file", "" + secret, "--streams", streams);

        assertThat(code).isEqualTo(2);
        assertThat(terminal.err()).startsWith("error: " + text);
    }

    @Test
    void tokenNeedsASecret() {
        assertThat(terminal.run("token")).isEqualTo(2);
        assertThat(terminal.err())
                .startsWith("error: --secret-file FILE is missing; --new-secret FILE makes one");
    }

    @Test
    void serverAndConfigCheckRefuseAShortSecretWithTheRemedy() throws IOException {
        // given
        Path secret = Files.writeString(directory.resolve("secret"), "too short\n");
        String[] settings = {"--set", "auth.mode=token", "--set", "auth.secret-file=" + secret};

        // when
        int checked =
                terminal.run("config", "check", settings[0], settings[1], "--set", settings[3]);
        Terminal other = new Terminal();
        int started = other.run("server", settings[0], settings[1], "--set", settings[3]);

        // then
        String text =
                "auth.secret-file: "
                        + secret
                        + " holds 9 bytes, HS256 needs at least 32; make a secret with `ticktide"
                        + " token --new-secret FILE`\n";
        assertThat(checked).isEqualTo(2);
        assertThat(started).isEqualTo(1);
        // A warning of the file's mode may stand before.
        assertThat(terminal.err().replace("\r", ""))
                .endsWith("error: --set " + settings[3] + ": " + text);
        assertThat(other.err().replace("\r", "")).endsWith("error: " + text);
    }

    @Test
    void modeTokenWithoutKeysIsAConfigurationError() {
        assertThat(terminal.run("config", "check", "--set", "auth.mode=token")).isEqualTo(2);
        assertThat(terminal.err())
                .isEqualToNormalizingNewlines(
                        "error: --set auth.mode=token: auth.mode: \"token\" needs keys to check"
                                + " tokens with; set auth.secret-file (`ticktide token --new-secret"
                                + " FILE` makes one), auth.jwks-file or auth.jwks-url\n");
    }

    @Test
    void algorithmNoneCannotBeConfigured() {
        int code = terminal.run("config", "check", "--set", "auth.algorithms=HS256,none");

        assertThat(code).isEqualTo(2);
        assertThat(terminal.err())
                .contains("auth.algorithms: \"none\" is not one of HS256 HS384 HS512 RS256");
    }

    @Test
    void configPrintShowsWhereTheSecretIsAndNotWhatItIs() throws IOException {
        // given
        Path secret = Files.writeString(directory.resolve("secret"), "s3cr3t".repeat(8));

        // when
        int code = terminal.run("config", "print", "--set", "auth.secret-file=" + secret);

        // then
        assertThat(code).isZero();
        assertThat(terminal.out()).contains(secret.toString()).doesNotContain("s3cr3t");
    }
}
