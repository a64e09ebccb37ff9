package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.harness.Received;
import io.ticktide.harness.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A client that minds its own business while others abuse the server: it takes quotes and trades of
 * every instrument, which the feed tells all the time, and in the end has each of them.
 */
public final class Bystander implements AutoCloseable {
    private static final int TURN_MS = 4;

    private final LiveServer server;
    private final StreamClient client;
    private final ScheduledExecutorService telling = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> turns;
    private long told;

    public Bystander(LiveServer server) {
        this.server = server;
        client = StreamClient.connect(server, StreamClient.SBE);
        client.answer(0);
        for (String channel : List.of("quote", "trade")) {
            client.ask("{\"op\":\"subscribe\",\"ch\":\"" + channel + "\",\"sym\":\"*\"}");
        }
        turns = telling.scheduleAtFixedRate(this::tell, 0, TURN_MS, TimeUnit.MILLISECONDS);
    }

    /** Events per stream that have arrived by now. */
    public long arrived() {
        return client.lastSeq(Stream.quote(0));
    }

    /** Waits for some more events of each stream. */
    public void awaitMore(int events) {
        long wanted = arrived() + events;
        streams().forEach(stream -> client.awaitSeq(stream, wanted));
    }

    /** Has the feed tell some more of each stream at once, and waits for it. */
    void tellAtOnce(int events) throws Exception {
        long upTo =
                telling.submit(
                                () -> {
                                    for (int i = 0; i < events; i++) {
                                        tell();
                                    }
                                    return told;
                                })
                        .get(10, TimeUnit.SECONDS);
        streams().forEach(stream -> client.awaitSeq(stream, upTo));
    }

    /** Ends the feed's talk; fails unless every event of every stream came, each by itself. */
    public void assertLostNothing() throws InterruptedException {
        telling.shutdown();
        assertThat(telling.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(turns.isCancelled()).as("no turn failed").isTrue();
        for (Stream stream : streams()) {
            client.awaitSeq(stream, told);
            assertThat(client.received(stream))
                    .hasSize((int) told)
                    .extracting(Received::conflated)
                    .containsOnly(0L);
        }
        assertThat(client.violations()).isEmpty();
        assertThat(client.closeCode()).isZero();
        assertThat(client.ask("{\"op\":\"ping\",\"id\":1}").path("id").asInt()).isEqualTo(1);
    }

    @Override
    public void close() {
        telling.shutdownNow();
        client.close();
    }

    private void tell() {
        told++;
        for (int id = 0; id < LiveServer.INSTRUMENTS; id++) {
            server.feed.quote(id, told, 100 + told % 50);
            server.feed.trade(id, told, 100 + told % 50, 1);
        }
    }

    private static List<Stream> streams() {
        List<Stream> streams = new ArrayList<>();
        for (int id = 0; id < LiveServer.INSTRUMENTS; id++) {
            streams.add(Stream.quote(id));
            streams.add(Stream.trade(id));
        }
        return streams;
    }
}
