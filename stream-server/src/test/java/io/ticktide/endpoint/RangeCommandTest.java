package io.ticktide.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.harness.Received;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which events are sent again on request, and how many such requests may be under way. */
final class RangeCommandTest {
    private final CommandBench bench = new CommandBench();

    @ParameterizedTest
    @CsvSource({
        "190, 195, '', '\"from\":\"190\",\"to\":\"195\",\"status\":\"RECOVERED\"', 6",
        "190, 250, '', '\"status\":\"PARTIAL\",\"code\":304,\"text\":\"the range ends after the"
                + " newest event\"}', 11",
        "1, 200, '', '\"status\":\"PARTIAL\",\"code\":301,\"text\":\"a part of the range is no longer"
                + " kept\"}', -1",
        "1, 3, '', '\"status\":\"GONE\",\"code\":302,\"text\":\"nothing of the range is kept\"}', 0",
        "1, 3, '\"epoch\":\"4\",', '\"status\":\"GONE\",\"code\":303,\"text\":\"the seqs are of another"
                + " life of the server\"}', 0",
        "300, 301, '', '\"status\":\"GONE\",\"code\":304,\"text\":\"the range ends after the newest"
                + " event\"}', 0",
        "1, 100001, '', '\"status\":\"GONE\",\"code\":305,\"text\":\"the range is too large\"}', 0"
    })
    void rangeIsSentAgainAsFarAsItIsKept(
            long from, long to, String epoch, String expected, int messages) {
        // when
        String answer =
                bench.ask(
                        "{\"op\":\"range\",\"ch\":\"quote\",\"sym\":\"S0\","
                                + epoch
                                + "\"from\":\""
                                + from
                                + "\",\"to\":\""
                                + to
                                + "\"}");

        // then
        List<Received> again = bench.sink.account().retransmitted();
        assertThat(answer).contains(expected);
        if (messages < 0) {
            assertThat(again).hasSizeBetween(10, 190);
        } else {
            assertThat(again).hasSize(messages);
        }
        assertThat(bench.sink.account().received()).isEmpty();
    }

    @Test
    void rangesBeyondWhatMayBeUnderWayAreRefused() {
        // given
        bench.sink.busy();
        bench.session.credit(0);
        String range =
                "{\"op\":\"range\",\"ch\":\"quote\",\"sym\":\"S0\",\"from\":\"199\","
                        + "\"to\":\"200\"}";
        for (int i = 0; i < 4; i++) {
            bench.ask(range);
        }

        // when
        bench.ask(range);
        bench.sink.free();
        bench.session.flush(1);

        // then
        assertThat(bench.sink.answers()).hasSize(5);
        assertThat(bench.sink.answers().get(4))
                .contains("\"code\":404", "too many ranges under way");
    }
}
