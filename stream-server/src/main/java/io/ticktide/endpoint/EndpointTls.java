package io.ticktide.endpoint;

import java.time.Instant;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * How a port speaks TLS.
 *
 * @param validUntil when the certificate ends that is shown now; any thread.
 */
public record EndpointTls(SSLContext context, Supplier<Instant> validUntil) {}
