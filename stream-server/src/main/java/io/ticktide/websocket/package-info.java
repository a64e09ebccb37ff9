/**
 * The server's side of RFC 6455 as far as it is bytes: the handshake's key, the frames that clients
 * send, the headers of the frames that the server sends. Knows neither sockets nor sessions.
 *
 * <p>To read it: {@link io.ticktide.websocket.FrameReader}, which tells a {@link
 * io.ticktide.websocket.FrameListener} whole messages and ends at the first byte that breaks a
 * rule; {@link io.ticktide.websocket.ServerFrames}, which lays a header before a payload that is
 * already there.
 *
 * <p>Threads: a reader belongs to the I/O thread of its connection; the rest has no state.
 */
package io.ticktide.websocket;
