package io.ticktide.endpoint;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what reads files or else takes long, one request after the other, on a worker's thread
 * instead of the I/O thread that the request came on. So many may wait; others are told to come
 * again.
 *
 * <p>Thread-safe.
 */
final class FileReads implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(FileReads.class);
    private static final int MOST_WAITING = 64;

    private final Executor worker;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    FileReads(Executor worker) {
        this.worker = worker;
    }

    /** Answers a request with what reads files. */
    @FunctionalInterface
    interface Answer {
        void send() throws BadCommand;
    }

    /** Answers a request soon; at once, when there are too many. */
    void answer(HttpServerExchange exchange, Answer answer) {
        if (waiting.get() >= MOST_WAITING) {
            JsonResponse.error(
                    exchange,
                    StatusCodes.SERVICE_UNAVAILABLE,
                    new BadCommand(
                            ErrorCode.TOO_MANY_COMMANDS,
                            null,
                            "too many such requests wait just now; ask again later"));
            return;
        }
        exchange.dispatch(
                this,
                dispatched -> {
                    try {
                        answer.send();
                    } catch (BadCommand bad) {
                        JsonResponse.error(dispatched, MarketApi.statusOf(bad), bad);
                    }
                });
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            worker.execute(this::runAll);
        }
    }

    private void runAll() {
        do {
            try {
                tasks.remove().run();
            } catch (RuntimeException e) {
                LOG.error("reading for a request failed", e);
            }
        } while (waiting.decrementAndGet() > 0);
    }
}
