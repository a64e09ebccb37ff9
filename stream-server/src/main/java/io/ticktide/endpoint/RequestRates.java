package io.ticktide.endpoint;

import io.github.bucket4j.Bucket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.concurrent.NanoClock;

/**
 * Requests per second and address, as many at once. Of IPv6 the first 64 bits count as the address,
 * since whoever has one of them has all.
 *
 * <p>Bound: so many addresses; those that rest are forgotten first, and while there are too many
 * that do not, the others share one allowance.
 *
 * <p>Thread-safe.
 */
final class RequestRates {
    private static final int MOST_ADDRESSES = 16_384;
    private static final int NETWORK_BYTES = Long.BYTES;

    private final int perSecond;
    private final int mostAddresses;
    private final NanoMeter meter;
    private final Map<Long, Bucket> buckets = new ConcurrentHashMap<>();
    private final Bucket others;
    private final Bucket cleanings;

    RequestRates(int perSecond, NanoClock clock) {
        this(perSecond, MOST_ADDRESSES, clock);
    }

    RequestRates(int perSecond, int mostAddresses, NanoClock clock) {
        this.perSecond = perSecond;
        this.mostAddresses = mostAddresses;
        meter = new NanoMeter(clock);
        others = bucket(perSecond, meter);
        cleanings = bucket(1, meter);
    }

    /** Whether an address may ask for something now. */
    boolean tryTake(InetAddress address) {
        Long network = network(address);
        Bucket bucket = buckets.get(network);
        if (bucket == null) {
            bucket = hasRoom() ? fresh(network) : others;
        }
        return bucket.tryConsume(1);
    }

    /** Addresses remembered. */
    int addresses() {
        return buckets.size();
    }

    /** A bucket that allows so many a second, and as many at once. Thread-safe. */
    static Bucket bucket(int perSecond, NanoMeter meter) {
        return Bucket.builder()
                .addLimit(
                        limit ->
                                limit.capacity(perSecond)
                                        .refillGreedy(perSecond, Duration.ofSeconds(1)))
                .withCustomTimePrecision(meter)
                .build();
    }

    private Bucket fresh(Long network) {
        return buckets.computeIfAbsent(network, key -> bucket(perSecond, meter));
    }

    private boolean hasRoom() {
        if (buckets.size() >= mostAddresses && cleanings.tryConsume(1)) {
            buckets.values().removeIf(bucket -> bucket.getAvailableTokens() >= perSecond);
        }
        return buckets.size() < mostAddresses;
    }

    private static Long network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address
                ? ByteBuffer.wrap(bytes, 0, NETWORK_BYTES).getLong()
                : Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt());
    }
}
