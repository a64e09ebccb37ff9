package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.harness.ErrorLog;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Clients that subscribe and never read: what waits for them has a bound, all together. */
@Timeout(60)
final class PendingMemoryIT {
    private static final int MIB = 1 << 20;
    private static final int PENDING_MIB = 8;

    /** Each may let 1 MiB wait as far as it alone goes. */
    private static final int CLIENTS = 40;

    /** Of requests, reads, and of buffers that are kept for reuse. */
    private static final int OTHER_MIB = 12;

    @Test
    void neverReadingClientsShareOneBoundAndCostNobodyElseAnything() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try (ErrorLog errors = ErrorLog.open();
                LiveServer server =
                        LiveServer.with(
                                "session.pending-mb=" + PENDING_MIB,
                                "session.outbox-bytes=" + MIB);
                Bystander bystander = new Bystander(server)) {
            // given
            bystander.awaitMore(10);
            long before = directBytes();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(subscribed(server));
            }

            // when
            long most = 0;
            for (int i = 0; i < 100; i++) {
                bystander.tellAtOnce(50);
                most = Math.max(most, directBytes() - before);
            }

            // then
            assertThat(most)
                    .isGreaterThan(PENDING_MIB / 2 * MIB)
                    .isLessThan((PENDING_MIB + OTHER_MIB) * MIB);
            clients.get(0).dropUntil(() -> merged(server, "SERVER") > 0);
            for (RawClient client : clients) {
                client.close();
            }
            bystander.awaitMore(10);
            bystander.assertLostNothing();
            assertThat(errors.lines()).isEmpty();
        }
    }

    private static RawClient subscribed(LiveServer server) throws IOException {
        RawClient client = RawClient.connect(server);
        client.nextText();
        client.text("{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"*\",\"snapshot\":false}");
        client.text("{\"op\":\"subscribe\",\"ch\":\"trade\",\"sym\":\"*\",\"snapshot\":false}");
        return client;
    }

    private static long merged(LiveServer server, String cause) throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            client.request("GET", "/stats", "Connection: close\r\n");
            String head = client.head();
            int at = head.indexOf("Content-Length: ") + "Content-Length: ".length();
            int length = Integer.parseInt(head.substring(at, head.indexOf('\r', at)));
            JsonNode stats = new JsonMapper().readTree(client.body(length));
            return stats.at("/delivered/mergedEvents/" + cause).asLong(-1);
        }
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
