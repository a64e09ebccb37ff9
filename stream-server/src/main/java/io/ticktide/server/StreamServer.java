package io.ticktide.server;

import com.lmax.disruptor.EventPoller;
import io.ticktide.auth.Authentication;
import io.ticktide.auth.FetchedKeys;
import io.ticktide.config.ServerConfig;
import io.ticktide.distribute.DistributeSettings;
import io.ticktide.distribute.Distributor;
import io.ticktide.endpoint.EndpointTls;
import io.ticktide.endpoint.IoShard;
import io.ticktide.endpoint.SelectorTurns;
import io.ticktide.endpoint.ServerIdentity;
import io.ticktide.endpoint.ShardLoop;
import io.ticktide.endpoint.StreamEndpoint;
import io.ticktide.feed.Feed;
import io.ticktide.history.RecordedPast;
import io.ticktide.replay.RecordingCatalogue;
import io.ticktide.ring.MarketRing;
import io.ticktide.ring.RingSlot;
import io.ticktide.ring.WallClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.agrona.CloseHelper;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/**
 * A running server: feed thread → ring → I/O threads, each of which distributes to its own
 * sessions.
 *
 * <pre>
 *   "feed"      FeedAgent ──► FeedIngress ──► MarketRing
 *   "io-0 …"    IoShard: Distributor ──► Session ──► socket
 *   "replay"    ReplayAgent: recordings ──► one small ring per client that has a replay
 *   "keys"      KeyFetcher: public keys of a web server, when tokens are checked by them
 *   "record"    Recorder: blocks ──► "record-io": segments on the disk, when it records
 * </pre>
 *
 * <p>Threads stop in the reverse order of their start. Thread-safe.
 */
public final class StreamServer implements AutoCloseable {
    private static final long HISTORY_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long GOODBYE_NS = TimeUnit.SECONDS.toNanos(2);

    private final NanoClock clock = SystemNanoClock.INSTANCE;
    private final EpochNanoClock epochClock = new WallClock();
    private final long epochNs = epochClock.nanoTime();
    private final ServerConfig config;
    private final StageSettings settings;
    private final Feed feed;
    private final MarketRing ring;
    private final PastReader pastReader = new PastReader();
    private final RecordedPast past;
    private final XnioWorker worker;
    private final List<IoShard> shards = new ArrayList<>();
    private final List<EventPoller<RingSlot>> readers = new ArrayList<>();
    private final RunningRecorder recorder; // null: nothing is recorded
    private final FeedStage feedStage;
    private final RecordingCatalogue catalogue;
    private final ReplayStage replays;
    private StreamEndpoint endpoint; // made by start(), before anybody has this server
    private KeyFetcher keyFetcher; // null: no keys are fetched
    private boolean closed;

    private StreamServer(ServerConfig config, Feed feed, Supplier<Feed> reopen)
            throws StartException {
        this.config = config;
        settings = new StageSettings(config, feed.instruments().size());
        this.feed = feed;
        ring = new MarketRing(config.ring().slots());
        past = recordedPast();
        int ioThreads = settings.ioThreads();
        worker = IoWorker.start(ioThreads);
        for (int i = 0; i < ioThreads; i++) {
            shards.add(newShard(i));
        }
        recorder = newRecorder();
        feedStage =
                new FeedStage(
                        config.feed(),
                        feed,
                        reopen == null
                                ? () -> Feeds.reopen(config.feed(), epochClock, clock)
                                : reopen,
                        ring,
                        clock,
                        epochClock,
                        this::wakeReaders,
                        settings.spinNs());
        catalogue = RecordingCatalogue.of(config.replay().dir(), config.record().dir());
        replays =
                new ReplayStage(
                        catalogue,
                        config.replay().sessions(),
                        settings.distribute(),
                        worker,
                        clock,
                        epochClock);
    }

    /**
     * Starts serving a feed, which the server closes when it is closed.
     *
     * @throws StartException when it cannot; the feed is closed then.
     */
    public static StreamServer start(ServerConfig config, Feed feed) throws StartException {
        return start(config, feed, null);
    }

    /**
     * As above.
     *
     * @param reopen opens the feed again, where the configuration asks for that; null: as the
     *     configuration names it.
     */
    static StreamServer start(ServerConfig config, Feed feed, Supplier<Feed> reopen)
            throws StartException {
        try {
            FetchedKeys keys = Authentications.fetched(config.auth(), SystemNanoClock.INSTANCE);
            Authentication authentication = Authentications.of(config.auth(), keys);
            EndpointTls tls = Certificates.of(config.endpoint());
            StreamServer server = new StreamServer(config, feed, reopen);
            server.start(authentication, keys, tls);
            return server;
        } catch (StartException e) {
            feed.close();
            throw e;
        }
    }

