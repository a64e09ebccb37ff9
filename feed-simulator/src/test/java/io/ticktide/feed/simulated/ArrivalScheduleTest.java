package io.ticktide.feed.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalScheduleTest {
    private static final double WINDOW_S = 0.1;

    @ParameterizedTest
    @ValueSource(longs = {1, 50, 1_000, 100_000})
    void longRunMeanIsTheRateAskedFor(long eventsPerSecond) {
        // given
        int seconds = eventsPerSecond == 1 ? 20_000 : 600;
        int windows = (int) (seconds / WINDOW_S);

        // when
        int[] counts = counts(new Xoshiro(3, 0), eventsPerSecond, windows);

        // then
        assertThat(mean(counts) / WINDOW_S)
                .isCloseTo((double) eventsPerSecond, Percentage.withPercentage(4));
    }

    @Test
    void everyMinuteHasAboutTheRateAskedFor() {
        // given
        int windowsPerMinute = (int) (60 / WINDOW_S);

        // when
        int[] counts = counts(new Xoshiro(4, 0), 10_000, 30 * windowsPerMinute);

        // then
        for (int minute = 0; minute < 30; minute++) {
            int from = minute * windowsPerMinute;
            int[] ofMinute = Arrays.copyOfRange(counts, from, from + windowsPerMinute);
            assertThat(mean(ofMinute) / WINDOW_S).isBetween(9_000.0, 11_000.0);
        }
    }

    @Test
    void arrivalsCluster() {
        // when
        int[] counts = counts(new Xoshiro(5, 0), 1_000, 6_000);

        // then: independent arrivals would have a variance like their mean
        double mean = mean(counts);
        double variance = 0;
        for (int count : counts) {
            variance += (count - mean) * (count - mean) / counts.length;
        }
        assertThat(variance / mean).isGreaterThan(10);
    }

    @Test
    void gapsNeverGoBackwards() {
        // given
        ArrivalSchedule schedule = new ArrivalSchedule(2_000_000, new Xoshiro(6, 0));

        // when
        long lastNs = 0;
        for (int i = 0; i < 1_000_000; i++) {
            // then
            assertThat(schedule.nextNs() >= lastNs).isTrue();
            lastNs = schedule.nextNs();
            schedule.arrived(1 + i % 3);
        }
    }

    private static int[] counts(Xoshiro random, long eventsPerSecond, int windows) {
        ArrivalSchedule schedule = new ArrivalSchedule(eventsPerSecond, random);
        int[] counts = new int[windows];
        int events = 0;
        while (true) {
            int window = (int) (schedule.nextNs() * 1e-9 / WINDOW_S);
            if (window >= windows) {
                return counts;
            }
            events = 1 + events % 3;
            counts[window] += events;
            schedule.arrived(events);
        }
    }

    private static double mean(int[] counts) {
        long sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return (double) sum / counts.length;
    }
}
