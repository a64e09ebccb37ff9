package io.ticktide.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher in a repository of its own, with a Java and a Maven that only take notes. */
final class LauncherTest {
    private static final FileTime OLD = FileTime.fromMillis(1_000_000_000_000L);
    private static final FileTime OLDER = FileTime.fromMillis(900_000_000_000L);

    @TempDir private Path directory;
    private Path home;
    private Path bin;
    private Path jar;

    @BeforeEach
    void makeRepository() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
        Path launcher = launcher();
        home = Files.createDirectories(directory.resolve("home of it"));
        bin = Files.createDirectories(directory.resolve("bin"));
        jar = home.resolve("stream-server/target/ticktide.jar");
        script(home.resolve("ticktide"), Files.readString(launcher));
        for (String module : List.of("codecs", "feed-simulator", "stream-server")) {
            Files.createDirectories(home.resolve(module + "/src/main"));
            Files.createFile(home.resolve(module + "/pom.xml"));
        }
        Files.createFile(home.resolve("pom.xml"));
        javaOf("17.0.15");
        script(
                bin.resolve("mvn"),
                """
                #!/bin/sh
                echo "mvn $*" >> ../notes
                mkdir -p stream-server/target
                echo built > stream-server/target/ticktide.jar
                """);
        age(home, OLDER);
    }

    @Test
    void missingJarIsBuiltOnce() throws Exception {
        // when
        List<String> first = run("server", "--feed", "a file.csv");
        List<String> second = run("--version");

        // then
        assertThat(first).anyMatch(line -> line.startsWith("Building Ticktide"));
        assertThat(first).contains("arg server", "arg --feed", "arg a file.csv", "exit 0");
        assertThat(second).contains("arg --version", "exit 0").doesNotContain("Building");
        assertThat(Files.readAllLines(directory.resolve("notes")))
                .containsExactly(
                        "mvn -q -B -Dquick -Dmaven.test.skip=true -pl stream-server -am package");
    }

    @Test
    void jarOlderThanASourceIsBuiltAnew() throws Exception {
        // given
        haveJar();
        Files.createFile(home.resolve("codecs/src/main/schema.xml"));

        // when
        List<String> lines = run("--version");

        // then
        assertThat(lines).anyMatch(line -> line.startsWith("Building Ticktide"));
        assertThat(Files.readString(jar)).isEqualTo("built\n");
    }

    @Test
    void freshJarRunsAtOnceFromTheCallersDirectoryAndThroughALink() throws Exception {
        // given
        haveJar();
        Path link = Files.createSymbolicLink(bin.resolve("tt"), home.resolve("ticktide"));

        // when
        List<String> lines = start(link, "doctor");

        // then
        assertThat(lines)
                .contains("arg doctor", "arg " + jar.toRealPath(), "exit 0")
                .contains("in " + directory.toRealPath())
                .contains("arg java.base/jdk.internal.misc=ALL-UNNAMED", "arg -Xmx7g")
                .doesNotContain("arg --enable-native-access=ALL-UNNAMED")
                .noneMatch(line -> line.startsWith("Building"));
    }

    @Test
    void newerJavaIsToldThatUnsafeIsMeant() throws Exception {
        // given
        haveJar();
        javaOf("25");

        // when
        List<String> lines = run("doctor");

        // then
        assertThat(lines)
                .contains(
                        "arg --enable-native-access=ALL-UNNAMED",
                        "arg --sun-misc-unsafe-memory-access=allow",
                        "exit 0");
    }

    @Test
    void whatReadsRecordingsAtFullSpeedGetsBothCompilers() throws Exception {
        // given
        haveJar();

        // when
        List<String> replay = run("replay", "rec");
        List<String> sub = run("sub", "*");

        // then
        assertThat(replay).contains("arg replay").doesNotContain("arg -XX:TieredStopAtLevel=1");
        assertThat(sub).contains("arg sub", "arg -XX:TieredStopAtLevel=1");
    }

    @Test
    void onlyAServerWithACertificateGetsBothCompilers() throws Exception {
        // given
        haveJar();
        Path plain = directory.resolve("plain.conf");
        Path secure = directory.resolve("secure.conf");
        Files.writeString(
                plain, "endpoint {\n  # tls-certificate = a\n  tls-certificate = \"\"\n}\n");
        Files.writeString(secure, "endpoint {\n  tls-certificate = \"cert.pem\"\n}\n");

        // when
        List<String> first = run("server", "--config", plain.toString());
        List<String> second = run("server", "--config=" + secure);

        // then
        assertThat(first).contains("exit 0", "arg -XX:TieredStopAtLevel=1");
        assertThat(second).contains("exit 0").doesNotContain("arg -XX:TieredStopAtLevel=1");
    }

    @Test
    void installedLauncherFindsItsJarAndBuildsNothing() throws Exception {
        // given
        Path installed = Files.createDirectories(directory.resolve("opt/ticktide-0.1.0/lib"));
        Files.writeString(installed.resolve("ticktide.jar"), "a jar");
        Path launcher = installed.resolveSibling("ticktide");
        script(launcher, Files.readString(home.resolve("ticktide")));
        Path link = Files.createSymbolicLink(bin.resolve("ticktide"), launcher);

        // when
        List<String> lines = start(link, "sub", "*");

        // then
        assertThat(lines)
                .contains("arg " + installed.resolve("ticktide.jar"), "arg sub", "exit 0")
                .noneMatch(line -> line.startsWith("Building"));
        assertThat(start(link, "bench").get(0))
                .startsWith("ticktide: there is no ")
                .endsWith("benchmarks.jar, and no sources to build it from");
    }

    @Test
    void tooOldJavaIsRefused() throws Exception {
        // given
        javaOf("11.0.2");

        // when
        List<String> lines = run("server");

        // then
        assertThat(lines)
                .containsExactly(
                        "ticktide: "
                                + bin.resolve("java")
                                + " is Java 11; Ticktide needs 17 or newer: set JAVA_HOME",
                        "exit 1");
    }

    @Test
    void failedBuildShowsItsOutput() throws Exception {
        // given
        script(bin.resolve("mvn"), "#!/bin/sh\necho '[ERROR] no such symbol'\nexit 1\n");

        // when
        List<String> lines = run("server");

        // then
        assertThat(lines)
                .contains(
                        "[ERROR] no such symbol",
                        "ticktide: the build failed; the lines above say why",
                        "exit 1");
    }

    private void haveJar() throws IOException {
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "there before");
        age(home, OLDER);
        Files.setLastModifiedTime(jar, OLD);
    }

    private void javaOf(String version) throws IOException {
        String text =
                """
                #!/bin/sh
                if [ "$1" = -version ]; then
                    echo 'openjdk version "VERSION" 2025-04-15' >&2
                    exit 0
                fi
                echo "in $(pwd -P)"
                for arg in "$@"; do echo "arg $arg"; done
                """;
        script(bin.resolve("java"), text.replace("VERSION", version));
    }

    private List<String> run(String... args) throws Exception {
        return start(home.resolve("ticktide"), args);
    }

    private List<String> start(Path command, String... args) throws Exception {
        List<String> words = Stream.concat(Stream.of(command.toString()), Stream.of(args)).toList();
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.directory(directory.toFile());
        builder.environment().put("PATH", bin + ":/usr/bin:/bin");
        builder.environment().put("TICKTIDE_JAVA_OPTS", "-Xmx7g");
        builder.environment().remove("JAVA_HOME");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return Stream.concat(output.lines(), Stream.of("exit " + process.exitValue())).toList();
    }

    private static Path launcher() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.isRegularFile(at.resolve("ticktide"))) {
            at = at.getParent();
        }
        assumeTrue(at != null, "the launcher is not above " + Path.of("").toAbsolutePath());
        return at.resolve("ticktide");
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static void age(Path root, FileTime time) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, time);
            }
        }
    }
}
