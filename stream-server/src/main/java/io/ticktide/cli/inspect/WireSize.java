package io.ticktide.cli.inspect;

/**
 * Measured bytes of one kind of message.
 *
 * @param name for people.
 * @param packet a packet with this one message.
 * @param frame that packet as a WebSocket frame of the server.
 * @param further what a further one adds to the packet.
 * @param jsonPacket the same as text.
 * @param jsonFrame that text as a WebSocket frame.
 * @param jsonFurther what a further one adds to the text.
 */
public record WireSize(
        String name,
        int packet,
        int frame,
        int further,
        int jsonPacket,
        int jsonFrame,
        int jsonFurther) {}
