package io.ticktide.perf.bench;

import io.ticktide.perf.load.ClientRole;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What clients of our server ask for, by the instruments that the server says it has. */
final class ServerRoles {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ServerRoles() {}

    /**
     * One role per client: quotes without a snapshot.
     *
     * @throws BenchFailed when the server does not answer, or has too few instruments.
     */
    static List<ClientRole> of(InetSocketAddress address, Audience audience) {
        List<String> symbols = symbols(address);
        if (symbols.size() < audience.symbols()) {
            throw new BenchFailed(
                    "the server has "
                            + symbols.size()
                            + " instruments, --symbols asks for "
                            + audience.symbols());
        }
        List<ClientRole> roles = new ArrayList<>(audience.clients());
        String all = command(symbols.subList(0, audience.symbols()));
        for (int i = 0; i < audience.clients(); i++) {
            int symbol = i % audience.symbols();
            roles.add(
                    audience.all()
                            ? new ClientRole("/v1/stream", all, 0, audience.symbols(), 0)
                            : new ClientRole(
                                    "/v1/stream",
                                    command(List.of(symbols.get(symbol))),
                                    symbol,
                                    1,
                                    0));
        }
        return roles;
    }

    /** The symbols of a server in the order of their ids. */
    static List<String> symbols(InetSocketAddress address) {
        List<String> symbols = new ArrayList<>();
        for (JsonNode symbol : get(address, "/api/symbols").path("symbols")) {
            symbols.add(symbol.path("sym").asString());
        }
        return symbols;
    }

    /** What the server answers. */
    static JsonNode get(InetSocketAddress address, String path) {
        String uri =
                "http://" + address.getAddress().getHostAddress() + ':' + address.getPort() + path;
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create(uri))
                                            .timeout(TIMEOUT)
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString());
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new BenchFailed(uri + " does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailed("interrupted while asking " + uri, e);
        }
    }

    private static String command(List<String> symbols) {
        return "{\"op\":\"subscribe\",\"id\":1,\"ch\":\"quote\",\"snapshot\":false,\"sym\":[\""
                + String.join("\",\"", symbols)
                + "\"]}";
    }
}
