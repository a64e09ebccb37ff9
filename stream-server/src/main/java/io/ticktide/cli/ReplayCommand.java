package io.ticktide.cli;

import io.ticktide.config.InvalidConfigException;
import io.ticktide.server.StartException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ticktide replay}. */
@Command(
        name = "replay",
        header = "Serves a recording as if it were live.",
        description = {
            "Runs the server with a recording as its feed: the same events with the same numbers,"
                    + " paced by their times, flagged as a replay. Begun inside the recording, it"
                    + " begins with the state as of then.",
            "DIR is a recording or FILE.tts a segment of one; a FILE of Binance CSV or of recorded"
                    + " lines plays, too, from its start."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ticktide replay rec --speed 10",
            "  ticktide replay rec --from 2024-08-09T03:34:00Z --to +2h --symbols BTC-USD",
            "  ticktide replay rec --speed max --loop --skip-gaps 5m --port 9000"
        })
final class ReplayCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Parameters(paramLabel = "DIR|FILE", description = "The recording.")
    private String recording;

    @Mixin private ReplayOptions replay;

    @Mixin private ServingOptions serving;

    @Mixin private ConfigOptions options;

    ReplayCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InvalidConfigException, StartException, InterruptedException {
        serving.serve(
                replay.addTo(options.loader(environment))
                        .flag("DIR|FILE", "feed.source", recording));
        return ExitCode.OK;
    }
}
