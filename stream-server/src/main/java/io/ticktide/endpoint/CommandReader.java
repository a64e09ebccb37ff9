package io.ticktide.endpoint;

import io.ticktide.session.CloseReason;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.websockets.core.StreamSourceFrameChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.xnio.ChannelListener;

/**
 * Reads one text message of a client, in however many pieces it comes. One that is larger than the
 * limit ends the connection with 1009, one that is no UTF-8 with 1007; the rest of either is read
 * and thrown away, so that the client gets to see the close frame.
 *
 * <p>Owner: the connection's I/O thread.
 */
final class CommandReader implements ChannelListener<StreamSourceFrameChannel> {
    private final int maxBytes;
    private final ClientConnection connection;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private boolean discarding;

    /**
     * @param maxBytes largest message; 0 throws away all that comes.
     */
    CommandReader(int maxBytes, ClientConnection connection) {
        this.maxBytes = maxBytes;
        this.connection = connection;
        discarding = maxBytes == 0;
    }

    /** Reads what is there; goes on by itself when more arrives. */
    void read(StreamSourceFrameChannel frame) {
        try (PooledByteBuffer pooled = frame.getWebSocketChannel().getBufferPool().allocate()) {
            read(frame, pooled.getBuffer());
        } catch (UnsupportedEncodingException e) {
            discarding = true;
            connection.end(CloseReason.INVALID_UTF8);
        } catch (IOException e) {
            connection.abort();
        }
    }

    @Override
    public void handleEvent(StreamSourceFrameChannel frame) {
        read(frame);
    }

    private void read(StreamSourceFrameChannel frame, ByteBuffer buffer) throws IOException {
        while (true) {
            buffer.clear();
            int count = frame.read(buffer);
            if (count < 0) {
                complete();
                return;
            }
            if (count == 0) {
                frame.getReadSetter().set(this);
                frame.resumeReads();
                return;
            }
            take(buffer.flip());
        }
    }

    private void take(ByteBuffer piece) {
        if (discarding) {
            return;
        }
        if (bytes.size() + piece.remaining() > maxBytes) {
            discarding = true;
            connection.end(CloseReason.TOO_LARGE);
            return;
        }
        while (piece.hasRemaining()) {
            bytes.write(piece.get());
        }
    }

    private void complete() {
        if (discarding) {
            return;
        }
        try {
            ByteBuffer whole = ByteBuffer.wrap(bytes.toByteArray());
            connection.onCommand(StandardCharsets.UTF_8.newDecoder().decode(whole).toString());
        } catch (CharacterCodingException e) {
            connection.end(CloseReason.INVALID_UTF8);
        }
    }
}
