package io.ticktide.endpoint;

import io.ticktide.feed.DigestingListener;
import io.ticktide.replay.Replays;
import io.ticktide.session.DeliveryCounters;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import tools.jackson.databind.node.ObjectNode;

/** Tells operators how the server is: {@code /health}, {@code /ready}, {@code /stats}. */
final class StatusApi {
    private final ServerIdentity identity;
    private final FeedView feed;
    private final Optional<RecorderView> recorder;
    private final Totals totals;
    private final Admission admission;
    private final Refusals refusals;
    private final Replays replays;
    private final EpochNanoClock clock;
    private final Readiness readiness;
    private final Health health;

    StatusApi(
            ServerIdentity identity,
            FeedView feed,
            Optional<RecorderView> recorder,
            List<IoShard> shards,
            List<Compression> compressions,
            Admission admission,
            Refusals refusals,
            Replays replays,
            EpochNanoClock clock) {
        this.identity = identity;
        this.feed = feed;
        this.recorder = recorder;
        totals = new Totals(shards, compressions);
        this.admission = admission;
        this.refusals = refusals;
        this.replays = replays;
        this.clock = clock;
        readiness = new Readiness(feed, recorder, admission);
        health = new Health(feed, shards);
    }

    /** Up unless a thread is stuck. */
    void health(HttpServerExchange exchange) {
        List<String> stuck = health.stuck();
        ObjectNode body = Answers.object().put("status", stuck.isEmpty() ? "up" : "stuck");
        if (!stuck.isEmpty()) {
            stuck.forEach(body.putArray("threads")::add);
            exchange.setStatusCode(StatusCodes.SERVICE_UNAVAILABLE);
        }
        JsonResponse.send(exchange, body);
    }

    /** See {@link Readiness}. */
    void ready(HttpServerExchange exchange) {
        ObjectNode body = readiness.body();
        if (!body.path("ready").asBoolean(false)) {
            exchange.setStatusCode(StatusCodes.SERVICE_UNAVAILABLE);
        }
        JsonResponse.send(exchange, body);
    }

    void stats(HttpServerExchange exchange) {
        ObjectNode body = Answers.object();
        body.put("version", identity.version());
        body.put("epoch", Long.toString(identity.epochNs()));
        body.put(
                "uptimeSeconds",
                TimeUnit.NANOSECONDS.toSeconds(clock.nanoTime() - identity.epochNs()));
        feed(body.putObject("feed"));
        body.putObject("ring")
                .put("slots", feed.ringSlots())
                .put("used", feed.ringUsed())
                .put("fullWaits", feed.ringFullWaits());
        recorder.ifPresent(it -> recorder(body.putObject("recorder"), it));
        sessions(body.putObject("sessions"));
        refused(body.putObject("refused"));
        delivered(body.putObject("delivered"));
        deflated(body.putObject("deflate"));
        body.putObject("replays")
                .put("open", replays.open())
                .put("most", replays.most())
                .put("opened", replays.opened())
                .put("refused", replays.refused());
        JsonResponse.send(exchange, body);
    }

    private static void recorder(ObjectNode node, RecorderView recorder) {
        node.put("state", recorder.state());
        if (recorder.problem() != null) {
            node.put("problem", recorder.problem());
        }
        node.put("events", recorder.events());
        node.put("digest", String.format(Locale.ROOT, "%016x", recorder.digest()));
        node.put("lost", recorder.lost());
        node.put("gaps", recorder.gaps());
        node.put("bytes", recorder.bytes());
        node.put("segment", recorder.segment());
        node.put("lagEvents", recorder.lagEvents());
    }

    private void feed(ObjectNode node) {
        node.put("name", feed.name());
        node.put("replay", feed.isReplay());
        node.put("state", feed.state());
        if (feed.failure() != null) {
            node.put("failure", feed.failure());
        }
        node.put("events", feed.events());
        node.put("quotes", feed.quotes());
        node.put("trades", feed.trades());
        node.put("bookUpdates", feed.bookUpdates());
        node.put("statuses", feed.statuses());
        node.put("gaps", feed.gaps());
        node.put("stalls", feed.stalls());
        node.put("restarts", feed.restarts());
        node.put("silentMillis", TimeUnit.NANOSECONDS.toMillis(feed.silentNs()));
        node.put("eventsPerSecond", feed.ratePerSecond());
        if (feed.recordedDigest() != 0) {
            node.put("recordedDigest", String.format(Locale.ROOT, "%016x", feed.recordedDigest()));
        }
        DigestingListener.Checkpoint checkpoint = feed.checkpoint();
        if (checkpoint != null) {
            node.putObject("digest")
                    .put("events", checkpoint.events())
                    .put("value", Long.toHexString(checkpoint.digest()));
        }
        node.put("lateMicros", TimeUnit.NANOSECONDS.toMicros(feed.lateNs()));
    }

    private void sessions(ObjectNode node) {
        node.put("open", admission.open());
        node.put("opened", totals.sum(DeliveryCounters::opened));
        node.put("refused", admission.refused());
        node.put("closedSlow", totals.sum(DeliveryCounters::closedSlow));
        node.put("badCommands", totals.sum(DeliveryCounters::badCommands));
    }

    private void refused(ObjectNode node) {
        for (Refusal cause : Refusal.values()) {
            node.put(cause.label(), refusals.value(cause));
        }
    }

    private void delivered(ObjectNode node) {
        node.put("messages", totals.sum(DeliveryCounters::messages));
        node.put("frames", totals.sum(DeliveryCounters::frames));
        node.put("bytes", totals.sum(DeliveryCounters::bytes));
        ObjectNode merged = node.putObject("mergedEvents");
        totals.merged().forEach(merged::put);
    }

    private void deflated(ObjectNode node) {
        node.put("connections", totals.deflated(DeflateCounters::connections));
        node.put("frames", totals.deflated(DeflateCounters::frames));
        node.put("reused", totals.deflated(DeflateCounters::reused));
        node.put("asIs", totals.deflated(DeflateCounters::asIs));
        node.put("bytesBefore", totals.deflated(DeflateCounters::bytesBefore));
        node.put("bytesAfter", totals.deflated(DeflateCounters::bytesAfter));
    }
}
