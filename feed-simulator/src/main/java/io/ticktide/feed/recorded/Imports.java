package io.ticktide.feed.recorded;

import io.ticktide.feed.FeedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opens files for an import: all that {@link Recordings} plays, COIN-M trades and aggTrades. */
public final class Imports {
    private Imports() {}

    /**
     * Files that become one run, in the order given.
     *
     * @param files at least one.
     * @throws FeedException when one cannot be read, they do not belong together, or do not say
     *     their symbol; says what to do.
     */
    public static ImportReader open(List<Path> files, ImportSettings settings) {
        List<RecordingFile> recordings = new ArrayList<>();
        List<CsvLayout> layouts = new ArrayList<>();
        try {
            for (Path path : files) {
                RecordingFile file = new RecordingFile(path);
                recordings.add(file);
                FormatSniffer.sniff(file).csv().ifPresent(layouts::add);
                checkAlike(recordings, layouts);
            }
            return layouts.isEmpty()
                    ? new LinesImport(recordings, settings)
                    : new CsvImport(recordings, layouts, settings);
        } catch (FeedException e) {
            throw ImportRemedies.of(e);
        }
    }

    private static void checkAlike(List<RecordingFile> files, List<CsvLayout> layouts) {
        boolean first = files.size() == 1;
        boolean mixed = !layouts.isEmpty() && layouts.size() < files.size();
        int last = layouts.size() - 1;
        if (mixed || (!first && last > 0 && !layouts.get(last).name().equals(name(layouts)))) {
            throw new FeedException(
                    files.get(files.size() - 1).name()
                            + " is not of the same layout as "
                            + files.get(0).name()
                            + "; import each layout into a recording of its own");
        }
    }

    private static String name(List<CsvLayout> layouts) {
        return layouts.get(0).name();
    }
}
