package io.ticktide.server;

import io.ticktide.config.AdminConfig;
import io.ticktide.config.ServerConfig;
import io.ticktide.endpoint.EndpointTls;
import io.ticktide.endpoint.Listener;

/** Makes of the configuration where operators look. Thread-safe: no state. */
public final class AdminListener {
    private AdminListener() {}

    /**
     * The operators' own address.
     *
     * @param tls of the endpoint; spoken here, too, beyond this machine. Null: none.
     * @return null: they ask at the endpoint's, as only this machine reaches it.
     */
    static Listener of(ServerConfig config, EndpointTls tls) {
        if (!isApart(config)) {
            return null;
        }
        AdminConfig admin = config.admin();
        int port = admin.port() == AdminConfig.AUTOMATIC ? AdminConfig.OWN_PORT : admin.port();
        Listener plain = new Listener(admin.host(), port, null);
        return plain.isLoopback() ? plain : new Listener(admin.host(), port, tls);
    }

    /**
     * Whether operators look at a port of their own: when strangers may reach the endpoint, or the
     * configuration says so.
     */
    public static boolean isApart(ServerConfig config) {
        int port = config.admin().port();
        boolean isOther = port == 0 || port != config.endpoint().port();
        // A proxy on this machine brings strangers to an address that only this machine reaches.
        return (port != AdminConfig.AUTOMATIC && isOther)
                || !config.endpoint().trustedProxies().isEmpty()
                || !new Listener(config.endpoint().host(), 0, null).isLoopback();
    }
}
