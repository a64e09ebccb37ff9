package io.ticktide.endpoint;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * An address to listen on.
 *
 * @param port 0 takes a free one.
 * @param tls null: none is spoken.
 */
public record Listener(String host, int port, EndpointTls tls) {
    /** Whether only this machine reaches it; a name that nobody knows counts as not. */
    public boolean isLoopback() {
        InetAddress address = new InetSocketAddress(host, port).getAddress();
        return address != null && address.isLoopbackAddress();
    }
}
