package io.ticktide.config;

/**
 * Everything that can be set, one record per stage. Keys are the kebab-case field names under the
 * stage's name: {@code feed.rate}, {@code session.heartbeat-ms}.
 */
public record ServerConfig(
        FeedConfig feed,
        RingConfig ring,
        DistributeConfig distribute,
        SessionConfig session,
        EndpointConfig endpoint,
        AuthConfig auth,
        ReplayConfig replay,
        RecordConfig record,
        AdminConfig admin,
        LogConfig log) {

    /** All defaults. */
    public static ServerConfig defaults() {
        return new ServerConfig(
                FeedConfig.defaults(),
                RingConfig.defaults(),
                DistributeConfig.defaults(),
                SessionConfig.defaults(),
                EndpointConfig.defaults(),
                AuthConfig.defaults(),
                ReplayConfig.defaults(),
                RecordConfig.defaults(),
                AdminConfig.defaults(),
                LogConfig.defaults());
    }
}
