package io.ticktide.endpoint;

import io.ticktide.auth.Authentication;
import io.ticktide.auth.Entitlements;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.feed.Instrument;
import io.ticktide.replay.RecordingCatalogue;
import io.ticktide.replay.Replays;
import io.ticktide.telemetry.MetricsPage;
import io.ticktide.websocket.AcceptKey;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.EpochNanoClock;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import tools.jackson.databind.node.ObjectNode;

/**
 * Serves everything over one port: the stream at {@code /v1/stream}, the JSON API, the page.
 *
 * <p>Thread-safe. Requests run on the I/O thread of their connection and never block.
 */
public final class StreamEndpoint implements AutoCloseable {
    /** Binary subprotocol, and the one of a client that offers none. */
    public static final String SBE_PROTOCOL = "ticktide.sbe.v1";

    /** The JSON twin. */
    public static final String JSON_PROTOCOL = "ticktide.json.v1";

    private final Undertow undertow;
    private final AdminPort adminPort; // null: operators use the port of the clients
    private final List<IoShard> shards;
    private final List<Commands> commands = new ArrayList<>();
    private final List<Compression> compressions = new ArrayList<>();
    private final Admission admission;
    private final EndpointSettings settings;
    private final Authentication authentication;
    private final ServerIdentity identity;
    private final FeedView feed;
    private final Replays replays;
    private final Optional<RecorderView> recorder;
    private final EpochNanoClock clock;
    private final Refusals refusals = new Refusals();
    private final HttpAccess access;
    private final RequestCounts requests = new RequestCounts();
    private final AtomicLong nextSessionId = new AtomicLong();

    /**
     * @param shards one per I/O thread of the worker, in the order of the threads' numbers.
     */
    public StreamEndpoint(
            XnioWorker worker,
            List<IoShard> shards,
            List<Instrument> instruments,
            EndpointSettings settings,
            Authentication authentication,
            ServerIdentity identity,
            FeedView feed,
            Optional<RecorderView> recorder,
            RecordingCatalogue catalogue,
            Replays replays,
            EpochNanoClock clock) {
        this.shards = shards;
        this.settings = settings;
        this.authentication = authentication;
        this.identity = identity;
        this.feed = feed;
        this.replays = replays;
        this.recorder = recorder;
        this.clock = clock;
        Symbols symbols = new Symbols(instruments);
        for (IoShard shard : shards) {
            Market live = shard.market(instruments, symbols, identity.epochNs());
            commands.add(new Commands(shard, live, replays, settings.errorsPerMinute()));
            compressions.add(
                    new Compression(
                            settings.deflateLevel(), settings.maxMessageBytes(), shard.pool()));
        }
        admission = new Admission(settings, refusals, shards.get(0)::nowNs, this::upgrade);
        access = new HttpAccess(authentication, clock);
        StatusApi status =
                new StatusApi(
                        identity,
                        feed,
                        recorder,
                        shards,
                        compressions,
                        admission,
                        refusals,
                        replays,
                        clock);
        AdminApi admin = admin(worker, status);
        RecordingApi recordings = new RecordingApi(catalogue, new FileReads(worker));
        Listener at = new Listener(settings.host(), settings.port(), settings.tls());
        Routes routes = routes(instruments, recordings, status, admin);
        undertow = WebServer.of(worker, settings, at, ruled(routes));
        adminPort =
                settings.admin() == null
                        ? null
                        : new AdminPort(
                                WebServer.of(
                                        worker,
                                        settings,
                                        settings.admin(),
                                        ruled(AdminPort.routes(settings, admin, status, requests))),
                                settings.admin());
    }

    /** Loads what the first client would otherwise wait for; any thread, at any time. */
    public static void prepare() {
        Undertow.builder();
        try {
            CommandFields.parse(Answers.answer("list", 0L).toString());
        } catch (BadCommand e) {
            throw new IllegalStateException("a command of ours is bad", e);
        }
    }

