package io.ticktide.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyFilesTest {
    @TempDir private Path directory;

    @Test
    void freshSecretIsLongRandomAndItsOwnersOnly() throws Exception {
        // given
        Path first = directory.resolve("first");
        Path second = directory.resolve("second");

        // when
        SecretFile.create(first, new SecureRandom());
        SecretFile.create(second, new SecureRandom());

        // then
        assertThat(SecretFile.read(first)).hasSize(64).isNotEqualTo(SecretFile.read(second));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first)))
                .isEqualTo("rw-------");
    }

    @Test
    void secretThatIsThereIsNotOverwritten() throws Exception {
        // given
        Path file = Files.writeString(directory.resolve("secret"), "precious");

        // when, then
        assertThatThrownBy(() -> SecretFile.create(file, new SecureRandom()))
                .isInstanceOf(KeyFileException.class)
                .hasMessage(file + " exists and is left as it is; name another file, or remove it");
        assertThat(Files.readString(file)).isEqualTo("precious");
    }

    @Test
    void lineEndsAreNoPartOfTheSecret() throws Exception {
        Path file = Files.writeString(directory.resolve("secret"), "s".repeat(32) + "\r\n\n");

        assertThat(SecretFile.read(file)).hasSize(32);
    }

    @Test
    void shortOrAbsentSecretIsRefusedWithTheRemedy() throws Exception {
        Path file = Files.writeString(directory.resolve("secret"), "s".repeat(31) + "\n");
        Path absent = directory.resolve("absent");

        assertThatThrownBy(() -> SecretFile.read(file))
                .hasMessage(
                        file
                                + " holds 31 bytes, HS256 needs at least 32; make a secret with"
                                + " `ticktide token --new-secret FILE`");
        assertThatThrownBy(() -> SecretFile.read(absent))
                .hasMessage(absent + " cannot be read: there is no such file or folder");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"keys\":[]}|holds no key of a known kind (RSA, EC, OKP)",
                "{\"keys\":[{\"kty\":\"new\"}]}|holds no key of a known kind (RSA, EC, OKP)",
                "{\"kty\":\"RSA\"}|is no JSON Web Key Set; expected {\"keys\":[{\"kty\":…},…]}",
                "hush|is no JSON Web Key Set; expected {\"keys\":[{\"kty\":…},…]}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"aHVzaA\"}]}|holds a secret (kty oct); put it"
                        + " into auth.secret-file"
            })
    void keySetWithoutUsablePublicKeysIsRefused(String json, String message) throws Exception {
        Path file = Files.writeString(directory.resolve("jwks.json"), json);

        assertThatThrownBy(() -> TokenKeys.of(null, file)).hasMessage(file + " " + message);
    }

    @Test
    void privateKeyDoesNotBelongOnTheServer() throws Exception {
        String json =
                new JsonWebKeySet(
                                OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519))
                        .toJson(OutputControlLevel.INCLUDE_PRIVATE);
        Path file = Files.writeString(directory.resolve("jwks.json"), json);

        assertThatThrownBy(() -> TokenKeys.of(null, file))
                .hasMessage(file + " holds a private key; leave only the public parts in it");
    }
}
