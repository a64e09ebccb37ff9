package io.ticktide.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticktide.codecs.WireException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FrameReaderTest {
    private final FrameReader reader = new FrameReader();
    private final List<String> messages = new ArrayList<>();

    @Test
    void messagesAreWholeHoweverTheyWereCut() {
        // given
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(new byte[] {(byte) 0x81, 2, 'h', 'i'});
        stream.writeBytes(new byte[] {(byte) 0x82, 126, 1, 0});
        stream.writeBytes(new byte[256]);
        stream.writeBytes(new byte[] {1, 2, 'a', 'b'});
        stream.writeBytes(new byte[] {(byte) 0x89, 1, 'p'});
        stream.writeBytes(new byte[] {(byte) 0x80, 1, 'c'});
        stream.writeBytes(new byte[] {(byte) 0x82, 127, 0, 0, 0, 0, 0, 0, 0, 1, 'z'});

        // when
        for (byte one : stream.toByteArray()) {
            reader.take(new byte[] {one}, 1);
            drain();
        }

        // then
        assertThat(messages)
                .containsExactly("1 hi", "2 " + "\0".repeat(256), "9 p", "1 abc", "2 z");
    }

    @Test
    void severalMessagesOfOneReadComeOneByOne() {
        // given
        byte[] read = {(byte) 0x81, 1, 'a', (byte) 0x81, 0, (byte) 0x88, 2, 3, (byte) 0xE8};

        // when
        reader.take(read, read.length);
        int first = reader.next();
        int second = reader.next();
        int third = reader.next();

        // then
        assertThat(List.of(first, second, third)).containsExactly(1, 1, FrameReader.CLOSE);
        assertThat(reader.next()).isEqualTo(-1);
    }

    @Test
    void framesThatNoServerSendsAreRefused() {
        reader.take(new byte[] {(byte) 0x82, (byte) 0x81, 0, 0, 0, 0, 0}, 7);
        assertThatThrownBy(reader::next)
                .isInstanceOf(WireException.class)
                .hasMessageContaining("mask");
    }

    private void drain() {
        for (int opcode = reader.next(); opcode >= 0; opcode = reader.next()) {
            int length = reader.message().capacity();
            messages.add(opcode + " " + reader.message().getStringWithoutLengthUtf8(0, length));
        }
    }
}
