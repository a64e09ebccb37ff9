package io.ticktide.cli;

import io.ticktide.auth.Entitlements;
import io.ticktide.auth.KeyFileException;
import io.ticktide.auth.Principal;
import io.ticktide.auth.SecretFile;
import io.ticktide.auth.TokenMaker;
import io.ticktide.session.Channel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ticktide token}. */
@Command(
        name = "token",
        header = "Makes tokens for development (HS256), and the secret for them.",
        description = {
            "Prints the token. The server accepts it with --set auth.mode=token and --set"
                    + " auth.secret-file=FILE."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ticktide token --new-secret secret.txt",
            "  ticktide token --secret-file secret.txt --subject ann --expires 8h",
            "  ticktide token --secret-file secret.txt --streams 'quote,trade:crypto.*'",
            "  ticktide token --secret-file secret.txt --subject prometheus --admin"
        })
final class TokenCommand implements Callable<Integer> {
    private final Clock clock = Clock.systemUTC();
    @Spec private CommandSpec spec;

    @Option(
            names = "--new-secret",
            paramLabel = "FILE",
            description = "Write a fresh secret there, readable by its owner only, and end.")
    private Path newSecret;

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "The secret to sign with, as auth.secret-file.")
    private Path secretFile;

    @Option(names = "--subject", paramLabel = "NAME", description = "Whose token it is.")
    private String subject;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "Ends after this long: 10s, 5m, 1h (1h).")
    private Duration expires = Duration.ofHours(1);

    @Option(
            names = "--streams",
            paramLabel = "CHANNELS:SYMBOLS",
            description =
                    "What it entitles to, such as 'quote,trade:crypto.*'; * is all of either;"
                            + " repeatable (everything).")
    private List<String> streams = List.of();

    @Option(
            names = "--admin",
            description = "Also for /metrics, /stats and /api/connections (claim admin).")
    private boolean admin;

    @Option(names = "--issuer", paramLabel = "TEXT", description = "As auth.issuer.")
    private String issuer = "";

    @Option(names = "--audience", paramLabel = "TEXT", description = "As auth.audience.")
    private String audience = "";

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            if (newSecret != null) {
                SecretFile.create(newSecret, new SecureRandom());
                out.println("Wrote a fresh secret to " + newSecret);
            } else if (secretFile == null) {
                throw usage("--secret-file FILE is missing; --new-secret FILE makes one");
            } else {
                TokenMaker maker = new TokenMaker(SecretFile.read(secretFile));
                out.println(maker.token(principal(), issuer, audience, clock.millis()));
            }
        } catch (KeyFileException e) {
            throw new CommandFailed(e.getMessage(), e);
        }
        return ExitCode.OK;
    }

    private Principal principal() {
        Entitlements entitlements =
                streams.isEmpty()
                        ? Entitlements.ALL
                        : new Entitlements(streams.stream().map(this::grant).toList());
        return new Principal(subject, clock.millis() + expires.toMillis(), entitlements, admin);
    }

    private Entitlements.Grant grant(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw usage("--streams " + text + " is not of the form 'quote,trade:crypto.*'");
        }
        Set<String> channels = names(text.substring(0, colon));
        for (String channel : channels) {
            if (!channel.equals("*") && Channel.of(channel) == null) {
                throw usage(
                        "--streams "
                                + text
                                + ": channel \""
                                + channel
                                + "\" is none of "
                                + Channel.labels());
            }
        }
        return new Entitlements.Grant(names(text.substring(colon + 1)), channels);
    }

    private static Set<String> names(String list) {
        return new LinkedHashSet<>(Arrays.asList(list.split(",", -1)));
    }

    private ParameterException usage(String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
