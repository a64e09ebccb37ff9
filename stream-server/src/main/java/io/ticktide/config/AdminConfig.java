package io.ticktide.config;

/**
 * Where operators look: {@code /metrics}, {@code /stats}, {@code /api/connections}.
 *
 * @param host address to bind; the default is loopback only.
 * @param port to bind; 0 takes a free one; {@link #AUTOMATIC}: that of the endpoint while only this
 *     machine reaches it, else {@link #OWN_PORT}.
 */
public record AdminConfig(String host, int port) {
    /** {@link #port} of the default. */
    public static final int AUTOMATIC = -1;

    /** The port that {@link #AUTOMATIC} takes when the endpoint is open to a network. */
    public static final int OWN_PORT = 8_081;

    public AdminConfig {
        Checks.isTrue(!host.isBlank(), "admin.host", "must not be empty");
        Checks.inRange("admin.port", port, AUTOMATIC, 65_535);
    }

    public static AdminConfig defaults() {
        return new AdminConfig("127.0.0.1", AUTOMATIC);
    }
}
