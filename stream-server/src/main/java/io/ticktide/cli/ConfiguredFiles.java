package io.ticktide.cli;

import io.ticktide.config.ConfigLoader;
import io.ticktide.config.ConfigProblem;
import io.ticktide.config.EndpointConfig;
import io.ticktide.config.FeedConfig;
import io.ticktide.config.InvalidConfigException;
import io.ticktide.config.ServerConfig;
import io.ticktide.server.Authentications;
import io.ticktide.server.StartException;
import io.ticktide.tls.ServerKey;
import io.ticktide.tls.TlsFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at the files that settings name, as a server that starts would. */
final class ConfiguredFiles {
    private final ConfigLoader loader;
    private final List<ConfigProblem> problems = new ArrayList<>();

    /**
     * @param loader knows where each setting was made.
     */
    ConfiguredFiles(ConfigLoader loader) {
        this.loader = loader;
    }

    /**
     * Checks them all.
     *
     * @throws InvalidConfigException when any cannot be used; names the setting's place.
     */
    void check(ServerConfig config) throws InvalidConfigException {
        checkFeed(config.feed());
        checkTls(config.endpoint());
        try {
            Authentications.of(config.auth());
        } catch (StartException e) {
            String key = e.getMessage().substring(0, e.getMessage().indexOf(':'));
            problems.add(new ConfigProblem(loader.where(key), e.getMessage()));
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
    }

    private void checkFeed(FeedConfig feed) {
        if (!feed.isSimulated() && !feed.isTicks() && !Files.isReadable(Path.of(feed.source()))) {
            String why = Files.exists(Path.of(feed.source())) ? "cannot be read" : "does not exist";
            problems.add(
                    new ConfigProblem(
                            loader.where("feed.source"),
                            "feed.source: "
                                    + feed.source()
                                    + ' '
                                    + why
                                    + "; name a recording, simulated or ticks"));
        }
    }

    private void checkTls(EndpointConfig endpoint) {
        if (!endpoint.isSecure()) {
            return;
        }
        Path key = Path.of(endpoint.tlsKey());
        try {
            ServerKey.read(Path.of(endpoint.tlsCertificate()), key);
        } catch (TlsFileException e) {
            String setting =
                    e.getMessage().startsWith(key + " ") || e.getMessage().startsWith(key + ":")
                            ? "endpoint.tls-key"
                            : "endpoint.tls-certificate";
            String text = setting + ": " + e.getMessage();
            problems.add(new ConfigProblem(loader.where(setting), text));
        }
    }
}
