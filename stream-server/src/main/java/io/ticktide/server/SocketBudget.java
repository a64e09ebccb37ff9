package io.ticktide.server;

import io.ticktide.config.EndpointConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many sockets a limit of open files affords. A server that runs into the limit cannot accept,
 * waits up to half a minute before it tries again (XNIO's back-off), and cannot open files either;
 * so it stays below.
 *
 * <pre>
 *   0 ─────────────── clients ─────────── sockets ─────────── limit of open files
 *     WebSockets         HTTP, handshakes,     jar, selectors,
 *                        refusals              recordings, keys
 * </pre>
 *
 * @param clients WebSockets at a time; one more is answered with 503.
 * @param sockets connections at a time; one more waits in the kernel until another ends.
 */
public record SocketBudget(int clients, int sockets) {
    private static final Logger LOG = LoggerFactory.getLogger(SocketBudget.class);

    /** Files of the server's own: a bare start has 14 open, recordings and replays add to it. */
    private static final int OWN_FILES = 64;

    /** Of the rest, for connections that are no client yet, or never will be: an eighth. */
    private static final int VISITORS_SHIFT = 3;

    private static final int MOST_VISITORS = 4_096;
    private static final int LEAST_SOCKETS = 8;
    private static final int FEW_CLIENTS = 1_000;

    /**
     * What this process can afford. The log tells when that is fewer than somebody asked for; the
     * default is no such promise, unless little is left of it.
     */
    static SocketBudget ofThisProcess(int wantedClients) {
        long openFiles =
                OpenFileLimit.ofThisProcess().map(OpenFileLimit::soft).orElse(Long.MAX_VALUE);
        SocketBudget budget = of(wantedClients, openFiles);
        boolean isDefault = wantedClients == EndpointConfig.defaults().maxConnections();
        if (budget.clients < (isDefault ? FEW_CLIENTS : wantedClients)) {
            LOG.warn(
                    "{} open files are enough for {} clients, not for the {} of"
                            + " endpoint.max-connections; allow {} (ulimit -n, LimitNOFILE=)",
                    openFiles,
                    budget.clients,
                    wantedClients,
                    openFilesFor(wantedClients));
        }
        return budget;
    }

    /**
     * What can be afforded.
     *
     * @param wantedClients {@code endpoint.max-connections}.
     * @param openFiles limit of the process; {@link Long#MAX_VALUE}: none.
     */
    public static SocketBudget of(int wantedClients, long openFiles) {
        if (openFiles == Long.MAX_VALUE) {
            return new SocketBudget(wantedClients, Integer.MAX_VALUE);
        }
        long most = Math.max(LEAST_SOCKETS, openFiles - OWN_FILES);
        int sockets = (int) Math.min(most, Integer.MAX_VALUE);
        int visitors = Math.min(MOST_VISITORS, (sockets >> VISITORS_SHIFT) + 1);
        return new SocketBudget(Math.min(wantedClients, sockets - visitors), sockets);
    }

    /** A limit of open files that affords so many clients. */
    public static long openFilesFor(int clients) {
        int visitors = Math.min(MOST_VISITORS, clients / ((1 << VISITORS_SHIFT) - 1) + 2);
        return (long) clients + visitors + OWN_FILES;
    }
}
