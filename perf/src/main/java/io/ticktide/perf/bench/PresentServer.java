package io.ticktide.perf.bench;

import io.ticktide.perf.load.ClientRole;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * A server that runs already, anywhere. Closing it is not the bench's to do.
 *
 * @param pid its process on this machine; 0 when it is not known.
 */
record PresentServer(InetSocketAddress address, long pid) implements Target {

    /**
     * Reads {@code host:port}.
     *
     * @throws IllegalArgumentException when it is not that, or no such host is known.
     */
    static PresentServer at(String text, long pid) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException(
                    '"' + text + "\" is not HOST:PORT, such as 192.0.2.7:8080");
        }
        String host = text.substring(0, colon);
        try {
            InetAddress first = InetAddress.getAllByName(host)[0];
            return new PresentServer(new InetSocketAddress(first, Integer.parseInt(port)), pid);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no host " + host + " is known", e);
        }
    }

    @Override
    public String name() {
        return "ticktide";
    }

    @Override
    public List<ClientRole> roles(Audience audience) {
        return ServerRoles.of(address, audience);
    }

    /**
     * Refuses an audience that hears only some of the instruments: the rate of its feed is that of
     * all together, and which of its events are whose can only be told when all are heard.
     */
    void requireAll(Audience audience) {
        int instruments = ServerRoles.symbols(address).size();
        if (instruments != audience.symbols()) {
            throw new BenchFailed(
                    "the server has "
                            + instruments
                            + " instruments, and --rate is that of all together: give --symbols "
                            + instruments
                            + ", or leave out --rate to have it measured");
        }
    }

    @Override
    public void close() {
        // It was there before, and stays.
    }
}
