package io.ticktide.endpoint;

import io.ticktide.session.Backlog;
import io.ticktide.session.Session;
import io.ticktide.session.SessionStats;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What operators get to know of one connection, from its handshake to its end.
 *
 * <p>Owner: its I/O thread.
 */
final class ConnectionLife {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLife.class);
    private static final double NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Rates are those of at least so long. */
    private static final long LEAST_RATE_NS = TimeUnit.MILLISECONDS.toNanos(900);

    private final IoShard shard;
    private final Session session;
    private final Access access;
    private final String address;
    private final String protocol;
    private final long openedNs;
    private long sampledNs;
    private long sampledMessages;
    private long sampledBytes;
    private float messagesPerSecond;
    private float bytesPerSecond;
    private int clientCode;

    /**
     * @param address of the client, without its port.
     */
    ConnectionLife(IoShard shard, Session session, Access access, String address, boolean asJson) {
        this.shard = shard;
        this.session = session;
        this.access = access;
        this.address = address;
        protocol = asJson ? StreamEndpoint.JSON_PROTOCOL : StreamEndpoint.SBE_PROTOCOL;
        openedNs = shard.epochNs();
        sampledNs = shard.nowNs();
    }

    /** The connection was welcomed. */
    void begin() {
        shard.connections().add(this);
        LOG.atDebug()
                .addKeyValue("address", address)
                .addKeyValue("protocol", protocol)
                .log("session {} opened by {}, {}", id(), address, protocol);
    }

    /** A heartbeat is due: a good moment to see how fast data leaves. */
    void beat() {
        long nowNs = shard.nowNs();
        long elapsedNs = nowNs - sampledNs;
        if (elapsedNs < LEAST_RATE_NS) {
            return;
        }
        SessionStats stats = session.stats();
        messagesPerSecond =
                (float) ((stats.messages() - sampledMessages) * NS_PER_SECOND / elapsedNs);
        bytesPerSecond = (float) ((stats.bytes() - sampledBytes) * NS_PER_SECOND / elapsedNs);
        sampledNs = nowNs;
        sampledMessages = stats.messages();
        sampledBytes = stats.bytes();
    }

    /** The client's close frame came. */
    void closedByClient(int code) {
        clientCode = code;
    }

    /** The socket is closed. */
    void end() {
        Closing closing = Closing.of(session.closeReason(), clientCode);
        shard.connections().end(this, closing);
        (closing.isFault() ? LOG.atInfo() : LOG.atDebug())
                .addKeyValue("address", address)
                .addKeyValue("code", closing.code())
                .log("session {} of {} closed: {}", id(), address, closing);
    }

    long id() {
        return session.id();
    }

    /** What is known now. */
    ObjectNode describe() {
        ObjectNode node = identity();
        node.put("state", state());
        node.put("ageMs", TimeUnit.NANOSECONDS.toMillis(shard.epochNs() - openedNs));
        node.put("streams", session.subscriptions().size());
        totals(node);
        node.put("messagesPerSecond", Math.round(messagesPerSecond));
        node.put("bytesPerSecond", Math.round(bytesPerSecond));
        Backlog backlog = Backlog.of(session);
        node.putObject("lag")
                .put("bytes", backlog.bytes())
                .put("streams", backlog.streams())
                .put("oldestMs", oldestMs(backlog));
        node.putObject("queueMicros")
                .put("p50", session.stats().queueTimes().microsAt(50))
                .put("p90", session.stats().queueTimes().microsAt(90))
                .put("p99", session.stats().queueTimes().microsAt(99));
        return node;
    }

    /** What stays known of it after its end. */
    ObjectNode describe(Closing closing, long closedNs) {
        ObjectNode node = identity();
        totals(node);
        node.put("closedBy", closing.by());
        node.put("code", closing.code());
        node.put("reason", closing.reason());
        node.put("closed", Long.toString(closedNs));
        return node;
    }

    private ObjectNode identity() {
        ObjectNode node = Answers.object().put("session", Long.toString(id()));
        node.put("address", address).put("protocol", protocol);
        return node.put("subject", access.subject()).put("opened", Long.toString(openedNs));
    }

    private void totals(ObjectNode node) {
        node.put("messages", session.stats().messages());
        node.put("frames", session.stats().frames());
        node.put("bytes", session.stats().bytes());
        ObjectNode merged = node.putObject("mergedEvents");
        for (int bit = 0; bit < JsonTwin.CAUSES.size(); bit++) {
            merged.put(JsonTwin.CAUSES.get(bit), session.stats().conflated(bit));
        }
    }

    private String state() {
        if (session.isClosing()) {
            return "closing";
        }
        if (!access.isGranted()) {
            return "waiting for a token";
        }
        if (Backlog.of(session).isBlocked()) {
            return "slow";
        }
        return shard.replays().of(session) == null ? "live" : "replay";
    }

    private long oldestMs(Backlog backlog) {
        long waitedNs = backlog.sinceNs() == 0 ? 0 : shard.epochNs() - backlog.sinceNs();
        return TimeUnit.NANOSECONDS.toMillis(Math.max(0, waitedNs));
    }
}
