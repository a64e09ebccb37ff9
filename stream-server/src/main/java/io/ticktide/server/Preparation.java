package io.ticktide.server;

import io.ticktide.endpoint.StreamEndpoint;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import org.xnio.Xnio;

/**
 * What every server needs and takes a while to come up, begun beside the reading of the command
 * line: logging, sockets, JSON. Nothing is kept; whoever needs one of them meanwhile waits for the
 * class to be ready, as always.
 */
public final class Preparation {
    private static final CountDownLatch LOGGING = new CountDownLatch(1);
    private static volatile boolean begun; // written by begin(), read by whoever waits

    private Preparation() {}

    /** Begins, on a thread of its own that ends soon. */
    public static void begin() {
        begun = true;
        Thread thread = new Thread(Preparation::run, "prepare");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Waits until the log can be set up: meanwhile SLF4J gives others a stand-in. At once when
     * nothing was begun.
     */
    public static void awaitLogging() throws InterruptedException {
        if (begun) {
            LOGGING.await();
        }
    }

    private static void run() {
        try {
            LoggerFactory.getILoggerFactory();
        } finally {
            LOGGING.countDown();
        }
        Xnio.getInstance();
        StreamEndpoint.prepare();
    }
}
