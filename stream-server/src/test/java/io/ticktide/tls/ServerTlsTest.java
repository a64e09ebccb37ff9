package io.ticktide.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.harness.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.Certificate;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ServerTlsTest {
    private final AtomicLong nowNs = new AtomicLong();
    @TempDir private Path directory;

    @Test
    void newConnectionsSeeTheNewCertificateAndOldOnesGoOn() throws Exception {
        // given
        SelfSigned files = SelfSigned.create(directory, "RSA", "-keysize", "2048");
        SSLContext context =
                ServerTls.open(files.certificate(), files.key(), nowNs::get, Clock.systemUTC())
                        .context();
        try (SSLServerSocket listener = listen(context);
                Conversation old = Conversation.start(listener)) {
            Certificate before = old.certificate();

            // when
            SelfSigned.create(directory, "EC").replace(files);
            Files.setLastModifiedTime(files.key(), FileTime.fromMillis(1));
            nowNs.set(TimeUnit.SECONDS.toNanos(10));

            // then
            try (Conversation fresh = Conversation.start(listener)) {
                assertThat(fresh.certificate()).isNotEqualTo(before);
                assertThat(fresh.certificate().getPublicKey().getAlgorithm()).isEqualTo("EC");
                assertThat(fresh.say(7)).isEqualTo(7);
            }
            assertThat(old.say(9)).isEqualTo(9);
        }
    }

    private static SSLServerSocket listen(SSLContext context) throws IOException {
        return (SSLServerSocket)
                context.getServerSocketFactory()
                        .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    /** Both ends of a connection; the client trusts anybody. */
    private record Conversation(SSLSocket client, SSLSocket server) implements AutoCloseable {
        static Conversation start(SSLServerSocket listener) throws Exception {
            SSLSocket client =
                    (SSLSocket)
                            ClientTls.trustingAnybody()
                                    .getSocketFactory()
                                    .createSocket(
                                            InetAddress.getLoopbackAddress(),
                                            listener.getLocalPort());
            CompletableFuture<Void> shaken =
                    CompletableFuture.runAsync(
                            () -> {
                                try {
                                    client.startHandshake();
                                } catch (IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            SSLSocket server = (SSLSocket) listener.accept();
            server.startHandshake();
            shaken.join();
            return new Conversation(client, server);
        }

        Certificate certificate() throws IOException {
            return client.getSession().getPeerCertificates()[0];
        }

        /** What the other end hears. */
        int say(int what) throws IOException {
            server.getOutputStream().write(what);
            return client.getInputStream().read();
        }

        @Override
        public void close() throws IOException {
            client.close();
            server.close();
        }
    }
}
