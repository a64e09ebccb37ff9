package io.ticktide.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticktide.harness.SelfSigned;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServerKeyTest {
    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({"RSA,RSA", "EC,EC", "Ed25519,EdDSA"})
    void keysOfAllKindsAreRead(String kind, String algorithm) throws Exception {
        // given
        SelfSigned files = SelfSigned.create(directory, kind);

        // when
        ServerKey key = ServerKey.read(files.certificate(), files.key());

        // then
        assertThat(key.privateKey().getAlgorithm()).isEqualTo(algorithm);
        assertThat(key.chain()).hasSize(1);
        assertThat(key.subject()).isEqualTo("CN=localhost");
        assertThat(key.validUntil()).isAfter(key.validFrom());
    }

    @Test
    void keyOfAnotherCertificateIsRefused() throws Exception {
        // given
        SelfSigned one = SelfSigned.create(directory, "EC");
        SelfSigned other = SelfSigned.create(directory, "EC");
        SelfSigned ofAnotherKind = SelfSigned.create(directory, "Ed25519");

        // when, then
        for (SelfSigned wrong : new SelfSigned[] {other, ofAnotherKind}) {
            assertThatThrownBy(() -> ServerKey.read(one.certificate(), wrong.key()))
                    .isInstanceOf(TlsFileException.class)
                    .hasMessage(
                            wrong.key()
                                    + " is not the key of the first certificate in "
                                    + one.certificate()
                                    + " (CN=localhost); the server's own certificate comes"
                                    + " first");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RSA PRIVATE KEY,a key in an older form",
        "EC PRIVATE KEY,a key in an older form",
        "ENCRYPTED PRIVATE KEY,an encrypted key",
    })
    void keyInAnotherFormSaysHowToConvertIt(String label, String what) throws Exception {
        // given
        SelfSigned files = SelfSigned.create(directory, "EC");
        Files.writeString(files.key(), SelfSigned.pem(label, new byte[] {1}));

        // when, then
        assertThatThrownBy(() -> ServerKey.read(files.certificate(), files.key()))
                .hasMessage(
                        files.key()
                                + " holds "
                                + what
                                + " (\"BEGIN "
                                + label
                                + "\"); convert it: openssl pkcs8 -topk8 -nocrypt -in "
                                + files.key()
                                + " -out key.pem");
    }

    @Test
    void filesThatAreSomethingElseSaySo() throws Exception {
        // given
        SelfSigned files = SelfSigned.create(directory, "EC");
        Path text = Files.writeString(directory.resolve("text"), "hello");
        Path broken =
                Files.writeString(
                        directory.resolve("broken"),
                        SelfSigned.pem("CERTIFICATE", new byte[] {1})
                                + SelfSigned.pem("PRIVATE KEY", new byte[] {1}));
        Path torn =
                Files.writeString(
                        directory.resolve("torn"), "-----BEGIN A-----\nAAAA\n-----END B-----\n");

        // when, then
        refused(directory.resolve("none"), files.key(), "none cannot be read: there is no such");
        refused(text, files.key(), "text is no PEM file");
        refused(torn, files.key(), "torn: \"BEGIN A\" ends with \"END B\"");
        refused(files.key(), files.key(), " holds no certificate (\"BEGIN CERTIFICATE\")");
        refused(broken, files.key(), "broken: certificate 1 is broken: ");
        refused(files.certificate(), broken, "broken: the private key is broken or of an unknown");
        refused(
                files.certificate(),
                files.certificate(),
                " holds no private key (\"BEGIN PRIVATE KEY\") but \"BEGIN CERTIFICATE\"");
    }

    private static void refused(Path certificate, Path key, String message) {
        assertThatThrownBy(() -> ServerKey.read(certificate, key))
                .isInstanceOf(TlsFileException.class)
                .hasMessageContaining(message);
    }
}
