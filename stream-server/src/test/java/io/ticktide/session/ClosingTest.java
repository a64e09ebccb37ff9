package io.ticktide.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticktide.harness.Stream;
import io.ticktide.websocket.ServerFrames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ClosingTest {
    private final Client client = new Client();

    @AfterEach
    void nothingIsSentAfterTheCloseFrame() {
        assertThat(client.account().violations()).isEmpty();
    }

    @Test
    void answersOfTooManyBytesEndTheClientHoweverFewTheyAre() {
        // given
        client.sink.busy();
        client.session.answer("{}");
        client.flush();
        String half = "x".repeat(Client.CONTROL_BYTES / 2 - ServerFrames.HEADROOM);

        // when
        client.session.answer(half);
        client.session.answer(half);
        boolean closesAtTheBound = client.session.isClosing();
        client.session.answer("x".repeat(2 * ServerFrames.HEADROOM));
        client.free();

        // then
        assertThat(closesAtTheBound).isFalse();
        assertThat(client.sink.closed()).isEqualTo(CloseReason.SLOW);
    }

    @Test
    void oneAnswerMayBeLargerThanTheBound() {
        // when
        client.session.answer("x".repeat(Client.CONTROL_BYTES + 1));
        client.flush();

        // then
        assertThat(client.sink.closed()).isNull();
        assertThat(client.sink.answers()).hasSize(1);
    }

    @Test
    void packetThatCannotBeCompletedEndsTheClientWithAGoodbye() {
        // given
        QuoteSubscription quotes = client.quotes(0, 0, null);
        client.offer(quotes, client.events.quote(0, 1, 1));
        client.sink.failWith(new IllegalStateException("a bug of the dialect"));
        RuntimeException bug = catchThrowableOfType(RuntimeException.class, client::flush);
        client.sink.failWith(null);

        // when
        client.session.fail(bug);

        // then
        assertThat(client.sink.log())
                .containsExactly(Goodbye.json(CloseReason.INTERNAL_ERROR, 1_000), "close 1011");
    }

    @Test
    void queuedDataAndTheGoodbyeLeaveBeforeTheClose() {
        // given
        QuoteSubscription quotes = client.quotes(0, 0, null);
        client.offer(quotes, client.events.quote(0, 1, 1));

        // when
        client.session.close(CloseReason.SHUTDOWN);

        // then
        assertThat(client.sink.log())
                .containsExactly(
                        "packet of 2",
                        "{\"op\":\"goodbye\",\"code\":1001,\"reason\":\"server is shutting down\","
                                + "\"retryAfterMs\":1000}",
                        "close 1001");
    }

    @Test
    void closeWaitsForABusySocket() {
        // given
        client.sink.busy();
        client.session.answer("{}");
        client.flush();

        // when
        client.session.close(CloseReason.SHUTDOWN);
        CloseReason whileBusy = client.sink.closed();
        client.sink.complete();
        client.flush();
        client.sink.complete();
        client.flush();

        // then
        assertThat(whileBusy).isNull();
        assertThat(client.sink.closed()).isEqualTo(CloseReason.SHUTDOWN);
        assertThat(client.sink.log()).hasSize(3);
    }

    @Test
    void secondReasonChangesNothing() {
        // when
        client.session.close(CloseReason.SHUTDOWN);
        client.session.close(CloseReason.SLOW);

        // then
        assertThat(client.sink.closed()).isEqualTo(CloseReason.SHUTDOWN);
        assertThat(client.counters.closedSlow().value()).isZero();
        assertThat(client.sink.answers()).hasSize(1);
    }

    @Test
    void tooManyAnswersForAFullSocketEndTheClient() {
        // given
        client.sink.busy();
        client.session.answer("{\"first\":1}");
        client.flush();

        // when
        for (int i = 0; i < Client.CONTROL_FRAMES; i++) {
            client.session.answer("{}");
        }
        boolean tooEarly = client.session.isClosing();
        client.session.answer("{}");
        client.free();
        client.flush();

        // then
        assertThat(tooEarly).isFalse();
        assertThat(client.sink.closed()).isEqualTo(CloseReason.SLOW);
        assertThat(client.counters.closedSlow().value()).isEqualTo(1);
        assertThat(client.sink.log()).first().isEqualTo("{\"first\":1}");
        assertThat(client.sink.answers()).last().asString().contains("\"code\":4008");
        assertThat(client.sink.log()).last().isEqualTo("close 4008");
    }

    @Test
    void closingSessionTakesNoMoreEventsOrSnapshots() {
        // given
        QuoteSubscription quotes = client.quotes(0, 0, null);
        client.session.close(CloseReason.SHUTDOWN);

        // when
        client.offer(quotes, client.events.quote(0, 1, 1));
        client.quotes(1, 6, client.events.quote(1, 7, 1));
        client.session.answer("{}");
        client.flush();

        // then
        assertThat(client.sink.log()).hasSize(2).last().isEqualTo("close 1001");
        assertThat(client.account().lastSeq(Stream.quote(1))).isEqualTo(6);
    }

    @Test
    void silentClientIsClosedAfterTheIdleTimeout() {
        // given
        client.session.onReceived(client.nowNs);

        // when
        client.nowNs += Client.IDLE_TIMEOUT_NS;
        client.session.heartbeat(client.nowNs, 1);
        boolean tooEarly = client.session.isClosing();
        client.nowNs++;
        client.session.heartbeat(client.nowNs, 1);

        // then
        assertThat(tooEarly).isFalse();
        assertThat(client.sink.closed()).isEqualTo(CloseReason.IDLE);
        assertThat(client.sink.answers()).last().asString().contains("\"code\":4009");
    }

    @Test
    void clientThatDoesNotTakeItsGoodbyeIsCutAfterTwoHeartbeats() {
        // given
        client.sink.busy();
        client.session.answer("{}");
        client.flush();
        client.session.close(CloseReason.SHUTDOWN);

        // when
        client.session.heartbeat(client.nowNs, 1);
        boolean afterOne = client.sink.isAborted();
        client.session.heartbeat(client.nowNs, 1);
        client.session.heartbeat(client.nowNs, 1);

        // then
        assertThat(afterOne).isFalse();
        assertThat(client.sink.log()).containsExactly("{}", "abort");
    }

    @Test
    void goneConnectionIsWrittenToNoMore() {
        // given
        QuoteSubscription quotes = client.quotes(0, 0, null);
        client.offer(quotes, client.events.quote(0, 1, 1));

        // when
        client.session.onClosed();
        client.offer(quotes, client.events.quote(0, 2, 1));
        client.session.answer("{}");
        client.session.heartbeat(client.nowNs, 1);
        client.session.close(CloseReason.SHUTDOWN);
        client.flush();

        // then
        assertThat(client.sink.log()).isEmpty();
        assertThat(client.session.isClosing()).isTrue();
    }
}