    /** Address that is served; with the real port when 0 was asked for. */
    public InetSocketAddress address() {
        return endpoint.address();
    }

    /** Where operators look; empty: at {@link #address}. */
    public Optional<InetSocketAddress> adminAddress() {
        return endpoint.adminAddress();
    }

    /** Waits until the server is to end by itself, which it does when its feed is over. */
    public ServerEnd awaitEnd() throws InterruptedException {
        try {
            return feedStage.end().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Says goodbye to every client, then stops all threads. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        long drainMs = endpoint.drain();
        long deadlineNs = clock.nanoTime() + TimeUnit.MILLISECONDS.toNanos(drainMs);
        while (endpoint.connections() > 0 && clock.nanoTime() < deadlineNs) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        feedStage.close();
        CloseHelper.quietClose(recorder);
        endpoint.close();
        CloseHelper.quietClose(keyFetcher);
        pastReader.close();
        replays.close();
        stopWorker();
    }

    private void start(Authentication authentication, FetchedKeys keys, EndpointTls tls)
            throws StartException {
        // The market tells its history while the endpoint is made, which takes about as long.
        feedStage.start();
        replays.start();
        try {
            keyFetcher = keys == null ? null : KeyFetcher.start(keys, clock);
            endpoint = newEndpoint(authentication, tls);
            feedStage.onChange(endpoint::feedChanged);
            awaitHistory();
            endpoint.start();
        } catch (RuntimeException e) {
            feedStage.close();
            CloseHelper.quietClose(keyFetcher);
            replays.close();
            CloseHelper.quietClose(recorder);
            stopWorker();
            throw NotListening.because(e, config);
        }
    }

    /** Lets nobody in before the market's history is told: it comes faster than clients read. */
    private void awaitHistory() {
        long deadlineNs = clock.nanoTime() + HISTORY_NS;
        while (!(feedStage.hasCaughtUp()
                        && (feed.isReplay() || readers.stream().allMatch(it -> ring.lag(it) == 0)))
                && clock.nanoTime() < deadlineNs) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private StreamEndpoint newEndpoint(Authentication authentication, EndpointTls tls) {
        return new StreamEndpoint(
                worker,
                shards,
                feed.instruments(),
                settings.endpoint(tls),
                authentication,
                new ServerIdentity(Version.text(), epochNs),
                feedStage.view(readers),
                Optional.ofNullable(recorder),
                catalogue,
                replays.replays(),
                epochClock);
    }

    /** Where streams can begin that reach further back than memory; null when nowhere. */
    private RecordedPast recordedPast() {
        return config.record().isOn()
                ? pastReader.of(
                        Path.of(config.record().dir()),
                        epochNs,
                        () -> config.record().keepsAll() && recorder.isWhole())
                : pastReader.of(feed);
    }

    private RunningRecorder newRecorder() throws StartException {
        if (!config.record().isOn()) {
            return null;
        }
        try {
            DistributeSettings bars = settings.distribute();
            return RunningRecorder.start(
                    config.record(),
                    ring,
                    feed,
                    epochNs,
                    bars.historyBars(),
                    bars.closeGraceNs(),
                    false,
                    epochClock);
        } catch (StartException e) {
            stopWorker();
            throw e;
        }
    }

    private void wakeReaders() {
        if (recorder != null) {
            recorder.wakeIfBehind();
        }
        for (int i = 0; i < shards.size(); i++) {
            shards.get(i).signal();
        }
    }

    private void stopWorker() {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(GOODBYE_NS, TimeUnit.NANOSECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private IoShard newShard(int number) throws StartException {
        EventPoller<RingSlot> reader = ring.newPoller();
        readers.add(reader);
        Distributor distributor =
                new Distributor(
                        reader, feed.instruments(), settings.distribute(), past, clock, epochClock);
        return new IoShard(
                worker.getIoThread(number),
                newLoop(worker.getIoThread(number)),
                distributor,
                feed.instruments(),
                settings.session(),
                settings.pendingBytesPerThread(),
                clock,
                epochClock);
    }

    private ShardLoop newLoop(XnioIoThread thread) throws StartException {
        try {
            return SelectorTurns.loop(thread, settings.spinNs(), clock);
        } catch (IOException e) {
            stopWorker();
            throw new StartException("cannot start " + thread.getName() + ": " + e, e);
        }
    }
}
