package io.ticktide.server;

import io.ticktide.endpoint.StreamEndpoint;
import org.slf4j.LoggerFactory;
import org.xnio.Xnio;

/**
 * What every server needs and takes a while to come up, begun beside the reading of the command
 * line: logging, sockets, JSON. Nothing is kept; whoever needs one of them meanwhile waits for the
 * class to be ready, as always.
 */
public final class Preparation {
    private Preparation() {}

    /** Begins, on a thread of its own that ends soon. */
    public static void begin() {
        Thread thread = new Thread(Preparation::run, "prepare");
        thread.setDaemon(true);
        thread.start();
    }

    private static void run() {
        LoggerFactory.getILoggerFactory();
        Xnio.getInstance();
        StreamEndpoint.prepare();
    }
}
