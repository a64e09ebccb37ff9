package io.ticktide.perf.bench;

import io.ticktide.perf.load.ClientRole;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/** A server that runs already, anywhere. Closing it is not the bench's to do. */
record PresentServer(InetSocketAddress address) implements Target {

    /**
     * Reads {@code host:port}.
     *
     * @throws IllegalArgumentException when it is not that, or no such host is known.
     */
    static PresentServer at(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException(
                    '"' + text + "\" is not HOST:PORT, such as 192.0.2.7:8080");
        }
        String host = text.substring(0, colon);
        try {
            InetAddress first = InetAddress.getAllByName(host)[0];
            return new PresentServer(new InetSocketAddress(first, Integer.parseInt(port)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no host " + host + " is known", e);
        }
    }

    @Override
    public String name() {
        return "ticktide";
    }

    /** None that this machine could ask. */
    @Override
    public long pid() {
        return 0;
    }

    @Override
    public List<ClientRole> roles(Audience audience) {
        return ServerRoles.of(address, audience);
    }

    @Override
    public void close() {
        // It was there before, and stays.
    }
}
