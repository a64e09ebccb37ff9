package io.ticktide.endpoint;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import io.undertow.util.StatusCodes;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells operators of single connections: {@code /api/connections?limit=100&after=SESSION}.
 *
 * <p>Thread-safe. Each I/O thread describes its own connections, a few at a time between its other
 * work; none waits for another.
 */
final class ConnectionsApi {
    /** Connections in one answer. */
    static final int MOST = 1_000;

    private static final int USUAL = 100;
    private static final int MOST_AT_ONCE = 4;

    private final List<IoShard> shards;
    private final Admission admission;
    private final Executor writer;
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * @param writer runs what makes the answer of what was collected.
     */
    ConnectionsApi(List<IoShard> shards, Admission admission, Executor writer) {
        this.shards = shards;
        this.admission = admission;
        this.writer = writer;
    }

    void connections(HttpServerExchange exchange) throws BadCommand {
        QueryParameters query = new QueryParameters(exchange);
        int limit = query.integer("limit", USUAL, MOST);
        long after = query.session("after", 0);
        if (underWay.incrementAndGet() > MOST_AT_ONCE) {
            underWay.decrementAndGet();
            JsonResponse.error(
                    exchange,
                    StatusCodes.SERVICE_UNAVAILABLE,
                    new BadCommand(
                            ErrorCode.TOO_MANY_COMMANDS,
                            null,
                            MOST_AT_ONCE + " such requests are under way; ask again later"));
            return;
        }
        exchange.addExchangeCompleteListener(
                (answered, next) -> {
                    underWay.decrementAndGet();
                    next.proceed();
                });
        ConnectionsAnswer answer = new ConnectionsAnswer(shards, limit, after);
        exchange.dispatch(
                SameThreadExecutor.INSTANCE,
                () ->
                        answer.collect(
                                () ->
                                        exchange.dispatch(
                                                writer,
                                                to ->
                                                        JsonResponse.send(
                                                                to,
                                                                answer.json(admission.open())))));
    }
}
