package io.ticktide.tls;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ticktide.harness.SelfSigned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

final class ServerKeyFilesTest {
    private static final long LOOK_NS = TimeUnit.SECONDS.toNanos(10);

    private final Logger logger = (Logger) LoggerFactory.getLogger(ServerKeyFiles.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    @TempDir private Path directory;
    private long nowNs;

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    @Test
    void changedFilesAreReadTenSecondsAfterTheLastLookAndNotBefore() throws Exception {
        // given
        SelfSigned files = SelfSigned.create(directory, "EC");
        ServerKeyFiles keys = open(files);
        ServerKey first = keys.current();
        change(SelfSigned.create(directory, "Ed25519"), files, 1);

        // when
        nowNs = LOOK_NS - 1;
        ServerKey before = keys.current();
        nowNs = LOOK_NS;
        ServerKey after = keys.current();

        // then
        assertThat(before).isSameAs(first);
        assertThat(after.privateKey().getAlgorithm()).isEqualTo("EdDSA");
        assertThat(messages()).singleElement().asString().contains("CN=localhost", "is used now");
    }

    @Test
    void brokenFilesAreToldOnceAndTheOldKeyStaysUntilTheyAreMended() throws Exception {
        // given
        SelfSigned files = SelfSigned.create(directory, "EC");
        ServerKeyFiles keys = open(files);
        ServerKey first = keys.current();
        Files.delete(files.key());

        // when
        nowNs += LOOK_NS;
        ServerKey broken = keys.current();
        nowNs += LOOK_NS;
        keys.current();
        List<String> told = messages();
        change(SelfSigned.create(directory, "EC"), files, 2);
        nowNs += LOOK_NS;

        // then
        assertThat(broken).isSameAs(first);
        assertThat(told)
                .containsExactly(
                        "new TLS files are not used, the old ones stay: "
                                + files.key()
                                + " cannot be read: there is no such file or folder");
        assertThat(keys.current()).isNotSameAs(first);
    }

    @Test
    void certificateThatExpiredOrDoesNotHoldYetIsUsedAllTheSame() throws Exception {
        // when
        open(SelfSigned.create(directory, "EC", "-startdate", "-3d", "-validity", "1"));
        open(SelfSigned.create(directory, "EC", "-startdate", "+3d"));

        // then
        assertThat(messages()).hasSize(2);
        assertThat(messages().get(0)).contains(" expired at ");
        assertThat(messages().get(1)).contains(" holds from ");
    }

    @Test
    void handshakeUnderWayKeepsItsKeyWhenFilesChange() throws Exception {
        // given
        SelfSigned files = SelfSigned.create(directory, "EC");
        ServerKeyFiles keys = open(files);
        ServerKeyChoice choice = new ServerKeyChoice(keys);
        ServerKey first = keys.current();
        String began = choice.chooseEngineServerAlias("EC", null, null);

        // when
        change(SelfSigned.create(directory, "EC"), files, 1);
        nowNs += LOOK_NS;
        String next = choice.chooseEngineServerAlias("EC", null, null);

        // then
        assertThat(choice.getPrivateKey(began)).isSameAs(first.privateKey());
        assertThat(choice.getCertificateChain(began)).containsExactlyElementsOf(first.chain());
        assertThat(choice.getPrivateKey(next)).isSameAs(keys.current().privateKey());
        assertThat(choice.getPrivateKey(next)).isNotEqualTo(first.privateKey());
        assertThat(choice.chooseEngineServerAlias("RSA", null, null)).isNull();
    }

    private ServerKeyFiles open(SelfSigned files) throws TlsFileException {
        return new ServerKeyFiles(files.certificate(), files.key(), () -> nowNs, Clock.systemUTC());
    }

    // Whatever the file system's clock resolves.
    private static void change(SelfSigned from, SelfSigned to, int second) throws Exception {
        from.replace(to);
        Files.setLastModifiedTime(to.key(), FileTime.fromMillis(second * 1_000L));
    }

    private List<String> messages() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
