/**
 * The server's side of RFC 6455 as far as it is bytes: the handshake's key, the frames that clients
 * send, the headers of the frames that the server sends. Knows neither sockets nor sessions.
 */
package io.ticktide.websocket;
