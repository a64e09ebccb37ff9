/**
 * The endpoint: the only package that knows Undertow and XNIO. Undertow serves HTTP and the
 * upgrade; what follows an upgrade is read and written here, with the frames of {@code
 * io.ticktide.websocket}.
 *
 * <p>To read it, follow a client: {@link io.ticktide.endpoint.StreamEndpoint}, the routes; {@code
 * Admission}, who may connect; {@code ClientConnection}, one WebSocket, with its {@code
 * SocketWriter}; {@code Access}, its token; {@code Commands} and one class per larger command;
 * {@code BinaryDialect} and {@code JsonDialect}, how messages become frames. {@code MarketApi},
 * {@code StatusApi} and {@code PageFiles} serve HTTP.
 *
 * <p>Threads: one {@link io.ticktide.endpoint.IoShard} per I/O thread ties a distributor to the
 * thread that owns its sockets. Reading, commands, encoding and writing all run there, never block
 * and never wait for each other; the feed thread wakes a shard, a timer does for heartbeats and
 * rates. HTTP is answered from the state of the I/O thread that has the request.
 */
package io.ticktide.endpoint;
