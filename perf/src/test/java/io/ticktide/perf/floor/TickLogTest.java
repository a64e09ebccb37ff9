package io.ticktide.perf.floor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.QuoteDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class TickLogTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final WritableByteChannel channel = Channels.newChannel(written);
    private final TickLog log = new TickLog(5, 4);

    @Test
    void frameIsThatOfALoneQuote() throws IOException {
        // when
        log.append(1_000, 1_500);
        long position = log.write(channel, 0);

        // then
        UnsafeBuffer frame = new UnsafeBuffer(written.toByteArray());
        QuoteDecoder quote = new QuoteDecoder();
        quote.wrapAndApplyHeader(frame, 14, new MessageHeaderDecoder());
        assertThat(position).isEqualTo(78);
        assertThat(frame.capacity()).isEqualTo(78);
        assertThat(quote.ev().tsEvent()).isEqualTo(1_000);
        assertThat(quote.ev().seq()).isOne();
        assertThat(quote.ev().instrumentId()).isEqualTo(5);
    }

    @Test
    void whatLiesAcrossTheEndOfTheRingIsWrittenInOrder() throws IOException {
        // given
        for (int i = 0; i < 6; i++) {
            log.append(i, i);
        }

        // when: the last four of six
        long end = log.write(channel, 2 * TickLog.FRAME_BYTES);

        // then
        UnsafeBuffer frames = new UnsafeBuffer(written.toByteArray());
        assertThat(end).isEqualTo(6 * TickLog.FRAME_BYTES);
        for (int i = 0; i < 4; i++) {
            assertThat(frames.getLong(i * TickLog.FRAME_BYTES + 18)).isEqualTo(i + 2);
        }
    }

    @Test
    void positionThatWasOverwrittenIsKnownToBeGone() {
        // given
        for (int i = 0; i < 5; i++) {
            log.append(i, i);
        }

        // then
        assertThat(log.holds(0)).isFalse();
        assertThat(log.holds(TickLog.FRAME_BYTES)).isTrue();
    }
}
