package io.ticktide.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Gives each handshake the newest key. A handshake that began with the key before gets both
 * certificate and key of that one.
 *
 * <p>Thread-safe.
 */
final class ServerKeyChoice extends X509ExtendedKeyManager {
    private static final String ALIAS = "server-";

    private final ServerKeyFiles files;
    private ServerKey newest;
    private ServerKey before;
    private int generation;

    ServerKeyChoice(ServerKeyFiles files) {
        this.files = files;
        newest = files.current();
        before = newest;
    }

    @Override
    public synchronized String chooseEngineServerAlias(
            String keyType, Principal[] issuers, SSLEngine engine) {
        ServerKey current = files.current();
        if (!current.equals(newest)) {
            before = newest;
            newest = current;
            generation++;
        }
        return keyType.equals(newest.privateKey().getAlgorithm()) ? ALIAS + generation : null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return key(alias).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key(alias).privateKey();
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        String alias = chooseEngineServerAlias(keyType, issuers, null);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return null; // This is a server's.
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }

    private synchronized ServerKey key(String alias) {
        return alias.equals(ALIAS + generation) ? newest : before;
    }
}
