package io.ticktide.perf.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was loaded, and its figures.
 *
 * @param name "ticktide", "floor batched".
 * @param figures by name, in the order of the report; the unit ends the name: {@code p99Us}.
 */
public record Subject(String name, Map<String, Double> figures) {
    public Subject {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }
}
