package io.ticktide.endpoint;

import io.ticktide.feed.DigestingListener;
import io.ticktide.metrics.Counter;
import io.ticktide.replay.Replays;
import io.ticktide.session.DeliveryCounters;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.agrona.concurrent.EpochNanoClock;
import tools.jackson.databind.node.ObjectNode;

/** Tells operators how the server is: {@code /health}, {@code /ready}, {@code /stats}. */
final class StatusApi {
    private final ServerIdentity identity;
    private final FeedView feed;
    private final List<IoShard> shards;
    private final Admission admission;
    private final Replays replays;
    private final EpochNanoClock clock;

    StatusApi(
            ServerIdentity identity,
            FeedView feed,
            List<IoShard> shards,
            Admission admission,
            Replays replays,
            EpochNanoClock clock) {
        this.identity = identity;
        this.feed = feed;
        this.shards = shards;
        this.admission = admission;
        this.replays = replays;
        this.clock = clock;
    }

    void health(HttpServerExchange exchange) {
        JsonResponse.send(exchange, Answers.object().put("status", "up"));
    }

    /** Ready unless the feed failed: an ended recording is still served. */
    void ready(HttpServerExchange exchange) {
        boolean ready = feed.failure() == null;
        ObjectNode body = Answers.object().put("ready", ready);
        body.put("feed", feed.state());
        if (!ready) {
            body.put("reason", feed.failure());
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
        sessions(body.putObject("sessions"));
        delivered(body.putObject("delivered"));
        body.putObject("replays")
                .put("open", replays.open())
                .put("most", replays.most())
                .put("opened", replays.opened())
                .put("refused", replays.refused());
        JsonResponse.send(exchange, body);
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
        node.put("eventsPerSecond", feed.ratePerSecond());
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
        node.put("opened", sum(DeliveryCounters::opened));
        node.put("refused", admission.refused());
        node.put("closedSlow", sum(DeliveryCounters::closedSlow));
        node.put("badCommands", sum(DeliveryCounters::badCommands));
    }

    private void delivered(ObjectNode node) {
        node.put("messages", sum(DeliveryCounters::messages));
        node.put("frames", sum(DeliveryCounters::frames));
        node.put("bytes", sum(DeliveryCounters::bytes));
        ObjectNode merged = node.putObject("mergedEvents");
        for (int bit = 0; bit < JsonTwin.CAUSES.size(); bit++) {
            int cause = bit;
            merged.put(
                    JsonTwin.CAUSES.get(bit),
                    sum(counters -> counters.conflatedByCause().get(cause)));
        }
    }

    private long sum(Function<DeliveryCounters, Counter> which) {
        long sum = 0;
        for (IoShard shard : shards) {
            sum += which.apply(shard.counters()).value();
        }
        return sum;
    }
}
