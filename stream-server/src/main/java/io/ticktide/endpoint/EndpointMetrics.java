package io.ticktide.endpoint;

import io.ticktide.metrics.WaitCounts;
import io.ticktide.replay.Replays;
import io.ticktide.session.DeliveryCounters;
import io.ticktide.telemetry.Readings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Every metric of the stages, read at each scrape from what they count anyway: the one list of
 * names. They begin with the stage's word.
 *
 * <p>Thread-safe.
 */
final class EndpointMetrics implements Consumer<Readings> {
    private static final List<String> FEED_STATES =
            List.of("running", "stalled", "restarting", "ended", "failed");
    private static final List<String> RECORD_STATES =
            List.of("recording", "retrying", "gap", "failed");
    private static final double MS_PER_SECOND = TimeUnit.SECONDS.toMillis(1);

    private final ServerIdentity identity;
    private final FeedView feed;
    private final Optional<RecorderView> recorder;
    private final List<IoShard> shards;
    private final Totals totals;
    private final Admission admission;
    private final Replays replays;
    private final RequestCounts requests;
    private final Refusals refusals;
    private final EndpointTls tls;

    /**
     * @param tls of the endpoint's port, or null.
     */
    EndpointMetrics(
            ServerIdentity identity,
            FeedView feed,
            Optional<RecorderView> recorder,
            List<IoShard> shards,
            List<Compression> compressions,
            Admission admission,
            Replays replays,
            RequestCounts requests,
            Refusals refusals,
            EndpointTls tls) {
        this.identity = identity;
        this.feed = feed;
        this.recorder = recorder;
        this.shards = shards;
        totals = new Totals(shards, compressions);
        this.admission = admission;
        this.replays = replays;
        this.requests = requests;
        this.refusals = refusals;
        this.tls = tls;
    }

    @Override
    public void accept(Readings to) {
        to.info("build", "Which Ticktide this is.", "version", identity.version());
        feed(to);
        ring(to);
        delivery(to);
        sessions(to);
        endpoint(to);
        recorder.ifPresent(it -> record(to, it));
        replay(to);
    }

    private void feed(Readings to) {
        Map<String, Long> events = new LinkedHashMap<>();
        events.put("quote", feed.quotes());
        events.put("trade", feed.trades());
        events.put("book", feed.bookUpdates());
        events.put("status", feed.statuses());
        to.counters("feed_events", "Events published into the ring.", "kind", events);
        to.counter("feed_gaps", "Holes that the source was known to have.", feed.gaps());
        to.seconds("feed_late", "How far the feed is behind its own schedule.", feed.lateNs());
        to.seconds("feed_silent", "How long ago the feed told its last event.", feed.silentNs());
        to.counter("feed_stalls", "Times the feed fell silent though due.", feed.stalls());
        to.counter("feed_restarts", "Times the feed was opened again.", feed.restarts());
        to.state("feed_state", "State of the feed.", FEED_STATES, feed.state());
    }

    private void ring(Readings to) {
        to.gauge("ring_slots", "Slots between feed and I/O threads.", feed.ringSlots());
        to.gauge("ring_used_slots", "Slots not read by every reader yet.", feed.ringUsed());
        to.counter(
                "ring_full_waits",
                "Times the feed waited because a reader had not read yet.",
                feed.ringFullWaits());
    }

    private void delivery(Readings to) {
        to.counter(
                "session_messages",
                "Market-data messages put into frames.",
                totals.sum(DeliveryCounters::messages));
        to.counter("session_frames", "Data frames sent.", totals.sum(DeliveryCounters::frames));
        to.counter(
                "session_sent_bytes",
                "Bytes of data and answer frames sent, WebSocket headers included.",
                totals.sum(DeliveryCounters::bytes));
        to.counters(
                "session_merged_events",
                "Events that clients got merged or not at all; one with two causes counts twice.",
                "cause",
                totals.merged());
        List<WaitCounts> waits =
                shards.stream().map(shard -> shard.counters().queueTimes()).toList();
        to.waits(
                "session_queue",
                "How long the oldest live event of each data frame waited from ingress to socket.",
                waits);
        long pending = shards.stream().mapToLong(shard -> shard.pool().lentBytes()).sum();
        long most = shards.stream().mapToLong(shard -> shard.pool().mostLentBytes()).sum();
        to.gauge("session_pending_bytes", "Output that waits for full sockets.", pending);
        to.gauge("session_pending_limit_bytes", "Output that may wait for full sockets.", most);
    }

