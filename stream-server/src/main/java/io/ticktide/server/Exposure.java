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
import java.util.Set;

/**
 * Something that a configuration lays open to strangers. Nothing of it keeps a server from
 * starting.
 *
 * @param what is exposed, and by which key.
 * @param remedy the keys that close it.
 */
public record Exposure(String what, String remedy) {
    private static final Set<String> EVERYBODY = Set.of("0.0.0.0/0", "::/0");

    /** All of a configuration; empty when nothing is. Looks up host names and modes of files. */
    public static List<Exposure> of(ServerConfig config) {
        List<Exposure> found = new ArrayList<>();
        endpoint(config, found);
        admin(config, found);
        origins(config.endpoint(), found);
        keys(config, found);
        return found;
    }

    /** Both, as a sentence for people. */
    public String text() {
        return what + ": " + remedy;
    }

    /** Whether only this machine reaches an address or name; a name without an address is not. */
    public static boolean isLoopback(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static void endpoint(ServerConfig config, List<Exposure> found) {
        EndpointConfig endpoint = config.endpoint();
        if (isLoopback(endpoint.host())) {
            return;
        }
        String opens = "endpoint.host=" + endpoint.host() + " opens the server to the network";
        if (asksNobody(config)) {
            found.add(
                    new Exposure(
                            opens + ", and auth.mode=none lets everybody in",
                            "set auth.mode=token and auth.secret-file, auth.jwks-file or"
                                    + " auth.jwks-url"));
        }
        if (!endpoint.isSecure()) {
            found.add(
                    new Exposure(
                            opens
                                    + " without TLS; who is on the way reads and changes prices and"
                                    + " tokens",
                            "set endpoint.tls-certificate and endpoint.tls-key, or listen on"
                                    + " 127.0.0.1 behind a proxy that has them"));
        }
    }

    private static void admin(ServerConfig config, List<Exposure> found) {
        AdminConfig admin = config.admin();
        boolean isAutomatic = admin.port() == AdminConfig.AUTOMATIC;
        boolean endpointIsOpen = !isLoopback(config.endpoint().host());
        if (!asksNobody(config)) {
            return;
        }
        if ((endpointIsOpen || !isAutomatic) && !isLoopback(admin.host())) {
            found.add(
                    new Exposure(
                            "admin.host="
                                    + admin.host()
                                    + " opens /metrics, /stats and /api/connections to the"
                                    + " network, and auth.mode=none lets everybody in",
                            "set admin.host=127.0.0.1, or auth.mode=token"));
        } else if (endpointIsOpen
                && admin.port() != 0
                && admin.port() == config.endpoint().port()) {
            found.add(
                    new Exposure(
                            "admin.port="
                                    + admin.port()
                                    + " is the port that is open to the"
                                    + " network",
                            "leave it out, and operators get a port of their own"));
        }
    }

    private static void origins(EndpointConfig endpoint, List<Exposure> found) {
        if (endpoint.allowedOrigins().contains("*")) {
            found.add(
                    new Exposure(
                            "endpoint.allowed-origins has \"*\"; every page that somebody here"
                                    + " looks at may open the stream",
                            "name the origins, such as https://desk.example"));
        }
        for (String network : endpoint.trustedProxies()) {
            if (EVERYBODY.contains(network)) {
                found.add(
                        new Exposure(
                                "endpoint.trusted-proxies has "
                                        + network
                                        + "; everybody may say"
                                        + " which address they come from",
                                "name the proxies"));
            }
        }
    }

    private static void keys(ServerConfig config, List<Exposure> found) {
        AuthConfig auth = config.auth();
        if (asksNobody(config)) {
            unused("auth.secret-file", auth.secretFile(), found);
            unused("auth.jwks-file", auth.jwksFile(), found);
            unused("auth.jwks-url", auth.jwksUrl(), found);
        }
        if (!auth.secretFile().isBlank()) {
            KeyFileMode.ofSecret("auth.secret-file", Path.of(auth.secretFile()))
                    .ifPresent(found::add);
        }
        if (!auth.jwksFile().isBlank()) {
            KeyFileMode.ofPublic("auth.jwks-file", Path.of(auth.jwksFile())).ifPresent(found::add);
        }
        if (!config.endpoint().tlsKey().isBlank()) {
            KeyFileMode.ofSecret("endpoint.tls-key", Path.of(config.endpoint().tlsKey()))
                    .ifPresent(found::add);
        }
    }

    private static void unused(String key, String value, List<Exposure> found) {
        if (!value.isBlank()) {
            found.add(
                    new Exposure(
                            key + " is set, but auth.mode=none asks for no token",
                            "set auth.mode=token"));
        }
    }

    private static boolean asksNobody(ServerConfig config) {
        return config.auth().mode().equals("none");
    }
}
