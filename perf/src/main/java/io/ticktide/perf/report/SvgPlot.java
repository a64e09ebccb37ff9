package io.ticktide.perf.report;

import java.util.List;
import java.util.Locale;

/** Draws lines over two axes as SVG, whose colours are variables of the page's style. */
final class SvgPlot {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 340;
    private static final int LEFT = 74;
    private static final int RIGHT = 34;
    private static final int TOP = 14;
    private static final int BOTTOM = 46;

    private SvgPlot() {}

    static String of(String label, Axis x, Axis y, List<Curve> curves) {
        StringBuilder svg = new StringBuilder(16_384);
        svg.append(
                format(
                        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n",
                        WIDTH, HEIGHT, label));
        for (Axis.Tick tick : y.ticks()) {
            double at = up(y, tick.value());
            svg.append(line(LEFT, at, WIDTH - RIGHT, at));
            svg.append(text(LEFT - 8, at + 4, "end", tick.text()));
        }
        for (Axis.Tick tick : x.ticks()) {
            double at = along(x, tick.value());
            svg.append(line(at, TOP, at, HEIGHT - BOTTOM));
            svg.append(text(at, HEIGHT - BOTTOM + 18, "middle", tick.text()));
        }
        svg.append(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", x.title()));
        svg.append(
                format(
                        "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\">"
                                + "%s</text>\n",
                        (TOP + HEIGHT - BOTTOM) / 2, y.title()));
        for (Curve curve : curves) {
            svg.append(path(x, y, curve));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String path(Axis x, Axis y, Curve curve) {
        StringBuilder points = new StringBuilder(curve.points().size() * 12);
        for (Curve.Point point : curve.points()) {
            points.append(format("%.1f,%.1f ", along(x, point.x()), up(y, point.y())));
        }
        return format(
                "<polyline class=\"c%d\"%s points=\"%s\"><title>%s</title></polyline>\n",
                curve.colour(),
                curve.style().isEmpty() ? "" : " stroke-dasharray=\"" + curve.style() + '"',
                points.toString().trim(),
                curve.name());
    }

    private static double along(Axis x, double value) {
        return LEFT + x.position(value) * (WIDTH - LEFT - RIGHT);
    }

    private static double up(Axis y, double value) {
        return HEIGHT - BOTTOM - y.position(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static String line(double x1, double y1, double x2, double y2) {
        return format(
                "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
                x1, y1, x2, y2);
    }

    private static String text(double x, double y, String anchor, String text) {
        return format(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", x, y, anchor, text);
    }

    private static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
