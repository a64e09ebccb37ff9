package io.ticktide.harness;

import java.util.Map;

/** Takes what a client decodes, in order. */
public interface PacketListener {
    void onDefinition(int instrumentId, String symbol);

    void onHeartbeat(long serverTimeNs, Map<Stream, Long> silent);

    void onEvent(Received received);
}