    /**
     * Binds and serves.
     *
     * @throws AdminPortException when the port of the operators cannot be bound.
     * @throws RuntimeException with a {@link java.net.BindException} as cause when the port is
     *     taken.
     */
    public void start() {
        if (adminPort != null) {
            adminPort.start();
        }
        undertow.start();
        shards.forEach(shard -> shard.soon(shard::beat));
    }

    /** Address that is served; with the real port when 0 was asked for. */
    public InetSocketAddress address() {
        return (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
    }

    /** Where operators look; empty: at {@link #address}. */
    public Optional<InetSocketAddress> adminAddress() {
        return Optional.ofNullable(adminPort).map(AdminPort::address);
    }

    /**
     * Refuses new connections and sends the present ones away.
     *
     * @return how long that takes at most, ms.
     */
    public long drain() {
        DrainPlan plan =
                DrainPlan.of(admission.open(), settings.drainMs(), settings.retrySpreadMs());
        admission.drain(plan.retrySpreadMs());
        for (IoShard shard : shards) {
            long seed = identity.epochNs() + shard.thread().getNumber();
            shard.soon(() -> shard.drain(plan, seed));
        }
        return plan.deadlineMs();
    }

    /** The feed is in another state: tells every client. Any thread. */
    public void feedChanged() {
        String notice = FeedNotice.json(feed);
        for (IoShard shard : shards) {
            shard.soon(() -> shard.tellAll(notice));
        }
    }

    /** Connections open now. */
    public int connections() {
        return admission.open();
    }

    /** What clients did not get, by cause. */
    public Refusals refusals() {
        return refusals;
    }

    @Override
    public void close() {
        undertow.stop();
        if (adminPort != null) {
            adminPort.close();
        }
        for (int i = 0; i < shards.size(); i++) {
            shards.get(i).soon(compressions.get(i)::close);
        }
    }

    /** Each port has a rate per address of its own. */
    private HttpHandler ruled(Routes routes) {
        RequestRates rates = new RequestRates(settings.requestsPerSecond(), shards.get(0)::nowNs);
        return new RequestRules(routes, rates, refusals, settings);
    }

    private AdminApi admin(XnioWorker worker, StatusApi status) {
        FileReads slow = new FileReads(worker);
        EndpointMetrics metrics =
                new EndpointMetrics(
                        identity,
                        feed,
                        recorder,
                        shards,
                        compressions,
                        admission,
                        replays,
                        requests,
                        refusals,
                        settings.tls());
        return new AdminApi(
                access,
                status,
                new ConnectionsApi(shards, admission, slow),
                new MetricsPage(metrics),
                slow);
    }

    private Routes routes(
            List<Instrument> instruments,
            RecordingApi recordings,
            StatusApi status,
            AdminApi admin) {
        MarketApi market = new MarketApi(instruments, recordings);
        Map<String, HttpHandler> exact = new HashMap<>();
        exact.put(RequestRules.STREAM_PATH, admission);
        exact.put("/health", status::health);
        exact.put("/ready", status::ready);
        exact.put(
                "/api/symbols",
                exchange -> {
                    Entitlements entitlements = access.entitlements(exchange);
                    if (RecordingApi.isNamed(exchange)) {
                        recordings.symbols(exchange, entitlements);
                    } else {
                        market.symbols(exchange, entitlements);
                    }
                });
        exact.put(
                "/api/candles",
                exchange -> {
                    Entitlements entitlements = access.entitlements(exchange);
                    if (RecordingApi.isNamed(exchange)) {
                        recordings.candles(exchange, entitlements);
                    } else {
                        market.candles(exchange, shard(exchange).distributor(), entitlements);
                    }
                });
        exact.put(
                "/api/book",
                exchange -> {
                    Entitlements entitlements = access.entitlements(exchange);
                    market.book(exchange, shard(exchange).distributor(), entitlements);
                });
        exact.put(
                "/api/recordings",
                exchange -> recordings.recordings(exchange, access.entitlements(exchange)));
        exact.put(
                "/api/trades",
                exchange -> recordings.trades(exchange, access.entitlements(exchange)));
        if (settings.admin() == null) {
            exact.putAll(admin.routes(false));
        }
        return new Routes(exact, "page", new PageFiles(), requests);
    }

    private IoShard shard(HttpServerExchange exchange) {
        return shards.get(exchange.getIoThread().getNumber());
    }

    private void upgrade(HttpServerExchange exchange) {
        String key = exchange.getRequestHeaders().getFirst(Headers.SEC_WEB_SOCKET_KEY).trim();
        String protocol = protocol(exchange);
        exchange.getResponseHeaders().put(Headers.SEC_WEB_SOCKET_ACCEPT, AcceptKey.of(key));
        if (protocol != null) {
            exchange.getResponseHeaders().put(Headers.SEC_WEB_SOCKET_PROTOCOL, protocol);
        }
        boolean asJson = JSON_PROTOCOL.equals(protocol);
        String token = HttpAccess.token(exchange);
        InetAddress address = exchange.getSourceAddress().getAddress();
        Optional<String> extension =
                Compression.answer(settings, asJson, Admission.extensions(exchange));
        extension.ifPresent(
                it -> exchange.getResponseHeaders().put(Headers.SEC_WEB_SOCKET_EXTENSIONS, it));
        exchange.upgradeChannel(
                "websocket",
                (connection, same) ->
                        connected(connection, address, asJson, extension.isPresent(), token));
        exchange.endExchange();
    }

    /** The first subprotocol offered that is spoken here; null when none was. */
    private static String protocol(HttpServerExchange exchange) {
        HeaderValues offers = exchange.getRequestHeaders().get(Headers.SEC_WEB_SOCKET_PROTOCOL);
        return offers == null
                ? null
                : offers.stream()
                        .flatMap(offer -> Arrays.stream(offer.split(",")))
                        .map(String::trim)
                        .filter(name -> name.equals(SBE_PROTOCOL) || name.equals(JSON_PROTOCOL))
                        .findFirst()
                        .orElse(null);
    }

    private void connected(
            StreamConnection connection,
            InetAddress address,
            boolean asJson,
            boolean compressed,
            String token) {
        int thread = connection.getIoThread().getNumber();
        admission.opened(address);
        long id = nextSessionId.incrementAndGet();
        new ClientConnection(
                        connection,
                        shards.get(thread),
                        commands.get(thread),
                        settings,
                        id,
                        address.getHostAddress(),
                        asJson,
                        compressed ? compressions.get(thread) : null,
                        authentication,
                        refusals)
                .start(welcome(id, asJson), token, () -> admission.closed(address));
    }

    private String welcome(long id, boolean asJson) {
        ObjectNode welcome = Answers.object().put("op", "welcome");
        welcome.put("epoch", Long.toString(identity.epochNs()));
        welcome.put("session", Long.toString(id));
        welcome.put("serverTime", Long.toString(clock.nanoTime()));
        welcome.put("server", "ticktide/" + identity.version());
        welcome.put("protocol", asJson ? JSON_PROTOCOL : SBE_PROTOCOL);
        welcome.put("schemaVersion", MessageHeaderDecoder.SCHEMA_VERSION);
        welcome.put("heartbeatMs", settings.heartbeatMs());
        welcome.put("idleTimeoutMs", settings.idleTimeoutMs());
        welcome.putObject("limits")
                .put("maxStreams", settings.maxStreams())
                .put("maxMessageBytes", settings.maxMessageBytes())
                .put("commandsPerSecond", settings.commandsPerSecond());
        ObjectNode source = welcome.putObject("feed");
        source.put("name", feed.name()).put("replay", feed.isReplay());
        FeedNotice.put(source, feed);
        return welcome.toString();
    }
}
