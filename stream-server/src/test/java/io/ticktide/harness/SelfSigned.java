package io.ticktide.harness;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A fresh key and the certificate that it signed itself, for localhost, in PEM files.
 *
 * @param certificate file of the certificate.
 * @param key file of the private key.
 */
public record SelfSigned(Path certificate, Path key) {
    private static final String PASSWORD = "changeit";

    /**
     * Makes them by keytool.
     *
     * @param algorithm RSA, EC or Ed25519.
     * @param options of keytool besides, such as a validity.
     */
    public static SelfSigned create(Path directory, String algorithm, String... options)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = Files.createTempFile(directory, "store", ".p12");
        Files.delete(store); // keytool wants to make it itself.
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                algorithm,
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost,ip:127.0.0.1",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                PASSWORD));
        command.addAll(List.of(options));
        Path log = Files.createTempFile(directory, "keytool", ".log");
        int code =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start()
                        .waitFor();
        if (code != 0) {
            throw new IOException("keytool: " + Files.readString(log));
        }
        return write(directory, store);
    }

    /** Puts these files in the place of others. */
    public void replace(SelfSigned others) throws IOException {
        Files.write(others.key, Files.readAllBytes(key));
        Files.write(others.certificate, Files.readAllBytes(certificate));
    }

    private static SelfSigned write(Path directory, Path store)
            throws IOException, GeneralSecurityException {
        KeyStore entries = KeyStore.getInstance("PKCS12");
        try (InputStream in = new FileInputStream(store.toFile())) {
            entries.load(in, PASSWORD.toCharArray());
        }
        Key key = entries.getKey("server", PASSWORD.toCharArray());
        Path certificate = Files.createTempFile(directory, "certificate", ".pem");
        Path keyFile = Files.createTempFile(directory, "key", ".pem");
        Files.writeString(
                certificate, pem("CERTIFICATE", entries.getCertificate("server").getEncoded()));
        Files.writeString(keyFile, pem("PRIVATE KEY", key.getEncoded()));
        return new SelfSigned(certificate, keyFile);
    }

    /** A PEM block. */
    public static String pem(String label, byte[] bytes) {
        String body =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(bytes);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}
