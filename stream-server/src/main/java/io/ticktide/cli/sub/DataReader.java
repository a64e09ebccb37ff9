package io.ticktide.cli.sub;

import org.agrona.DirectBuffer;
import tools.jackson.databind.JsonNode;

/** Prints and accounts for the data plane of one subprotocol. */
interface DataReader {
    /** The subprotocol to ask the server for. */
    String subprotocol();

    /**
     * Takes one binary frame.
     *
     * @throws ProtocolError when it is no packet.
     */
    default void onPacket(DirectBuffer packet) {
        throw new ProtocolError("binary frame on " + subprotocol());
    }

    /**
     * Takes one text frame that holds an array of messages.
     *
     * @throws ProtocolError when a message is malformed.
     */
    default void onMessages(JsonNode messages) {
        throw new ProtocolError("JSON messages on " + subprotocol());
    }
}
