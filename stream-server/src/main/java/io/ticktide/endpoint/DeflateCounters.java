package io.ticktide.endpoint;

import io.ticktide.metrics.Counter;

/**
 * What compression did for the clients of one I/O thread. Owner: that I/O thread; any thread reads.
 *
 * @param connections opened with permessage-deflate.
 * @param frames sent compressed.
 * @param reused those of them for which the bytes made for another client were sent.
 * @param asIs frames sent as they were on such connections: small, huge, or not compressible.
 * @param bytesBefore of the frames sent compressed, before, WebSocket headers included.
 * @param bytesAfter of the same frames as they were sent.
 */
public record DeflateCounters(
        Counter connections,
        Counter frames,
        Counter reused,
        Counter asIs,
        Counter bytesBefore,
        Counter bytesAfter) {
    public DeflateCounters() {
        this(
                new Counter(),
                new Counter(),
                new Counter(),
                new Counter(),
                new Counter(),
                new Counter());
    }
}
