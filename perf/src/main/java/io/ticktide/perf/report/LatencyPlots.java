package io.ticktide.perf.report;

import io.ticktide.perf.load.Intervals;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** The plots of a latency run. */
final class LatencyPlots {
    private static final double NS_PER_US = 1_000;
    private static final double S_PER_NS = 1e-9;
    private static final int POINTS = 300;
    private static final String DASHED = "5 4";

    private final List<LatencySeries> series;

    LatencyPlots(List<LatencySeries> series) {
        this.series = series;
    }

    /** Latency by percentile; each factor of ten fewer messages is as long as the next. */
    String percentiles() {
        double mostMessages = 10;
        double lowest = Double.MAX_VALUE;
        double highest = 0;
        for (LatencySeries one : series) {
            Histogram whole = one.whole();
            mostMessages = Math.max(mostMessages, messages(one));
            lowest = Math.min(lowest, whole.getValueAtPercentile(0) / NS_PER_US);
            highest = Math.max(highest, whole.getMaxValue() / NS_PER_US);
        }
        Axis x = percentileAxis(mostMessages);
        List<Curve> curves = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            curves.add(percentileCurve(series.get(i), i, x.most()));
        }
        Axis y = Axis.log("latency, µs", lowest, highest);
        return SvgPlot.of("latency by percentile", x, y, curves);
    }

    /** Latency over time: the 99th percentile of each interval, and the median, dashed. */
    String overTime() {
        List<Curve> curves = new ArrayList<>();
        double lowest = Double.MAX_VALUE;
        double highest = 0;
        for (int i = 0; i < series.size(); i++) {
            for (Intervals.Row row : received(series.get(i))) {
                lowest = Math.min(lowest, row.p50Ns() / NS_PER_US);
                highest = Math.max(highest, row.p99Ns() / NS_PER_US);
            }
            List<Intervals.Row> rows = received(series.get(i));
            curves.add(curve(i, rows, "", row -> row.p99Ns() / NS_PER_US));
            curves.add(curve(i, rows, DASHED, row -> row.p50Ns() / NS_PER_US));
        }
        Axis y = Axis.log("latency, µs", lowest, highest);
        return SvgPlot.of("latency over time", timeAxis(), y, curves);
    }

    /** Messages received per second. */
    String throughput() {
        double perSecond = 1e9 / Intervals.lengthNs();
        List<Curve> curves = new ArrayList<>();
        double highest = 0;
        for (int i = 0; i < series.size(); i++) {
            for (Intervals.Row row : series.get(i).rows()) {
                highest = Math.max(highest, row.messages() * perSecond);
            }
            List<Intervals.Row> rows = series.get(i).rows();
            curves.add(curve(i, rows, "", row -> row.messages() * perSecond));
        }
        Axis y = Axis.linear("messages/s", highest);
        return SvgPlot.of("throughput", timeAxis(), y, curves);
    }

    private Axis timeAxis() {
        double last = 0;
        for (LatencySeries one : series) {
            for (Intervals.Row row : one.rows()) {
                last = Math.max(last, row.startNs() * S_PER_NS);
            }
        }
        return Axis.linear("seconds", last);
    }

    /** Intervals in which something came: the others have no latency. */
    private static List<Intervals.Row> received(LatencySeries one) {
        return one.rows().stream().filter(row -> row.messages() > 0).toList();
    }

    private Curve curve(
            int number,
            List<Intervals.Row> rows,
            String style,
            ToDoubleFunction<Intervals.Row> value) {
        List<Curve.Point> points =
                rows.stream()
                        .map(
                                row ->
                                        new Curve.Point(
                                                row.startNs() * S_PER_NS, value.applyAsDouble(row)))
                        .toList();
        return new Curve(series.get(number).name(), number, style, points);
    }

    /** The axis of 1 / (1 - percentile / 100). */
    private static Axis percentileAxis(double messages) {
        List<Axis.Tick> ticks = new ArrayList<>();
        String text = "9";
        ticks.add(new Axis.Tick(1, "0 %"));
        ticks.add(new Axis.Tick(2, "50 %"));
        for (double of = 10; of <= messages; of *= 10) {
            ticks.add(new Axis.Tick(of, of == 10 ? "90 %" : text + " %"));
            text = of == 10 ? "99" : text + (text.length() == 2 ? ".9" : "9");
        }
        return new Axis("percentile", 1, messages, true, ticks);
    }

    private static Curve percentileCurve(LatencySeries one, int number, double most) {
        double end = Math.min(most, Math.max(10.0, messages(one)));
        List<Curve.Point> points = new ArrayList<>(POINTS);
        for (int i = 0; i < POINTS; i++) {
            double x = Math.pow(end, i / (double) (POINTS - 1));
            double ns = one.whole().getValueAtPercentile(100 - 100 / x);
            points.add(new Curve.Point(x, ns / NS_PER_US));
        }
        return new Curve(one.name(), number, "", points);
    }

    private static double messages(LatencySeries one) {
        return (double) one.whole().getTotalCount();
    }
}
