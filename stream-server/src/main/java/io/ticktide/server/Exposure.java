package io.ticktide.server;

import io.ticktide.config.AdminConfig;
import io.ticktide.config.AuthConfig;
import io.ticktide.config.EndpointConfig;
import io.ticktide.config.ServerConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a configuration lays open to strangers, in words for people: each says what is exposed and
 * which keys close it. Nothing of it keeps a server from starting. Thread-safe: no state.
 */
public final class Exposure {
    private static final Set<String> EVERYBODY = Set.of("0.0.0.0/0", "::/0");

    private Exposure() {}

    /** All of it; empty when nothing is. Looks up host names and the modes of files. */
    public static List<String> warnings(ServerConfig config) {
        List<String> warnings = new ArrayList<>();
        boolean open = !isLoopback(config.endpoint().host());
        boolean asksNobody = config.auth().mode().equals("none");
        if (open && asksNobody) {
            warnings.add(
                    "endpoint.host="
                            + config.endpoint().host()
                            + " opens the server to the network, and auth.mode=none lets everybody"
                            + " in: set auth.mode=token and auth.secret-file, auth.jwks-file or"
                            + " auth.jwks-url");
        }
        if (open && !config.endpoint().isSecure()) {
            warnings.add(
                    "endpoint.host="
                            + config.endpoint().host()
                            + " opens the server to the network without TLS: who is on the way"
                            + " reads and changes prices and tokens; set endpoint.tls-certificate"
                            + " and endpoint.tls-key, or listen on 127.0.0.1 behind a proxy that"
                            + " has them");
        }
        admin(config, open && asksNobody, warnings);
        origins(config.endpoint(), warnings);
        files(config, warnings);
        return warnings;
    }

    /**
     * Whether only this machine reaches an address or name; a name without an address counts as
     * not.
     */
    public static boolean isLoopback(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static void admin(ServerConfig config, boolean endpointIsOpen, List<String> warnings) {
        AdminConfig admin = config.admin();
        boolean hasPort =
                admin.port() != AdminConfig.AUTOMATIC || !isLoopback(config.endpoint().host());
        if (hasPort && config.auth().mode().equals("none") && !isLoopback(admin.host())) {
            warnings.add(
                    "admin.host="
                            + admin.host()
                            + " opens /metrics, /stats and /api/connections to the network, and"
                            + " auth.mode=none lets everybody in: set admin.host=127.0.0.1, or"
                            + " auth.mode=token");
        } else if (endpointIsOpen
                && admin.port() != AdminConfig.AUTOMATIC
                && admin.port() == config.endpoint().port()) {
            warnings.add(
                    "admin.port="
                            + admin.port()
                            + " is the port that is open to the network: leave it out, and"
                            + " operators get one of their own");
        }
    }

    private static void origins(EndpointConfig endpoint, List<String> warnings) {
        if (endpoint.allowedOrigins().contains("*")) {
            warnings.add(
                    "endpoint.allowed-origins has \"*\": every page that somebody here looks at may"
                            + " open the stream; name the origins, such as https://desk.example");
        }
        endpoint.trustedProxies().stream()
                .filter(EVERYBODY::contains)
                .forEach(
                        network ->
                                warnings.add(
                                        "endpoint.trusted-proxies has "
                                                + network
                                                + ": everybody may say which address they come"
                                                + " from; name the proxies"));
    }

    private static void files(ServerConfig config, List<String> warnings) {
        AuthConfig auth = config.auth();
        boolean unused = auth.mode().equals("none");
        Map<String, String> keys =
                Map.of(
                        "auth.secret-file", auth.secretFile(),
                        "auth.jwks-file", auth.jwksFile(),
                        "auth.jwks-url", auth.jwksUrl());
        new TreeMap<>(keys)
                .forEach(
                        (key, value) -> {
                            if (unused && !value.isBlank()) {
                                warnings.add(
                                        key
                                                + " is set, but auth.mode=none asks for no token:"
                                                + " set auth.mode=token");
                            }
                        });
        secret("auth.secret-file", auth.secretFile(), warnings);
        secret("endpoint.tls-key", config.endpoint().tlsKey(), warnings);
        if (!auth.jwksFile().isBlank()) {
            SecretMode.ofPublic(Path.of(auth.jwksFile()))
                    .ifPresent(text -> warnings.add("auth.jwks-file: " + text));
        }
    }

    private static void secret(String key, String file, List<String> warnings) {
        if (!file.isBlank()) {
            SecretMode.ofSecret(Path.of(file)).ifPresent(text -> warnings.add(key + ": " + text));
        }
    }
}
