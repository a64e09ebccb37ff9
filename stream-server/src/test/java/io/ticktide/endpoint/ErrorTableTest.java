package io.ticktide.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.session.CloseReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md lists the errors and closes that the server has, no more and no fewer. */
class ErrorTableTest {
    @Test
    void errorTableIsTheEnum() throws Exception {
        List<List<String>> documented = new ProtocolText().rows("| code | meaning | where |");

        assertThat(documented.stream().map(row -> row.subList(0, 2)))
                .containsExactlyElementsOf(
                        Arrays.stream(ErrorCode.values())
                                .map(error -> List.of("" + error.code(), error.meaning()))
                                .toList());
    }

    @Test
    void closeTableIsTheEnum() throws Exception {
        List<List<String>> documented = new ProtocolText().rows("| close code | reason |");

        assertThat(documented.stream().map(row -> row.subList(0, 3)))
                .containsExactlyElementsOf(
                        Arrays.stream(CloseReason.values())
                                .map(
                                        reason ->
                                                List.of(
                                                        "" + reason.code(),
                                                        reason.text(),
                                                        "" + reason.retryAfterMs()))
                                .toList());
    }

    @Test
    void closeReasonsFitACloseFrame() {
        assertThat(CloseReason.values())
                .allSatisfy(
                        reason ->
                                assertThat(reason.text().getBytes(StandardCharsets.UTF_8))
                                        .hasSizeLessThanOrEqualTo(123));
    }
}
