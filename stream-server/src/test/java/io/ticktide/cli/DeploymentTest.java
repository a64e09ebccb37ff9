package io.ticktide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.config.ConfigKey;
import io.ticktide.config.ConfigKeys;
import io.ticktide.config.ConfigText;
import io.ticktide.config.EndpointConfig;
import io.ticktide.config.ServerConfig;
import io.ticktide.server.SocketBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the files under {@code deploy/} say of the server, held against the server. */
final class DeploymentTest {
    /** Surefire names this module's directory; an IDE starts in it. */
    private static final Path MODULE = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();

    private static final Path DEPLOY = MODULE.resolve("deploy");
    private static final String LAUNCHER = "/opt/ticktide/ticktide";
    private static final int ENDED_BY_SIGTERM = 128 + 15;
    private static final int STOP_BESIDES_DRAIN_S = 5;

    @Test
    void configurationIsWhatConfigPrints() throws IOException {
        assertThat(DEPLOY.resolve("ticktide.conf"))
                .as("renew it: ./ticktide config print > stream-server/deploy/ticktide.conf")
                .hasContent(ConfigText.of(ServerConfig.defaults()));
    }

    @Test
    void serviceRunsCommandsThatExistWithItsConfiguration() throws IOException {
        List<String> commands = new ArrayList<>(unit("ExecStartPre"));
        commands.addAll(unit("ExecStart"));

        assertThat(commands).hasSize(2);
        for (String command : commands) {
            assertThat(command)
                    .startsWith(LAUNCHER + " ")
                    .endsWith(" --config /etc/ticktide/ticktide.conf");
            assertThat(isKnown(command.substring(LAUNCHER.length() + 1))).as(command).isTrue();
        }
    }

    @Test
    void serviceGivesTimeToDrainAndEnoughFiles() throws IOException {
        EndpointConfig endpoint = EndpointConfig.defaults();

        assertThat(Long.parseLong(unit("TimeoutStopSec").get(0)))
                .isGreaterThanOrEqualTo(endpoint.drainMs() / 1_000 + STOP_BESIDES_DRAIN_S);
        assertThat(Long.parseLong(unit("LimitNOFILE").get(0)))
                .isGreaterThan(SocketBudget.openFilesFor(endpoint.maxConnections()));
        assertThat(unit("KillSignal")).containsExactly("SIGTERM");
        assertThat(unit("SuccessExitStatus")).containsExactly(String.valueOf(ENDED_BY_SIGTERM));
        assertThat(unit("Restart")).containsExactly("on-failure");
    }

    @Test
    void serviceMayDoLittle() throws IOException {
        assertThat(lines("ticktide.service"))
                .contains(
                        "DynamicUser=yes",
                        "StateDirectory=ticktide",
                        "NoNewPrivileges=yes",
                        "CapabilityBoundingSet=",
                        "ProtectSystem=strict",
                        "ProtectHome=yes",
                        "PrivateTmp=yes",
                        "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
                        "SystemCallFilter=@system-service");
    }

    @Test
    void containerRunsTheLauncherAsNobodyFromPinnedImages() throws IOException {
        String text = Files.readString(DEPLOY.resolve("Containerfile"));

        assertThat(text)
                .contains(
                        "\nENTRYPOINT [\"" + LAUNCHER + "\"]\nCMD [\"server\"]\n",
                        "\nUSER 10001:10001\n",
                        "\nSTOPSIGNAL SIGTERM\n");
        assertThat(all(text, "(?m)^FROM (\\S+)"))
                .hasSize(2)
                .allMatch(image -> image.matches(".+:\\d+\\.\\d+\\.\\d+.*"));
        assertThat(all(text, "(?m)^FROM .*temurin:(\\d+)"))
                .allMatch(java -> Integer.parseInt(java) >= 17);
        assertThat(all(text, "TICKTIDE_[A-Z_]+"))
                .contains("TICKTIDE_ENDPOINT_HOST", "TICKTIDE_ENDPOINT_PORT")
                .allMatch(name -> name.equals("TICKTIDE_JAVA_OPTS") || isVariable(name));
    }

    @Test
    void whatIsInstalledIsThere() throws IOException {
        String dist = Files.readString(DEPLOY.resolve("dist.xml"));

        List<String> sources = all(dist, "<source>\\$\\{project.basedir}/([^<]+)</source>");

        assertThat(sources)
                .hasSizeGreaterThan(5)
                .allMatch(file -> Files.exists(MODULE.resolve(file)));
        try (Stream<Path> files = Files.list(DEPLOY)) {
            assertThat(files.map(file -> "deploy/" + file.getFileName()))
                    .filteredOn(file -> !file.equals("deploy/dist.xml"))
                    .filteredOn(file -> !dist.contains("<include>" + nameOf(file) + "/**<"))
                    .isSubsetOf(sources);
        }
    }

    @Test
    void readmeNamesWhatExists() throws IOException {
        String text = Files.readString(DEPLOY.resolve("README.md"));

        assertThat(all(text, "\\]\\(([^)]+)\\)"))
                .isNotEmpty()
                .allMatch(link -> Files.exists(DEPLOY.resolve(link)));
        assertThat(all(text, "`((?:endpoint|auth|admin|feed|record)\\.[a-z-]+)[`=]"))
                .isNotEmpty()
                .allMatch(path -> ConfigKeys.find(path).isPresent());
    }

    private static String nameOf(String path) {
        return path.substring(path.indexOf('/') + 1);
    }

    private static boolean isVariable(String name) {
        return ConfigKeys.all().stream().map(ConfigKey::variable).anyMatch(name::equals);
    }

    private static boolean isKnown(String command) {
        String[] words = command.split(" ");
        words[words.length - 1] = "--help"; // In the place of the file, which is not here.
        String options = String.join(" ", words).replace(" --config --help", " --help");
        return new Terminal().run(options.split(" ")) == 0;
    }

    /** The values that the service's unit gives to a name, in order. */
    private static List<String> unit(String name) throws IOException {
        return lines("ticktide.service").stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .toList();
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(DEPLOY.resolve(file));
    }

    /** What a pattern, or its first group, finds. */
    private static List<String> all(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(Math.min(1, found.groupCount())))
                .toList();
    }
}
