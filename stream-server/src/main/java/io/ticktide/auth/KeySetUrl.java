package io.ticktide.auth;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/**
 * A key set on a web server, read in bounded time and size. Redirects are not followed: whoever
 * configures where keys come from means that place.
 *
 * <p>Immutable.
 */
public final class KeySetUrl implements FetchedKeys.Source {
    private static final int CONNECT_MS = 5_000;
    private static final int READ_MS = 5_000;
    private static final long MOST_NS = TimeUnit.SECONDS.toNanos(15);
    private static final int PIECE_BYTES = 8_192;

    private final URI url;
    private final NanoClock clock;

    /**
     * @param url as {@link #check} accepts it.
     * @param clock monotonic.
     */
    public KeySetUrl(String url, NanoClock clock) {
        this.url = URI.create(url);
        this.clock = clock;
    }

    /**
     * Checks that nobody can tamper with what comes from there: https, or http on this machine.
     *
     * @throws IllegalArgumentException that says what is wrong.
     */
    public static void check(String url) {
        URI uri = URI.create(url);
        String host = uri.getHost();
        if (uri.getUserInfo() != null) {
            // Not shown: it may hold a password.
            throw new IllegalArgumentException(
                    "the URL of public keys names a user; they are asked for without one");
        }
        if (host == null) {
            throw new IllegalArgumentException('"' + url + "\" is no URL of a server");
        }
        boolean plain = "http".equals(uri.getScheme());
        if (!plain && !"https".equals(uri.getScheme())) {
            throw new IllegalArgumentException('"' + url + "\" must begin with https://");
        }
        if (plain && !isThisMachine(host)) {
            throw new IllegalArgumentException(
                    '"' + url + "\" must begin with https://: keys could be swapped on their way");
        }
    }

    @Override
    public String read() throws IOException {
        long startNs = clock.nanoTime();
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MS);
        connection.setReadTimeout(READ_MS);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "application/json, application/jwk-set+json");
        try {
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException("the server answers " + connection.getResponseCode());
            }
            try (InputStream in = connection.getInputStream()) {
                return read(in, startNs);
            }
        } finally {
            connection.disconnect();
        }
    }

    private String read(InputStream in, long startNs) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE_BYTES];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            all.write(piece, 0, count);
            if (all.size() > TokenKeys.MOST_BYTES) {
                throw new IOException("more than " + TokenKeys.MOST_BYTES + " bytes came");
            }
            if (clock.nanoTime() - startNs > MOST_NS) {
                throw new IOException(
                        "it takes more than " + TimeUnit.NANOSECONDS.toSeconds(MOST_NS) + " s");
            }
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private static boolean isThisMachine(String host) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        Optional<InetAddress> address = AddressRange.address(bare);
        return host.equals("localhost")
                || address.filter(InetAddress::isLoopbackAddress).isPresent();
    }
}
