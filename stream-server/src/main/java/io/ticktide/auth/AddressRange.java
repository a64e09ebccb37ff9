package io.ticktide.auth;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses that share their first bits: {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or a single
 * one. Immutable.
 */
public final class AddressRange {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final Pattern BITS = Pattern.compile("0|[1-9][0-9]{0,2}");

    private final byte[] first;
    private final int bits;

    private AddressRange(byte[] first, int bits) {
        this.first = first;
        this.bits = bits;
    }

    /**
     * Reads an address, or an address with the number of bits that count.
     *
     * @throws IllegalArgumentException that says what is wrong.
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String start = slash < 0 ? text : text.substring(0, slash);
        byte[] first =
                address(start)
                        .map(InetAddress::getAddress)
                        .orElseThrow(() -> malformed(text, "is no address and no network"));
        int most = first.length * Byte.SIZE;
        if (slash < 0) {
            return new AddressRange(first, most);
        }
        String length = text.substring(slash + 1);
        if (!BITS.matcher(length).matches() || Integer.parseInt(length) > most) {
            throw malformed(text, "needs 0 to " + most + " bits behind the slash");
        }
        AddressRange range = new AddressRange(first, Integer.parseInt(length));
        for (int bit = range.bits; bit < most; bit++) {
            if (bit(first, bit) != 0) {
                throw malformed(text, "has bits beyond its network; did you mean all of it?");
            }
        }
        return range;
    }

    /** The address that a text spells out; never looks a name up. */
    public static Optional<InetAddress> address(String text) {
        boolean spelt = IPV4.matcher(text).matches();
        if (!spelt && !(text.indexOf(':') >= 0 && IPV6.matcher(text).matches())) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty(); // Colons, but no address of IPv6.
        }
    }

    public boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        if (other.length != first.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            if (bit(first, bit) != bit(other, bit)) {
                return false;
            }
        }
        return true;
    }

    private static int bit(byte[] bytes, int index) {
        return bytes[index / Byte.SIZE] >>> (Byte.SIZE - 1 - index % Byte.SIZE) & 1;
    }

    private static IllegalArgumentException malformed(String text, String what) {
        return new IllegalArgumentException('"' + text + "\" " + what);
    }
}
