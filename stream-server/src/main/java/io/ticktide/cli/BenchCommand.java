package io.ticktide.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * {@code ticktide bench}, which the launcher takes before this jar is asked: the benchmarks are a
 * jar of their own, since nobody needs them who only serves.
 */
@Command(
        name = "bench",
        description = "Measures the server on this machine; ./ticktide bench --help says how.")
final class BenchCommand implements Callable<Integer> {
    @Unmatched private List<String> arguments = List.of();

    @Override
    public Integer call() {
        String rest = arguments.isEmpty() ? "" : ' ' + String.join(" ", arguments);
        throw new CommandFailed(
                "the benchmarks are not in this jar; run `./ticktide bench" + rest + "`");
    }
}
