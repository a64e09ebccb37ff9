package io.ticktide.config;

/**
 * What one client may cost.
 *
 * @param maxStreams streams a client may subscribe to, 1 to 1,000,000.
 * @param outboxBytes encoded data that may wait for a full socket before the client's streams
 *     conflate, 16,384 to 16,777,216.
 * @param controlFrames answers that may wait for a full socket before the client is closed with
 *     4008, 8 to 4,096.
 * @param controlBytes of answers that may wait for a full socket, or one larger answer, before the
 *     client is closed with 4008, 65,536 to 268,435,456.
 * @param pendingMb data and answers that may wait for full sockets, all clients together, in MiB, 8
 *     to 65,536; beyond it streams conflate as an overload of the server's, and a client that needs
 *     an answer stored is closed with 1013.
 * @param tradeSummaries summaries per trade stream before the two oldest merge, 2 to 4,096.
 * @param closedBars closed bars per candle stream that may wait before the client is closed with
 *     4008, 16 to 65,536.
 * @param heartbeatMs between heartbeats, 100 to 60,000.
 * @param idleTimeoutMs without a sign of life from the client before it is closed with 4009; at
 *     least twice {@code heartbeatMs}, at most 3,600,000.
 * @param commandsPerSecond commands before one is refused, twice as many at once, 1 to 100,000; a
 *     client that goes on regardless is closed with 4429.
 * @param errorsPerMinute bad commands before the client is closed with 4400, 1 to 100,000.
 */
public record SessionConfig(
        int maxStreams,
        int outboxBytes,
        int controlFrames,
        int controlBytes,
        int pendingMb,
        int tradeSummaries,
        int closedBars,
        int heartbeatMs,
        int idleTimeoutMs,
        int commandsPerSecond,
        int errorsPerMinute) {
    public SessionConfig {
        Checks.inRange("session.max-streams", maxStreams, 1, 1_000_000);
        Checks.inRange("session.outbox-bytes", outboxBytes, 16_384, 16_777_216);
        Checks.inRange("session.control-frames", controlFrames, 8, 4_096);
        Checks.inRange("session.control-bytes", controlBytes, 65_536, 268_435_456);
        Checks.inRange("session.pending-mb", pendingMb, 8, 65_536);
        Checks.inRange("session.trade-summaries", tradeSummaries, 2, 4_096);
        Checks.inRange("session.closed-bars", closedBars, 16, 65_536);
        Checks.inRange("session.heartbeat-ms", heartbeatMs, 100, 60_000);
        Checks.inRange("session.idle-timeout-ms", idleTimeoutMs, 2L * heartbeatMs, 3_600_000);
        Checks.inRange("session.commands-per-second", commandsPerSecond, 1, 100_000);
        Checks.inRange("session.errors-per-minute", errorsPerMinute, 1, 100_000);
    }

    public static SessionConfig defaults() {
        return new SessionConfig(
                10_000, 65_536, 64, 4_194_304, 256, 32, 256, 5_000, 30_000, 100, 60);
    }
}
