package io.ticktide.config;

import java.util.List;
import java.util.Optional;

/** Every setting with its documentation, in the order of the records: the one place that has it. */
public final class ConfigKeys {
    static final String VARIABLE_PREFIX = "TICKTIDE_";

    private static final String YES_OR_NO = "true or false";

    private static final List<ConfigKey> ALL =
            List.of(
                    key(
                            "feed.source",
                            "where prices come from",
                            "simulated, ticks (even quotes, for benchmarks), or a recording's path"),
                    key(
                            "feed.speed",
                            "of a recording, in multiples of event time",
                            "0.1 to 1000, or max"),
                    key("feed.loop", "start a recording again at its end", YES_OR_NO),
                    key(
                            "feed.from",
                            "where a recording begins: what lies before makes its first state",
                            "ISO 8601, ns since 1970, +90s from its start, -5m before its end; empty: its start"),
                    key("feed.to", "where a recording ends", "as feed.from; empty: its end"),
                    key(
                            "feed.symbols",
                            "instruments of a recording that are played; empty: all",
                            "a list of tickers"),
                    key(
                            "feed.skip-gaps-ms",
                            "pauses of a recording longer than this are jumped over, ms; 0: none",
                            "0 to 86,400,000"),
                    key(
                            "feed.bad-rows",
                            "what a malformed row or a damaged block of a recording does: end the feed, or be counted",
                            "fail or skip"),
                    key(
                            "feed.symbol",
                            "of a recording that does not name it",
                            "a ticker; empty: from the rows or the file name"),
                    key(
                            "feed.price-scale",
                            "decimals of a recording's prices; -1: as many as its rows need",
                            "-1 to 15"),
                    key(
                            "feed.qty-scale",
                            "decimals of a recording's quantities; -1: as many as its rows need",
                            "-1 to 15"),
                    key(
                            "feed.seed",
                            "of the simulated market or of the ticks; the same seed makes the same events",
                            "any whole number"),
                    key(
                            "feed.instruments",
                            "of the simulated market or of the ticks",
                            "1 to 10,000"),
                    key(
                            "feed.rate",
                            "events per second of the simulated market or of the ticks",
                            "1 to 2,000,000"),
                    key(
                            "feed.rate-plan",
                            "rates of the ticks one after another, RATE/MS each; empty: feed.rate",
                            "a list of RATE/MS"),
                    key(
                            "feed.stall-ms",
                            "without an event, though one was due, before the feed counts as stalled, ms; 0: never",
                            "0 to 3,600,000"),
                    key(
                            "feed.on-failure",
                            "what a feed that breaks does: keep what is known, be opened again, or end the server",
                            "stay, restart or stop"),
                    key("feed.on-end", "what a feed that ends does", "stay, restart or stop"),
                    key(
                            "feed.restart-max-ms",
                            "most that is waited before a feed is opened again, ms",
                            "1,000 to 3,600,000"),
                    key(
                            "ring.slots",
                            "events between feed and I/O threads, 256 bytes each; a power of two",
                            "1,024 to 4,194,304"),
                    key(
                            "ring.wait-strategy",
                            "of feed and I/O threads: asleep, awake for 100 us, or awake: a core each",
                            "park, backoff or spin"),
                    key(
                            "distribute.batch-limit",
                            "events an I/O thread takes before it serves its sockets again",
                            "16 to 65,536"),
                    key(
                            "distribute.history-bars",
                            "bars kept per instrument and interval",
                            "10 to 100,000"),
                    key(
                            "distribute.history-memory-mb",
                            "bound of all bars kept, MiB; with many instruments fewer bars are kept",
                            "1 to 65,536"),
                    key(
                            "distribute.event-history-mb",
                            "newest events kept for resume and range, per I/O thread, MiB",
                            "a power of two from 1 to 1,024"),
                    key(
                            "distribute.close-grace-ms",
                            "feed time that a bar without a newer trade waits for late trades, ms",
                            "0 to 60,000"),
                    key(
                            "session.max-streams",
                            "streams a client may subscribe to",
                            "1 to 1,000,000"),
                    key(
                            "session.outbox-bytes",
                            "data that may wait for a full socket before streams conflate, bytes",
                            "16,384 to 16,777,216"),
                    key(
                            "session.control-frames",
                            "answers that may wait for a full socket before the client is closed",
                            "8 to 4,096"),
                    key(
                            "session.control-bytes",
                            "bytes of answers that may wait, or one larger, before it is closed",
                            "65,536 to 268,435,456"),
                    key(
                            "session.pending-mb",
                            "output that may wait for full sockets, all clients together, MiB",
                            "8 to 65,536"),
                    key(
                            "session.trade-summaries",
                            "summaries per trade stream before the two oldest merge",
                            "2 to 4,096"),
                    key(
                            "session.closed-bars",
                            "closed bars per candle stream before a slow client is closed",
                            "16 to 65,536"),
                    key("session.heartbeat-ms", "between heartbeats, ms", "100 to 60,000"),
                    key(
                            "session.idle-timeout-ms",
                            "without a sign of life before a client is closed, ms",
                            "twice session.heartbeat-ms to 3,600,000"),
                    key(
                            "session.commands-per-second",
                            "commands before one is refused; twice as many at once",
                            "1 to 100,000"),
                    key(
                            "session.errors-per-minute",
                            "bad commands before a client is closed",
                            "1 to 100,000"),
                    key(
                            "endpoint.host",
                            "address to listen on; 0.0.0.0 opens the server to the network",
                            "an address or host name"),
                    key("endpoint.port", "to listen on; 0 takes a free one", "0 to 65,535"),
                    key(
                            "endpoint.io-threads",
                            "threads that own the sockets; 0: one fewer than cores",
                            "0 to 256"),
                    key("endpoint.max-connections", "clients in all", "1 to 1,000,000"),
                    key(
                            "endpoint.max-connections-per-address",
                            "clients from one address",
                            "1 to 1,000,000"),
                    key(
                            "endpoint.max-message-bytes",
                            "largest message of a client, bytes",
                            "256 to 1,048,576"),
                    key(
                            "endpoint.allowed-origins",
                            "origins of pages that may connect besides the server's own; \"*\": any",
                            "a list of origins"),
                    key(
                            "endpoint.request-timeout-ms",
                            "for a request to arrive whole, and of a connection without one, ms",
                            "100 to 600,000"),
                    key(
                            "endpoint.tls-certificate",
                            "certificate chain (PEM) of https and wss, read again when it changes",
                            "a path; empty: no TLS"),
                    key(
                            "endpoint.tls-key",
                            "its private key (PEM, PKCS#8, not encrypted), read again when it changes",
                            "a path; empty: no TLS"),
                    key(
                            "endpoint.max-frames-per-message",
                            "frames that a message of a client may have",
                            "1 to 65,536"),
                    key(
                            "endpoint.handshakes-per-second",
                            "WebSockets opened a second, all clients together; as many at once",
                            "1 to 1,000,000"),
                    key(
                            "endpoint.requests-per-second",
                            "HTTP requests a second from one address; as many at once",
                            "1 to 1,000,000"),
                    key(
                            "endpoint.trusted-proxies",
                            "whose X-Forwarded-For is believed",
                            "a list of addresses or networks, 10.0.0.0/8"),
                    key(
                            "endpoint.deflate",
                            "clients that get permessage-deflate when they offer it; json: those of the JSON twin",
                            "off, json or all"),
                    key("endpoint.deflate-level", "of compression: fast to small", "1 to 9"),
                    key(
                            "endpoint.drain-ms",
                            "at a shutdown, goodbyes are spread over, and may take, ms",
                            "0 to 600,000"),
                    key(
                            "endpoint.retry-spread-ms",
                            "at a shutdown, the return of many clients is spread over, ms",
                            "0 to 3,600,000"),
                    key(
                            "auth.mode",
                            "who is let in: everybody, or who has a valid token (JWT)",
                            "none or token"),
                    key(
                            "auth.secret-file",
                            "holds the secret of HS256, 32 bytes or more; line ends do not count",
                            "a path; empty: no HS256"),
                    key(
                            "auth.jwks-file",
                            "holds public keys, a JSON Web Key Set",
                            "a path; empty: none"),
                    key(
                            "auth.algorithms",
                            "of signatures that are accepted",
                            "a list of " + AuthConfig.ALGORITHMS),
                    key("auth.issuer", "that a token must name", "a text; empty: any"),
                    key("auth.audience", "that a token must name", "a text; empty: any"),
                    key(
                            "auth.wait-ms",
                            "a client may take to show a valid token before it is closed, ms",
                            "100 to 600,000"),
                    key(
                            "auth.warn-before-expiry-ms",
                            "before its token ends a client is warned, ms",
                            "0 to 86,400,000"),
                    key(
                            "auth.jwks-url",
                            "where public keys are fetched, a JSON Web Key Set",
                            "https://…, or http:// on this machine; empty: nowhere"),
                    key("auth.jwks-refresh-seconds", "between two fetches of them", "1 to 86,400"),
                    key(
                            "replay.dir",
                            "recordings for clients: a directory that is one, or that holds some",
                            "a path; empty: only the one that is being written"),
                    key(
                            "replay.sessions",
                            "clients that may have a replay of their own at a time",
                            "0 to 1,024"),
                    key(
                            "record.dir",
                            "where to record all events; a server that starts again adds to it",
                            "a path; empty: nothing is recorded"),
                    key(
                            "record.sync-ms",
                            "newest events that a killed process loses at most, ms",
                            "1 to 10,000"),
                    key(
                            "record.force-ms",
                            "newest events that a loss of power costs at most, ms; 0: up to the operating system",
                            "0 to 600,000"),
                    key(
                            "record.segment-mb",
                            "a segment of the recording is closed at this size, MiB",
                            "1 to 65,536"),
                    key(
                            "record.segment-minutes",
                            "a segment is closed when it covers so long, minutes; 0: whatever it covers",
                            "0 to 100,000"),
                    key(
                            "record.keep-mb",
                            "the oldest segments are deleted beyond this, MiB; 0: none",
                            "0 to 1,000,000,000"),
                    key(
                            "record.keep-hours",
                            "segments that ended so long ago are deleted, hours; 0: none",
                            "0 to 1,000,000"),
                    key(
                            "record.queue-mb",
                            "events that may wait for the disk before they are lost, marked as a gap, MiB",
                            "8 to 16,384"),
                    key(
                            "admin.host",
                            "address of /metrics, /stats and /api/connections, when on a port of their own",
                            "an address or host name"),
                    key(
                            "admin.port",
                            "of them; 0 takes a free one; -1: the endpoint's while only this machine reaches it, else 8081",
                            "-1 to 65,535"),
                    key(
                            "log.format",
                            "of the log on stderr: for people or for machines",
                            "text or json"),
                    key(
                            "log.level",
                            "least important line that is logged",
                            "error, warn, info or debug"));

    private ConfigKeys() {}

    /** All settings. */
    public static List<ConfigKey> all() {
        return ALL;
    }

    /** The setting with that full key. */
    public static Optional<ConfigKey> find(String path) {
        return ALL.stream().filter(key -> key.path().equals(path)).findFirst();
    }

    private static ConfigKey key(String path, String meaning, String allowed) {
        return new ConfigKey(path, meaning, allowed);
    }
}
