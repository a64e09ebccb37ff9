package io.ticktide.server;

import java.io.IOException;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** Starts the I/O threads. */
final class IoWorker {
    private IoWorker() {}

    /**
     * So many I/O threads, and two for what would hold them up.
     *
     * @throws StartException when the system has none.
     */
    static XnioWorker start(int ioThreads) throws StartException {
        OptionMap options =
                OptionMap.builder()
                        .set(Options.WORKER_NAME, "io")
                        .set(Options.WORKER_IO_THREADS, ioThreads)
                        .set(Options.WORKER_TASK_CORE_THREADS, 1)
                        // TLS must not wait for a recording that is being read.
                        .set(Options.WORKER_TASK_MAX_THREADS, 2)
                        .getMap();
        try {
            return Xnio.getInstance().createWorker(options);
        } catch (IOException e) {
            throw new StartException(
                    "cannot start " + ioThreads + " I/O threads: " + e.getMessage(), e);
        }
    }
}
