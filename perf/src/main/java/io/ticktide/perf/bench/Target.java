package io.ticktide.perf.bench;

import io.ticktide.perf.load.ClientRole;
import java.net.InetSocketAddress;
import java.util.List;

/** Something that is loaded: our server, the floor, a peer. Closing ends what the bench started. */
interface Target extends AutoCloseable {
    /** As the report calls it. */
    String name();

    InetSocketAddress address();

    /** Its process; 0 when it is not one of this machine. */
    long pid();

    /** What clients have to ask for. */
    List<ClientRole> roles(Audience audience);

    @Override
    void close();
}
