package io.ticktide.telemetry;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * All metrics of the process as text: those of the stages, read anew at each scrape, and those of
 * the JVM. What it needs is loaded by the first scrape.
 *
 * <p>Thread-safe; a scrape takes milliseconds, the first one more, so it is none for I/O threads.
 */
public final class MetricsPage {
    private static final int USUAL_BYTES = 32_768;

    private final Consumer<Readings> stages;
    private PrometheusRegistry jvm; // null before the first scrape
    private ExpositionFormatWriter plain;
    private ExpositionFormatWriter openMetrics;

    /**
     * @param stages tells, at each scrape, what the stages counted.
     */
    public MetricsPage(Consumer<Readings> stages) {
        this.stages = stages;
    }

    /**
     * A scrape's answer.
     *
     * @param contentType of the text, with its version.
     */
    public record Text(String contentType, String text) {}

    /**
     * The metrics as of now.
     *
     * @param accept the request's header, or null: OpenMetrics when it asks for that, else
     *     Prometheus' text format 0.0.4.
     */
    public synchronized Text scrape(String accept) {
        if (jvm == null) {
            load();
        }
        ExpositionFormatWriter writer =
                accept != null && openMetrics.accepts(accept) ? openMetrics : plain;
        Readings readings = new Readings();
        stages.accept(readings);
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        readings.snapshots().forEach(all::metricSnapshot);
        jvm.scrape().forEach(all::metricSnapshot);
        ByteArrayOutputStream text = new ByteArrayOutputStream(USUAL_BYTES);
        try {
            writer.write(text, all.build());
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes all bytes", e);
        }
        return new Text(writer.getContentType(), text.toString(StandardCharsets.UTF_8));
    }

    private void load() {
        plain = PrometheusTextFormatWriter.builder().build();
        openMetrics =
                OpenMetricsTextFormatWriter.builder().setCreatedTimestampsEnabled(false).build();
        PrometheusRegistry registry = new PrometheusRegistry();
        JvmMetrics.builder().register(registry);
        jvm = registry;
    }
}
