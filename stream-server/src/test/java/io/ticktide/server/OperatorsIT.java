package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ticktide.config.ConfigLoader;
import io.ticktide.config.ServerConfig;
import io.ticktide.endpoint.Listener;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
final class OperatorsIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<String> PATHS = List.of("/metrics", "/stats", "/api/connections");

    @TempDir private Path directory;

    @Test
    void portOfItsOwnTakesTheOperatorsPathsAway() throws Exception {
        try (LiveServer server = LiveServer.with("admin.port=0")) {
            for (String path : PATHS) {
                assertThat(get(server.http(path), null).statusCode()).as(path).isEqualTo(404);
                assertThat(get(server.admin(path), null).statusCode()).as(path).isEqualTo(200);
            }
            for (String path : List.of("/health", "/ready")) {
                assertThat(get(server.http(path), null).statusCode()).as(path).isEqualTo(200);
                assertThat(get(server.admin(path), null).statusCode()).as(path).isEqualTo(200);
            }
            for (String path : List.of("/", "/v1/stream", "/api/symbols")) {
                assertThat(get(server.admin(path), null).statusCode()).as(path).isEqualTo(404);
            }
        }
    }

    @Test
    void tokenOfAnAdministratorIsAskedForOnTheClientsPortOnly() throws Exception {
        String secret = Files.write(directory.resolve("secret"), Tokens.SECRET).toString();
        String[] auth = {"auth.mode=token", "auth.secret-file=" + secret};
        try (LiveServer shared = LiveServer.with(auth);
                LiveServer apart = LiveServer.with(auth[0], auth[1], "admin.port=0")) {
            for (String path : PATHS) {
                assertThat(get(shared.http(path), null).statusCode()).as(path).isEqualTo(401);
                assertThat(get(shared.http(path), new Tokens().unlimited("ann")).statusCode())
                        .as(path)
                        .isEqualTo(403);
                assertThat(get(shared.http(path), new Tokens().admin("ann")).statusCode())
                        .as(path)
                        .isEqualTo(200);
                assertThat(get(apart.admin(path), null).statusCode()).as(path).isEqualTo(200);
            }
        }
    }

    @Test
    void automaticPortIsApartOnceTheEndpointIsOpen() throws Exception {
        assertThat(AdminListener.of(config(), null)).isNull();
        assertThat(AdminListener.of(config("endpoint.host=0.0.0.0"), null))
                .isEqualTo(new Listener("127.0.0.1", 8081, null));
        assertThat(AdminListener.of(config("admin.port=9000", "admin.host=::1"), null))
                .isEqualTo(new Listener("::1", 9000, null));
    }

    @Test
    void takenPortIsNamedWithTheRemedy() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThatThrownBy(() -> LiveServer.with("admin.port=" + taken.getLocalPort()))
                    .isInstanceOf(StartException.class)
                    .hasMessageStartingWith(
                            "operators' port: cannot listen on 127.0.0.1 port "
                                    + taken.getLocalPort())
                    .hasMessageEndingWith(
                            "; choose another with --set admin.port or --set admin.host");
        }
    }

    @Test
    void connectionsAreDescribedPageByPageAndRememberedWhenClosed() throws Exception {
        try (LiveServer server = new LiveServer()) {
            // given
            List<StreamClient> clients = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                clients.add(StreamClient.connect(server, StreamClient.JSON));
                clients.get(i).ask("{\"op\":\"list\"}");
            }
            clients.get(0).ask("{\"op\":\"subscribe\",\"sym\":[\"S0\"],\"ch\":\"trade\"}");
            server.feed.trade(0, 1, 10_000, 1);
            Awaitility.await()
                    .until(() -> connections(server, "").at("/connections/0/messages").asInt() > 0);

            // when
            JsonNode all = connections(server, "");
            JsonNode first = connections(server, "?limit=2");
            JsonNode second =
                    connections(server, "?limit=3&after=" + first.get("next").stringValue());

            // then
            assertThat(sessions(all)).containsExactly("1", "2", "3", "4", "5");
            assertThat(sessions(first)).containsExactly("1", "2");
            assertThat(sessions(second)).containsExactly("3", "4", "5");
            assertThat(second.has("next")).isFalse();
            JsonNode one = all.at("/connections/0");
            assertThat(one.get("address").stringValue()).isEqualTo("127.0.0.1");
            assertThat(one.get("subject").stringValue()).isEqualTo("anonymous");
            assertThat(one.get("protocol").stringValue()).isEqualTo("ticktide.json.v1");
            assertThat(one.get("state").stringValue()).isEqualTo("live");
            assertThat(one.get("streams").intValue()).isEqualTo(1);
            assertThat(one.at("/lag/bytes").intValue()).isZero();

            // when
            for (int i = 0; i < LiveServer.MOST_ERRORS + 1; i++) {
                clients.get(1).send("{\"op\":\"nonsense\"}");
            }
            clients.get(4).close();
            Awaitility.await().until(() -> connections(server, "").get("open").intValue() == 3);

            // then
            JsonNode left = connections(server, "");
            assertThat(sessions(left)).containsExactly("1", "3", "4");
            assertThat(left.get("closed")).hasSize(2);
            for (JsonNode closed : left.get("closed")) {
                boolean byServer = closed.get("session").stringValue().equals("2");
                assertThat(closed.get("closedBy").stringValue())
                        .isEqualTo(byServer ? "server" : "nobody");
                assertThat(closed.get("code").intValue()).isEqualTo(byServer ? 4400 : 1006);
            }
            clients.forEach(StreamClient::close);
        }
    }

    @Test
    void badPagesAreRefused() throws Exception {
        try (LiveServer server = new LiveServer()) {
            for (String query : List.of("?limit=0", "?limit=1001", "?after=x", "?after=-1")) {
                assertThat(get(server.http("/api/connections" + query), null).statusCode())
                        .as(query)
                        .isEqualTo(400);
            }
        }
    }

    @Test
    void noTokenGetsIntoTheLogHoweverItIsShown() throws Exception {
        // given
        Logger ours = (Logger) LoggerFactory.getLogger("io.ticktide");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        ours.addAppender(log);
        ours.setLevel(Level.DEBUG);
        String token = new Tokens().unlimited("ann") + "BAD";
        String secret = Files.write(directory.resolve("secret"), Tokens.SECRET).toString();
        try (LiveServer server = LiveServer.with("auth.mode=token", "auth.secret-file=" + secret)) {
            // when
            get(server.http("/stats?access_token=" + token), null);
            get(server.http("/stats"), token);
            get(server.http("/v1/stream?access_token=" + token), null);
            try (StreamClient client = StreamClient.connect(server, StreamClient.JSON)) {
                client.ask("{\"op\":\"auth\",\"token\":\"" + token + "\"}");
            }
            Awaitility.await().until(() -> List.copyOf(log.list).toString().contains("closed:"));

            // then
            for (ILoggingEvent line : List.copyOf(log.list)) {
                assertThat(line.getFormattedMessage() + line.getKeyValuePairs())
                        .doesNotContain(token.substring(0, 20))
                        .doesNotContain("access_token");
            }
        } finally {
            ours.detachAppender(log);
            ours.setLevel(null);
        }
    }

    private static ServerConfig config(String... settings) throws Exception {
        ConfigLoader loader = new ConfigLoader(Map.of());
        for (String setting : settings) {
            loader.set(setting);
        }
        return loader.load().config();
    }

    private static List<String> sessions(JsonNode answer) {
        List<String> ids = new ArrayList<>();
        answer.get("connections").forEach(one -> ids.add(one.get("session").stringValue()));
        return ids;
    }

    private static JsonNode connections(LiveServer server, String query) throws Exception {
        String body = get(server.http("/api/connections" + query), null).body();
        return new JsonMapper().readTree(body);
    }

    private static HttpResponse<String> get(URI uri, String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
