package io.ticktide.perf.report;

import java.util.List;

/**
 * A line of a plot.
 *
 * @param name of what it shows.
 * @param colour number of its colour: that of its target.
 * @param style "" or a dash pattern of SVG.
 * @param points in the order of the line.
 */
record Curve(String name, int colour, String style, List<Point> points) {

    /** A value along the axis and one upwards. */
    record Point(double x, double y) {}
}
