package io.ticktide.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.cli.doctor.Finding.Verdict;
import io.ticktide.config.ServerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class CheckupTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void limitsDivideGoodWeakAndBroken() {
        assertThat(Checkup.java(17).verdict()).isEqualTo(Verdict.GOOD);
        assertThat(Checkup.java(11).verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(Checkup.opens(false).remedy()).contains("--add-opens");
        assertThat(Checkup.openFiles(Long.MAX_VALUE).text()).startsWith("unlimited");
        assertThat(Checkup.openFiles(20_000).verdict()).isEqualTo(Verdict.GOOD);
        assertThat(Checkup.openFiles(1_024).verdict()).isEqualTo(Verdict.WEAK);
        assertThat(Checkup.openFiles(256).verdict()).isEqualTo(Verdict.BROKEN);
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
    void softLimitIsReadAsLinuxWritesIt() {
        assertThat(
                        OpenFileLimit.of(
                                List.of(
                                        "Limit                     Soft Limit           Hard Limit",
                                        "Max open files            1024                 524288  "
                                                + "             files")))
                .isEqualTo(OptionalLong.of(1_024));
        assertThat(OpenFileLimit.of(List.of("Max open files   unlimited   unlimited   files")))
                .isEqualTo(OptionalLong.of(Long.MAX_VALUE));
        assertThat(OpenFileLimit.of(List.of())).isEmpty();
    }
}
