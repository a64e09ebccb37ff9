package io.ticktide.cli;

import io.ticktide.config.ConfigText;
import io.ticktide.config.ServerConfig;
import io.ticktide.feed.Feed;
import io.ticktide.server.Version;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the server says once it is ready. */
final class Banner {
    private Banner() {}

    static String of(
            ServerConfig config,
            Feed feed,
            InetSocketAddress address,
            Optional<InetSocketAddress> admin) {
        String at = textOf(address);
        String s = config.endpoint().isSecure() ? "s" : "";
        List<String> changes = ConfigText.changes(config);
        StringBuilder text = new StringBuilder(512);
        text.append("Ticktide ").append(Version.text()).append(" is ready.\n");
        line(text, "Chart", "http" + s + "://" + at + "/");
        line(text, "Stream", "ws" + s + "://" + at + "/v1/stream");
        admin.ifPresent(it -> line(text, "Admin", scheme(config, it) + textOf(it) + "/metrics"));
        line(text, "Feed", feed.name());
        if (config.record().isOn()) {
            line(text, "Recording", config.record().dir());
        }
        if (!changes.isEmpty()) {
            line(text, "Settings", String.join(", ", changes));
        }
        line(text, "Stop", "Ctrl-C");
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "  %-9s %s\n", name, value));
    }

    // On this machine the operators' port needs no TLS.
    private static String scheme(ServerConfig config, InetSocketAddress admin) {
        boolean secure = config.endpoint().isSecure() && !admin.getAddress().isLoopbackAddress();
        return secure ? "https://" : "http://";
    }

    private static String textOf(InetSocketAddress address) {
        return hostOf(address.getAddress()) + ':' + address.getPort();
    }

    // An address that a browser can open: 0.0.0.0 is none.
    private static String hostOf(InetAddress address) {
        if (address.isAnyLocalAddress()) {
            return "localhost";
        }
        String host = address.getHostAddress();
        return host.indexOf(':') >= 0 ? '[' + host + ']' : host;
    }
}
