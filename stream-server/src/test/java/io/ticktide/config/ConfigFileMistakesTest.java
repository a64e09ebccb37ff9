package io.ticktide.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigFileMistakesTest {
    private static final String SECRET = "sUpErSeCrEt0123456789abcdefsUpErSeCrEt01234";

    @TempDir private Path directory;

    @Test
    void includedFileCountsAndItsMistakesNameIt() throws IOException {
        // given
        Path included = write("more.conf", "# more\nfeed.rate = 0\n");
        Path file = write("ticktide.conf", "feed.seed = 1\ninclude \"more\"\n");

        // when, then
        assertThat(mistakesOf(file))
                .isEqualTo(included + ":2: feed.rate: 0 is outside 1 to 2000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"nope.conf\"", "required(file(\"nope.conf\"))"})
    void missingIncludeNamesTheLineThatIncludes(String what) throws IOException {
        // given
        Path file = write("ticktide.conf", "feed.seed = 1\n\ninclude " + what + "\n");

        // when, then
        assertThat(mistakesOf(file))
                .isEqualTo(
                        file
                                + ":3: include \"nope.conf\": "
                                + directory.resolve("nope.conf")
                                + ": there is no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"url(\"http://127.0.0.1:1/x\")", "classpath(\"x\")", "\"http://h/x\""})
    void onlyFilesAreIncluded(String what) throws IOException {
        // given
        Path file = write("ticktide.conf", "include " + what + "\n");

        // when, then
        assertThat(mistakesOf(file))
                .startsWith(file + ":1: include ")
                .endsWith(": only files can be included; name a file");
    }

    @Test
    void fileThatIncludesItselfIsTold() throws IOException {
        // given
        Path first = write("ticktide.conf", "include \"second.conf\"\n");
        Path second = write("second.conf", "\ninclude \"ticktide.conf\"\n");

        // when, then
        assertThat(mistakesOf(first))
                .isEqualTo(second + ":2: include \"ticktide.conf\": the file includes itself");
    }

    @Test
    void directoryIsNoFile() {
        assertThat(mistakesOf(directory))
                .isEqualTo(directory + ": is a directory; name the file of settings in it");
    }

    @Test
    void whatIsNoTextIsToldWithItsLine() throws IOException {
        // given
        Path latin =
                Files.write(
                        directory.resolve("latin.conf"),
                        "feed.seed = 1\nendpoint.host = \"ä\"\n"
                                .getBytes(StandardCharsets.ISO_8859_1));
        Path binary = write("binary.conf", "feed.rate = 5\n\0\0");
        Path huge = write("huge.conf", "#".repeat(SettingsText.MOST_BYTES + 1));

        // when, then
        assertThat(mistakesOf(latin)).isEqualTo(latin + ":2: is not UTF-8; save the file as UTF-8");
        assertThat(mistakesOf(binary)).startsWith(binary + ":2: holds a NUL byte");
        assertThat(mistakesOf(huge)).startsWith(huge + ": is larger than 1048576 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a { ", "["})
    void thousandsOfBracketsDoNotEndTheStack(String opening) throws IOException {
        // given
        Path file = write("ticktide.conf", "feed.rate =\n" + opening.repeat(20_000));

        // when, then
        assertThat(mistakesOf(file))
                .isEqualTo(file + ":2: opens more than 100 brackets; close them with } or ]");
    }

    @Test
    void markOfUtf8AndLineEndsOfWindowsDoNoHarm() throws IOException, InvalidConfigException {
        // given
        Path file = write("ticktide.conf", "\ufefffeed.rate = 5\r\nfeed.seed = 6\r\n");

        // when
        ServerConfig config = new ConfigLoader(Map.of()).file(file).load().config();

        // then
        assertThat(config.feed().rate()).isEqualTo(5);
        assertThat(config.feed().seed()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "\n-----END PRIVATE KEY-----"})
    void fileOfSecretsIsNotRepeated(String end) throws IOException {
        // given
        String begin = end.contains("END") ? "-----BEGIN PRIVATE KEY-----\n" : "";
        Path file = write("secret.key", begin + SECRET + end + '\n');

        // when, then
        assertThat(mistakesOf(file)).startsWith(file + ":").doesNotContain(SECRET.substring(0, 8));
    }

    @Test
    void veryLongValueIsCutAndWhatIsExpectedStays() throws IOException {
        // given
        Path file = write("ticktide.conf", "feed.rate = \"" + "x".repeat(100_000) + "\"\n");

        // when, then
        assertThat(mistakesOf(file))
                .startsWith(file + ":1: feed.rate: ")
                .endsWith("is not a whole number; expected: 1 to 2,000,000")
                .hasSizeLessThan(1_000);
    }

    @Test
    void variableOfASubstitutionIsNamed() throws IOException {
        // given
        Path file = write("ticktide.conf", "feed.rate = ${RATE}\n");
        Path absent = write("absent.conf", "\nfeed.rate = ${NOWHERE}\n");

        // when, then
        assertThat(mistakesOf(file))
                .startsWith("variable RATE: feed.rate: \"many\" is not a whole number");
        assertThat(mistakesOf(absent))
                .startsWith(absent + ":2: ")
                .contains("${NOWHERE}")
                .endsWith("; write it as ${?NAME} where it may be missing");
    }

    @Test
    void substitutionThatGoesInACircleIsTold() throws IOException {
        // given
        Path file = write("ticktide.conf", "\nfeed.rate = ${feed.rate}\n");

        // when, then
        assertThat(mistakesOf(file))
                .startsWith(file + ":2: ")
                .contains("cycle")
                .endsWith("; write the value itself");
    }

    @Test
    void emptyNameOfAFileIsTold() {
        assertThat(mistakesOf(Path.of(""))).isEqualTo("--config: names no file");
    }

    @Test
    void listInsteadOfSettingsIsTold() throws IOException {
        // given
        Path file = write("ticktide.conf", "[1, 2]\n");

        // when, then
        assertThat(mistakesOf(file))
                .isEqualTo(file + ":1: expected settings such as feed.rate = 500, not a list");
    }

    @Test
    void textsStayOnOneLineAndHoldNoNul() throws IOException {
        // given
        Path file = write("ticktide.conf", "\"a\\nb\" = 1\nauth.secret-file = \"a\\u0000\"\n");

        // when, then
        assertThat(mistakesOf(file).lines())
                .hasSize(2)
                .contains(file + ":2: auth.secret-file: holds a NUL; leave it out");
    }

    private static String mistakesOf(Path file) {
        ConfigLoader loader = new ConfigLoader(Map.of("RATE", "many")).file(file);
        return catchThrowableOfType(InvalidConfigException.class, loader::load).getMessage();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
