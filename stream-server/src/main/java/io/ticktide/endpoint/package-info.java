/**
 * The endpoint: the only package that knows Undertow. One {@link io.ticktide.endpoint.IoShard} per
 * I/O thread ties a distributor to the thread that owns its sockets; {@link
 * io.ticktide.endpoint.StreamEndpoint} serves the WebSocket, the JSON API and the chart page.
 */
package io.ticktide.endpoint;
