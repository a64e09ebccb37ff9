package io.ticktide;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShould;
import io.ticktide.codecs.Decimals;
import io.ticktide.feed.Feed;
import io.ticktide.server.StreamServer;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Stream;
import org.agrona.concurrent.AgentRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows between the stages, as the design has them. */
final class ArchitectureTest {
    private static final String ROOT = "io.ticktide.";
    private static final String STAGES = "io.ticktide..";
    private static final String GENERATED = "io.ticktide.codecs.sbe..";

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .importUrls(
                            Stream.of(Decimals.class, Feed.class, StreamServer.class)
                                    .map(one -> one.getProtectionDomain().getCodeSource())
                                    .map(CodeSource::getLocation)
                                    .toList())
                    .that(resideInAPackage(STAGES).and(not(resideInAPackage(GENERATED))));

    @ParameterizedTest
    @CsvSource({
        "codecs,''",
        "feed,codecs",
        "metrics,''",
        "telemetry,metrics",
        "log,''",
        "auth,''",
        "websocket,''",
        "tls,''",
        "ring,feed codecs metrics",
        "candles,codecs",
        "history,codecs",
        "market,candles codecs feed",
        "record,ring market candles codecs feed metrics",
        "session,market history codecs feed metrics",
        "distribute,ring market session candles history codecs feed",
        "replay,distribute ring candles codecs feed",
        "endpoint,auth websocket distribute session market candles history replay codecs feed"
                + " metrics telemetry",
        "server,auth tls config ring record candles history session distribute replay endpoint codecs feed"
                + " metrics",
        "config,auth codecs feed",
    })
    void stageKnowsOnlyTheStagesBeforeIt(String stage, String others) {
        String[] allowed =
                Stream.concat(Stream.of(stage), Arrays.stream(others.split(" ")))
                        .filter(name -> !name.isEmpty())
                        .map(name -> ROOT + name + "..")
                        .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(ROOT + stage + "..")
                .should()
                .dependOnClassesThat(resideInAPackage(STAGES).and(not(resideInAnyPackage(allowed))))
                .check(CLASSES);
    }

    @Test
    void onlyServerAndCommandLineKnowTheConfiguration() {
        onlyIn("config", "server", "cli")
                .dependOnClassesThat(resideInAPackage(ROOT + "config.."))
                .check(CLASSES);
    }

    @Test
    void nothingKnowsTheCommandLine() {
        onlyIn("cli").dependOnClassesThat(resideInAPackage(ROOT + "cli..")).check(CLASSES);
    }

    @Test
    void onlyTheEndpointAndTheCompositionRootKnowTheWebServer() {
        onlyIn("endpoint", "server")
                .dependOnClassesThat(resideInAnyPackage("io.undertow..", "org.xnio.."))
                .check(CLASSES);
        onlyIn("endpoint").dependOnClassesThat(resideInAPackage("io.undertow..")).check(CLASSES);
    }

    @Test
    void onlyOnePackageKnowsHowTheLogIsWritten() {
        onlyIn("log").dependOnClassesThat(resideInAPackage("ch.qos.logback..")).check(CLASSES);
    }

    @Test
    void onlyTelemetryKnowsPrometheus() {
        onlyIn("telemetry").dependOnClassesThat(resideInAPackage("io.prometheus..")).check(CLASSES);
    }

    @Test
    void stagesFormNoCircle() {
        slices().matching("io.ticktide.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheCompositionRootStartsThreads() {
        // The command line makes threads for the JVM to run at its end, but starts none.
        startsNoThreads("server", "cli").check(CLASSES);
    }

    @Test
    void onlyTheCommandLinePrints() {
        onlyIn("cli").accessField(System.class, "out").check(CLASSES);
        onlyIn("cli").accessField(System.class, "err").check(CLASSES);
    }

    @Test
    void everyPackageIsAStageOfTheDesign() {
        classes()
                .that()
                .resideInAPackage(STAGES)
                .should()
                .resideInAnyPackage(
                        "io.ticktide.auth..",
                        "io.ticktide.cli..",
                        "io.ticktide.codecs..",
                        "io.ticktide.feed..",
                        "io.ticktide.config..",
                        "io.ticktide.metrics..",
                        "io.ticktide.telemetry..",
                        "io.ticktide.log..",
                        "io.ticktide.ring..",
                        "io.ticktide.candles..",
                        "io.ticktide.history..",
                        "io.ticktide.market..",
                        "io.ticktide.record..",
                        "io.ticktide.session..",
                        "io.ticktide.distribute..",
                        "io.ticktide.websocket..",
                        "io.ticktide.replay..",
                        "io.ticktide.endpoint..",
                        "io.ticktide.server..",
                        "io.ticktide.tls..")
                .because("a new package is a new word: name it in the design first")
                .check(CLASSES);
    }

    @Test
    void ruleAboutThreadsSeesThemWhereTheyAreStarted() {
        assertThatThrownBy(() -> startsNoThreads("cli").check(CLASSES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("FeedStage");
    }

    private static ClassesShould onlyIn(String... packages) {
        return noClasses().that().resideOutsideOfPackages(named(packages)).should();
    }

    private static String[] named(String... packages) {
        return Arrays.stream(packages).map(name -> ROOT + name + "..").toArray(String[]::new);
    }

    private static ArchRule startsNoThreads(String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(named(packages))
                .should()
                .callMethod(AgentRunner.class, "startOnThread", AgentRunner.class)
                .orShould()
                .callConstructorWhere(target(owner(assignableTo(Thread.class))))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Executors.class, ForkJoinPool.class, ThreadPoolExecutor.class);
    }
}
