package io.ticktide.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.cli.doctor.Finding.Verdict;
import io.ticktide.config.ServerConfig;
import io.ticktide.server.OpenFileLimit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CheckupTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void limitsDivideGoodWeakAndBroken() {
        assertThat(Checkup.java(17).verdict()).isEqualTo(Verdict.GOOD);
        assertThat(Checkup.java(11).verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(Checkup.opens(false).remedy()).contains("--add-opens");
        assertThat(Checkup.cores(1).verdict()).isEqualTo(Verdict.WEAK);
        assertThat(Checkup.heap(64).verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(Checkup.heap(256).verdict()).isEqualTo(Verdict.WEAK);
        assertThat(Checkup.heap(1_024).verdict()).isEqualTo(Verdict.GOOD);
    }

    @Test
    void clockThatJumpsOrLivesInThePastIsTold() {
        assertThat(Checkup.clock(NOW, Duration.ZERO).verdict()).isEqualTo(Verdict.GOOD);
        assertThat(Checkup.clock(NOW, Duration.ofSeconds(1)).text()).isEqualTo("jumped by 1000 ms");
        assertThat(Checkup.clock(Instant.EPOCH, Duration.ZERO).verdict()).isEqualTo(Verdict.BROKEN);
    }

    @Test
    void everythingThatIsNotGoodHasARemedy() {
        // given
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

        // when
        List<Finding> findings = new Checkup(ServerConfig.defaults(), clock).findings();

        // then
        assertThat(findings)
                .extracting(Finding::subject)
                .contains("java", "jvm flags", "cores", "memory", "clock", "port");
        assertThat(findings)
                .allMatch(
                        finding ->
                                (finding.verdict() == Verdict.GOOD) == finding.remedy().isEmpty());
    }

    @Test
    void certificateThatEndsSoonOrDoesNotHoldIsWeak() {
        Instant from = NOW.minus(Duration.ofDays(80));

        assertThat(certificate(from, NOW.plus(Duration.ofDays(10)))).isEqualTo(Verdict.GOOD);
        assertThat(certificate(from, NOW.plus(Duration.ofDays(6)))).isEqualTo(Verdict.WEAK);
        assertThat(certificate(from, NOW.minusSeconds(1))).isEqualTo(Verdict.WEAK);
        assertThat(certificate(NOW.plusSeconds(1), NOW.plus(Duration.ofDays(90))))
                .isEqualTo(Verdict.WEAK);
    }

    private static Verdict certificate(Instant from, Instant until) {
        return Checkup.certificate("CN=localhost", from, until, NOW).verdict();
    }

    @Test
    void openFilesAreHeldAgainstTheClientsThatAreConfigured() {
        OpenFileLimit tight = new OpenFileLimit(1_024, 524_288);

        assertThat(openFiles(Long.MAX_VALUE, 20_000).text())
                .isEqualTo(
                        "unlimited open files, enough for 20000 of"
                                + " endpoint.max-connections=20000 clients");
        assertThat(openFiles(22_923, 20_000).verdict()).isEqualTo(Verdict.GOOD);
        assertThat(openFiles(1_024, 500).verdict()).isEqualTo(Verdict.GOOD);
        assertThat(Checkup.openFiles(tight, 20_000))
                .isEqualTo(
                        Finding.weak(
                                "open files",
                                "1024 open files, enough for 839 of"
                                        + " endpoint.max-connections=20000 clients",
                                "LimitNOFILE=22923 of the service, or ulimit -n 22923, or lower"
                                        + " endpoint.max-connections"));
        assertThat(openFiles(256, 20_000).verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(openFiles(256, 20_000).remedy()).doesNotContain("ulimit");
    }

    @Test
    void tlsWantsBothCompilers() {
        List<String> launcher = List.of("-Xmx1g", "-XX:TieredStopAtLevel=1");

        assertThat(Checkup.compilers(true, launcher)).isPresent();
        assertThat(Checkup.compilers(false, launcher)).isEmpty();
        assertThat(Checkup.compilers(true, List.of("-Xmx1g"))).isEmpty();
    }

    private static Finding openFiles(long limit, int maxConnections) {
        return Checkup.openFiles(new OpenFileLimit(limit, limit), maxConnections);
    }
}
