package io.ticktide.endpoint;

import io.ticktide.auth.AddressRange;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose {@code X-Forwarded-For} is believed. Each address in it is what the one to its right saw,
 * so it is read from the right, up to the first that is not trusted: what lies left of that a
 * client may have made up.
 *
 * <p>Immutable.
 */
final class TrustedProxies {
    /** Some proxies name the port as well; quotes are those of RFC 7239. */
    private static final Pattern WITH_PORT =
            Pattern.compile("\"?(?:\\[([0-9A-Fa-f:.]+)](?::[0-9]{1,5})?|([0-9.]+):[0-9]{1,5})\"?");

    private final List<AddressRange> ranges;

    /**
     * @param ranges addresses and networks, as {@link AddressRange#parse} reads them.
     */
    TrustedProxies(List<String> ranges) {
        this.ranges = ranges.stream().map(AddressRange::parse).toList();
    }

    boolean contains(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    /**
     * Who speaks through a trusted peer.
     *
     * @param lines of the header, in their order.
     * @return the peer itself when there are none, or when what would have to be believed is
     *     malformed.
     */
    InetAddress client(InetAddress peer, List<String> lines) {
        String[] hops = String.join(",", lines).split(",", -1);
        InetAddress found = peer;
        for (int i = hops.length - 1; i >= 0 && contains(found); i--) {
            Optional<InetAddress> one = address(hops[i].trim());
            if (one.isEmpty()) {
                return peer;
            }
            found = one.get();
        }
        return found;
    }

    private static Optional<InetAddress> address(String text) {
        Matcher withPort = WITH_PORT.matcher(text);
        if (!withPort.matches()) {
            return AddressRange.address(text);
        }
        String address = withPort.group(1) == null ? withPort.group(2) : withPort.group(1);
        return AddressRange.address(address);
    }
}
