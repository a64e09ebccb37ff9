package io.ticktide.server;

import io.ticktide.config.EndpointConfig;
import io.ticktide.config.ServerConfig;
import io.ticktide.endpoint.AdminPortException;
import java.net.BindException;
import java.net.UnknownHostException;

/** Says why an address cannot be listened on, and what to do. Thread-safe: no state. */
final class NotListening {
    private NotListening() {}

    static StartException because(RuntimeException e, ServerConfig config) {
        if (e instanceof AdminPortException) {
            return new StartException(
                    "operators' port: cannot listen on "
                            + e.getMessage()
                            + ": "
                            + rootOf(e).getMessage()
                            + "; choose another with --set admin.port or --set admin.host",
                    e);
        }
        EndpointConfig at = config.endpoint();
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new StartException(
                "cannot listen on " + at.host() + " port " + at.port() + ": " + explained(cause),
                e);
    }

    private static Throwable rootOf(Throwable e) {
        return e.getCause() == null ? e : rootOf(e.getCause());
    }

    private static String explained(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return "no such host; name an address of this machine with --host";
        }
        String reason = String.valueOf(cause.getMessage());
        if (!(cause instanceof BindException)) {
            return reason;
        }
        if (reason.startsWith("Cannot assign")) {
            return reason + "; name an address of this machine with --host";
        }
        if (reason.startsWith("Permission denied")) {
            return reason + "; choose a port above 1023 with --port";
        }
        return reason + "; stop the process that uses it or choose another with --port";
    }
}
