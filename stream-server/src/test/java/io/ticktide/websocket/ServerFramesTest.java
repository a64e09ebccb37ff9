package io.ticktide.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class ServerFramesTest {
    private static final int FROM = ServerFrames.HEADROOM;

    @Test
    void headerOfEachLengthFormStandsRightBeforeThePayload() {
        assertThat(head(0, false)).isEqualTo("8200");
        assertThat(head(125, true)).isEqualTo("817d");
        assertThat(head(126, false)).isEqualTo("827e007e");
        assertThat(head(65_535, false)).isEqualTo("827effff");
        assertThat(head(65_536, true)).isEqualTo("817f0000000000010000");
    }

    @Test
    void wholeFramesAreAsTheRfcHasThem() {
        assertThat(hex(ServerFrames.text("Hello".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("810548656c6c6f");
        assertThat(hex(ServerFrames.ping())).isEqualTo("8900");
        assertThat(hex(ServerFrames.pong(new byte[] {1, 2}))).isEqualTo("8a020102");
        assertThat(hex(ServerFrames.close(1_001, "bye"))).isEqualTo("880503e9627965");
        assertThat(ServerFrames.text(new byte[300]).remaining()).isEqualTo(304);
        assertThat(ServerFrames.text(new byte[70_000]).remaining()).isEqualTo(70_010);
    }

    @Test
    void reasonThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> ServerFrames.close(1_000, "x".repeat(124)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("126 bytes do not fit a control frame");
    }

    @Test
    void acceptKeyIsTheOneOfTheRfcsExample() {
        assertThat(AcceptKey.of("dGhlIHNhbXBsZSBub25jZQ=="))
                .isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(AcceptKey.isValid("dGhlIHNhbXBsZSBub25jZQ==")).isTrue();
        assertThat(AcceptKey.isValid("")).isFalse();
        assertThat(AcceptKey.isValid("dGhlIHNhbXBsZSBub25j")).isFalse();
        assertThat(AcceptKey.isValid("!!!!IHNhbXBsZSBub25jZQ==")).isFalse();
    }

    private static String head(int length, boolean isText) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[FROM + length]);
        int start = ServerFrames.head(buffer, FROM, FROM + length, isText);
        return HexFormat.of().formatHex(buffer.byteArray(), start, FROM);
    }

    private static String hex(ByteBuffer frame) {
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
