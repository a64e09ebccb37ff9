package io.ticktide.feed.segments;

import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.Run;
import io.ticktide.feed.FeedException;
import io.ticktide.feed.Instrument;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The instruments of a recording. Each run numbers its own; those of the same symbol are one.
 *
 * <p>Owner: the feed thread, but for {@link #instruments}, which any may ask.
 */
final class RecordedDefinitions {
    private static final int UNKNOWN = -1;

    private final Recording recording;
    private final Map<String, Instrument> bySymbol = new LinkedHashMap<>();
    private final Map<Integer, int[]> idsByRun = new HashMap<>();
    private final List<Instrument> instruments;

    /**
     * @param wanted symbols; empty: all.
     * @throws FeedException when a wanted one is in no run, or runs disagree about one.
     */
    RecordedDefinitions(Recording recording, Set<String> wanted) {
        this.recording = recording;
        Set<String> known = new TreeSet<>();
        for (Run run : recording.runs()) {
            for (Instrument instrument : of(run)) {
                known.add(instrument.symbol());
                if (wanted.isEmpty() || wanted.contains(instrument.symbol())) {
                    add(run, instrument);
                }
            }
        }
        for (String symbol : new TreeSet<>(wanted)) {
            if (!known.contains(symbol)) {
                throw new FeedException(
                        "symbol \""
                                + symbol
                                + "\" is not in "
                                + recording.path()
                                + "; there are "
                                + shown(known));
            }
        }
        instruments = List.copyOf(bySymbol.values());
    }

    /** All that are told of, in the order of their ids. */
    List<Instrument> instruments() {
        return instruments;
    }

    /** The ids here of a run's ids; negative for one that is not told of. */
    int[] idsOf(Run run) {
        return idsByRun.computeIfAbsent(run.number(), number -> newIdsOf(run));
    }

    private int[] newIdsOf(Run run) {
        List<Instrument> recorded = of(run);
        int[] ids = new int[recorded.stream().mapToInt(Instrument::id).max().orElse(-1) + 1];
        Arrays.fill(ids, UNKNOWN);
        for (Instrument one : recorded) {
            Instrument told = bySymbol.get(one.symbol());
            ids[one.id()] = told == null ? UNKNOWN : told.id();
        }
        return ids;
    }

    /** Whether ids of a run are those here, and all are told of. */
    static boolean areSame(int[] ids) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] != i) {
                return false;
            }
        }
        return true;
    }

    private void add(Run run, Instrument recorded) {
        Instrument known = bySymbol.get(recorded.symbol());
        if (known == null) {
            bySymbol.put(recorded.symbol(), withId(recorded, bySymbol.size()));
        } else if (known.priceScale() != recorded.priceScale()
                || known.qtyScale() != recorded.qtyScale()) {
            throw new FeedException(
                    recording.path()
                            + ": "
                            + recorded.symbol()
                            + " has "
                            + recorded.priceScale()
                            + " decimals of price and "
                            + recorded.qtyScale()
                            + " of quantity in run "
                            + run.number()
                            + ", but "
                            + known.priceScale()
                            + " and "
                            + known.qtyScale()
                            + " before; replay the segments of one run at a time");
        }
    }

    private List<Instrument> of(Run run) {
        return DefinedInstruments.read(recording.definitions(run));
    }

    private static Instrument withId(Instrument one, int id) {
        return new Instrument(
                id,
                one.symbol(),
                one.description(),
                one.venue(),
                one.currency(),
                one.kind(),
                one.priceScale(),
                one.qtyScale(),
                one.tickSize(),
                one.lotSize());
    }

    private static String shown(Set<String> symbols) {
        int most = 20;
        String some = String.join(", ", symbols.stream().limit(most).toList());
        return symbols.size() > most ? some + " and " + (symbols.size() - most) + " more" : some;
    }
}
