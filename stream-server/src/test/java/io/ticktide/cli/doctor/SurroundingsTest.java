package io.ticktide.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.cli.doctor.Finding.Verdict;
import io.ticktide.config.ConfigLoader;
import io.ticktide.config.ServerConfig;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SurroundingsTest {
    @TempDir private Path directory;

    @Test
    void takenAdminPortIsTold() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Finding> findings = findings("admin.port=" + taken.getLocalPort());

            assertThat(findings)
                    .filteredOn(finding -> finding.subject().equals("admin port"))
                    .singleElement()
                    .matches(finding -> finding.verdict() == Verdict.BROKEN)
                    .matches(
                            finding -> finding.remedy().endsWith("choose another with admin.port"));
        }
    }

    @Test
    void serverOnLoopbackHasOnePort() throws Exception {
        assertThat(findings()).extracting(Finding::subject).containsExactly("port");
    }

    @Test
    void keysThatCannotBeUsedAreTold() throws Exception {
        // given
        Path secret = Files.writeString(directory.resolve("secret"), "too short");

        // when
        List<Finding> findings = findings("auth.mode=token", "auth.secret-file=" + secret);

        // then
        assertThat(findings)
                .filteredOn(finding -> finding.subject().equals("keys"))
                .singleElement()
                .matches(finding -> finding.verdict() == Verdict.BROKEN)
                .matches(finding -> finding.text().contains("at least 32"))
                .matches(finding -> !finding.text().contains("too short"));
    }

    @Test
    void whatIsExposedHasItsRemedy() throws Exception {
        assertThat(findings("endpoint.allowed-origins=*"))
                .filteredOn(finding -> finding.subject().equals("exposed"))
                .singleElement()
                .matches(finding -> finding.remedy().startsWith("name the origins"));
    }

    @ParameterizedTest
    @CsvSource({"63,0,BROKEN", "100,0,WEAK", "1024,0,GOOD", "2000,4000,WEAK", "4000,4000,GOOD"})
    void roomOnTheDiskIsHeldAgainstWhatIsKept(long freeMib, int keepMb, Verdict verdict)
            throws Exception {
        ServerConfig config = config("record.dir=day", "record.keep-mb=" + keepMb);

        assertThat(Surroundings.disk(config.record(), freeMib).verdict()).isEqualTo(verdict);
    }

    @Test
    void recordingWhereAFileIsCannotBeWritten() throws Exception {
        // given
        Path file = Files.writeString(directory.resolve("file"), "");

        // then
        assertThat(findings("record.dir=" + directory.resolve("to/come")))
                .anyMatch(finding -> finding.text().contains("MiB are free at"));
        assertThat(findings("record.dir=" + file.resolve("below")))
                .anyMatch(finding -> finding.text().contains("cannot be written: see " + file));
    }

    private static List<Finding> findings(String... settings) throws Exception {
        return new Surroundings(config(settings)).findings();
    }

    private static ServerConfig config(String... settings) throws Exception {
        ConfigLoader loader = new ConfigLoader(Map.of()).set("endpoint.port=0");
        for (String setting : settings) {
            loader.set(setting);
        }
        return loader.load().config();
    }
}
