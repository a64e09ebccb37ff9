package io.ticktide.cli;

import io.ticktide.cli.recording.RecordingAudit;
import io.ticktide.cli.recording.RecordingDescription;
import io.ticktide.cli.recording.ReportText;
import io.ticktide.codecs.recording.RecordingException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code ticktide verify}. */
@Command(
        name = "verify",
        header = "Checks whether a recording is whole.",
        description =
                "Reads every block: checksums, digests, the numbers of every stream, the order of"
                        + " time, gaps, a torn tail, missing segments, the index. A gap that the"
                        + " recorder marked is no damage; it is listed. Exit code 1 when anything is"
                        + " damaged, torn or missing.",
        footerHeading = "%nExamples:%n",
        footer = {"  ticktide verify rec", "  ticktide verify rec --skip-damage --json"})
final class VerifyCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A recording, or one segment of it (*.tts).")
    private Path recording;

    @Option(
            names = "--skip-damage",
            description = "Go on behind the first damage, and list all of it.")
    private boolean skipDamage;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        RecordingAudit audit;
        try {
            audit = new RecordingAudit(recording, skipDamage);
        } catch (RecordingException e) {
            throw new CommandFailed(e.getMessage(), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        Map<String, Object> report = RecordingDescription.of(audit);
        report.remove("problems");
        if (json) {
            report.put("whole", audit.problems().isEmpty());
            report.put("problems", audit.problems());
            out.println(new JsonMapper().writeValueAsString(report));
        } else {
            new ReportText(out).print(report);
        }
        if (audit.problems().isEmpty()) {
            if (!json) {
                out.println("result          whole");
            }
            return ExitCode.OK;
        }
        String more = skipDamage ? "" : "\nonly the first is told; --skip-damage goes on behind it";
        String torn =
                audit.hasTornTail()
                        ? "\na torn tail is cut back when the directory is recorded into again; a"
                                + " writer at work leaves one for a moment"
                        : "";
        throw new CommandFailed(String.join("\n", audit.problems()) + more + torn);
    }
}
