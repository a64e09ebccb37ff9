package io.ticktide.codecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class MessageCopyTest {
    private static final int ROOM = 700;

    @Test
    void everyLengthIsCopiedWholeAndNothingElse() {
        // given
        byte[] source = new byte[ROOM];
        new Random(7).nextBytes(source);
        ByteBuffer outside = ByteBuffer.allocateDirect(ROOM).put(source);
        for (int length = 0; length <= 600; length++) {
            byte[] expected = new byte[ROOM];
            System.arraycopy(source, 13, expected, 29, length);
            byte[] fromArray = new byte[ROOM];
            byte[] fromOutside = new byte[ROOM];

            // when
            MessageCopy.copy(new UnsafeBuffer(fromArray), 29, new UnsafeBuffer(source), 13, length);
            MessageCopy.copy(
                    new UnsafeBuffer(fromOutside), 29, new UnsafeBuffer(outside), 13, length);

            // then
            assertThat(fromArray).as("%d bytes of an array", length).isEqualTo(expected);
            assertThat(fromOutside).as("%d bytes outside the heap", length).isEqualTo(expected);
        }
    }

    @Test
    void viewIntoAnArrayIsCopiedFromWhereItBegins() {
        // given
        byte[] source = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        byte[] target = new byte[12];

        // when
        MessageCopy.copy(new UnsafeBuffer(target, 4, 8), 1, new UnsafeBuffer(source, 2, 10), 3, 5);

        // then
        assertThat(target).containsExactly(0, 0, 0, 0, 0, 6, 7, 8, 9, 10, 0, 0);
    }

    @Test
    void bufferThatGrowsGrows() {
        // given
        ExpandableArrayBuffer target = new ExpandableArrayBuffer(8);

        // when
        MessageCopy.copy(target, 100, new UnsafeBuffer(new byte[] {1, 2, 3}), 0, 3);

        // then
        assertThat(target.getByte(102)).isEqualTo((byte) 3);
    }
}
