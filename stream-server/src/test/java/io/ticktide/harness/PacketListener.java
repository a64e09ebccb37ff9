package io.ticktide.harness;

import java.util.List;

/** Takes what a client decodes, in order. */
public interface PacketListener {
    void onDefinition(int instrumentId, String symbol);

    void onHeartbeat(long serverTimeNs, List<Silence> silent);

    void onEvent(Received received);
}
