package io.ticktide.perf.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the runs of a benchmark found besides figures.
 *
 * <p>Owner: the load thread.
 */
final class Findings {
    private final List<Map<String, Object>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long violations;
    private int run = 1;
    private int notesBefore;

    /** A run of several begins; its notes will say which. */
    void beginRun(int number) {
        run = number;
        notesBefore = notes.size();
    }

    /** It ends. */
    void endRun() {
        for (int i = notesBefore; i < notes.size(); i++) {
            notes.set(i, "run " + run + ": " + notes.get(i));
        }
        notesBefore = notes.size();
    }

    /** Number of the run, from 1. */
    int run() {
        return run;
    }

    /** Details, one map a row. */
    List<Map<String, Object>> rows() {
        return rows;
    }

    /** What a reader has to know. */
    List<String> notes() {
        return notes;
    }

    /** Messages that broke the accounting. */
    long violations() {
        return violations;
    }

    /** Takes what a run at one rate has to say. */
    void add(Measured measured) {
        measured.notes(notes);
        violations += measured.accounting().violations();
    }

    /** Takes what the books of a target say. */
    void add(String name, Accounting accounting) {
        violations += accounting.violations();
        if (!accounting.isExact()) {
            notes.add(name + ": " + accounting.violations() + " × " + accounting.first());
        }
        if (accounting.lost() > 0) {
            notes.add(name + ": " + accounting.lost() + " clients lost; " + accounting.firstLoss());
        }
    }
}
