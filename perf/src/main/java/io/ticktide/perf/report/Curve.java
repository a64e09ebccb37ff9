package io.ticktide.perf.report;

/**
 * A line of a plot.
 *
 * @param name of the legend; empty: not in it.
 * @param colour number of its colour: that of its target.
 * @param style "" or a dash pattern of SVG.
 * @param xs values along the axis, as long as {@code ys}.
 * @param ys values upwards.
 */
record Curve(String name, int colour, String style, double[] xs, double[] ys) {
    Curve {
        if (xs.length != ys.length) {
            throw new IllegalArgumentException(xs.length + " xs, but " + ys.length + " ys");
        }
    }
}
