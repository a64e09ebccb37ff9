package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SocketBudgetTest {
    @ParameterizedTest
    @CsvSource({
        "20000, 9223372036854775807, 20000, 2147483647",
        "20000, 1048576, 20000, 1048512",
        "20000, 1024, 839, 960",
        "100, 1024, 100, 960",
        "20000, 128, 55, 64",
        "20000, 10, 6, 8",
    })
    void clientsLeaveRoomForVisitorsAndFiles(int wanted, long openFiles, int clients, int sockets) {
        assertThat(SocketBudget.of(wanted, openFiles))
                .isEqualTo(new SocketBudget(clients, sockets));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 7, 8, 100, 839, 20_000, 50_000, 1_000_000})
    void limitThatIsAskedForIsEnough(int clients) {
        long enough = SocketBudget.openFilesFor(clients);

        assertThat(SocketBudget.of(clients, enough).clients()).isEqualTo(clients);
        assertThat(enough).isLessThan(clients + clients / 6 + 100L);
    }

    @Test
    void limitsAreReadAsLinuxWritesThem() {
        assertThat(
                        OpenFileLimit.of(
                                List.of(
                                        "Limit                     Soft Limit           Hard Limit",
                                        "Max open files            1024                 524288  "
                                                + "             files")))
                .hasValue(new OpenFileLimit(1_024, 524_288));
        assertThat(OpenFileLimit.of(List.of("Max open files   unlimited   unlimited   files")))
                .hasValue(new OpenFileLimit(Long.MAX_VALUE, Long.MAX_VALUE));
        assertThat(OpenFileLimit.of(List.of())).isEmpty();
    }
}