    private void sessions(Readings to) {
        to.gauge("session_open", "WebSocket sessions open now.", admission.open());
        to.counter(
                "session_opened",
                "WebSocket sessions opened.",
                totals.sum(DeliveryCounters::opened));
        Map<ClosedCounts.Key, Long> closed = new LinkedHashMap<>();
        shards.forEach(shard -> shard.connections().counts().addTo(closed));
        Map<List<String>, Long> byLabels = new LinkedHashMap<>();
        closed.forEach((key, count) -> byLabels.put(List.of(key.by(), key.code()), count));
        to.counters(
                "session_closed",
                "WebSocket sessions closed, by who did it and the close code.",
                List.of("by", "code"),
                byLabels);
        Map<String, Long> rejected = new LinkedHashMap<>();
        shards.forEach(shard -> shard.rejectedCommands().addTo(rejected));
        to.counters(
                "session_rejected_commands",
                "Commands answered with an error, by its code.",
                "code",
                rejected);
    }

    private void endpoint(Readings to) {
        Map<List<String>, Long> answered = new LinkedHashMap<>();
        requests.counts()
                .forEach((key, count) -> answered.put(List.of(key.path(), key.code()), count));
        to.counters(
                "endpoint_requests",
                "HTTP requests answered, by path and status.",
                List.of("path", "status"),
                answered);
        Map<String, Long> refused = new LinkedHashMap<>();
        for (Refusal cause : Refusal.values()) {
            refused.put(cause.label(), refusals.value(cause));
        }
        to.counters(
                "endpoint_refused",
                "Handshakes, requests, messages and commands refused, by cause.",
                "cause",
                refused);
        to.counter("endpoint_refused_handshakes", "Handshakes refused.", admission.refused());
        deflate(to);
        if (tls != null) {
            to.gauge(
                    "endpoint_certificate_expiry_timestamp_seconds",
                    "When the TLS certificate ends that is shown now.",
                    tls.validUntil().get().toEpochMilli() / MS_PER_SECOND);
        }
    }

    private void deflate(Readings to) {
        to.counter(
                "endpoint_deflate_connections",
                "Connections opened with permessage-deflate.",
                totals.deflated(DeflateCounters::connections));
        to.counter(
                "endpoint_deflate_frames",
                "Frames sent compressed.",
                totals.deflated(DeflateCounters::frames));
        to.counter(
                "endpoint_deflate_input_bytes",
                "Bytes of the frames sent compressed, before.",
                totals.deflated(DeflateCounters::bytesBefore));
        to.counter(
                "endpoint_deflate_output_bytes",
                "Bytes of the same frames as they were sent.",
                totals.deflated(DeflateCounters::bytesAfter));
    }

    private static void record(Readings to, RecorderView recorder) {
        to.counter("record_events", "Events on the disk.", recorder.events());
        to.counter("record_written_bytes", "Bytes on the disk.", recorder.bytes());
        to.gauge("record_lag_events", "Events on their way to the disk.", recorder.lagEvents());
        to.counter("record_lost_events", "Events missing in the recording.", recorder.lost());
        to.counter("record_gaps", "Stretches of missing events.", recorder.gaps());
        to.state("record_state", "State of the recorder.", RECORD_STATES, recorder.state());
    }

    private void replay(Readings to) {
        to.gauge("replay_open", "Clients that have a replay now.", replays.open());
        to.gauge("replay_limit", "Clients that may have a replay at a time.", replays.most());
        to.counter("replay_opened", "Replays opened, each seek counting as one.", replays.opened());
        to.counter("replay_refused", "Replays refused as too many were open.", replays.refused());
    }
}
