package io.ticktide.perf.load;

import org.agrona.DirectBuffer;

/** Takes the frames of one connection; the bytes are valid until the call returns. */
interface FrameListener {
    /** A packet. */
    void onBinary(DirectBuffer buffer, int offset, int length);

    /** An answer of the control plane. */
    void onText(DirectBuffer buffer, int offset, int length);

    /** The server asks for a pong with the same bytes. */
    void onPing(DirectBuffer buffer, int offset, int length);

    /** The server closes: 1005 when it gives no code. */
    void onClose(int code);
}
