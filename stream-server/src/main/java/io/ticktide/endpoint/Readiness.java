package io.ticktide.endpoint;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether clients are to be sent here: the feed is alive, the ring has room for it, what is to be
 * recorded is, and the server does not shut down. A feed that has ended is still served.
 *
 * <p>Thread-safe.
 */
final class Readiness {
    /** A ring that is full for a moment is what it is for. */
    private static final long FULL_FOR_NS = TimeUnit.SECONDS.toNanos(2);

    private final FeedView feed;
    private final Optional<RecorderView> recorder;
    private final Admission admission;

    Readiness(FeedView feed, Optional<RecorderView> recorder, Admission admission) {
        this.feed = feed;
        this.recorder = recorder;
        this.admission = admission;
    }

    /** What to answer; {@code ready} says whether it is. */
    ObjectNode body() {
        String draining = admission.isDraining() ? "draining" : null;
        String feedProblem = feedProblem();
        String ringProblem = ringProblem();
        String recorderProblem = recorderProblem();
        String reason = first(draining, feedProblem, ringProblem, recorderProblem);
        ObjectNode body = Answers.object().put("ready", reason == null);
        body.put("feed", feed.state());
        recorder.ifPresent(it -> body.put("recorder", it.state()));
        if (reason != null) {
            body.put("reason", reason);
        }
        ObjectNode checks = body.putObject("checks");
        check(checks, "draining", draining);
        check(checks, "feed", feedProblem);
        check(checks, "ring", ringProblem);
        if (recorder.isPresent()) {
            check(checks, "recorder", recorderProblem);
        }
        return body;
    }

    private String feedProblem() {
        boolean isAlive = feed.state().equals("running") || feed.state().equals("ended");
        return isAlive ? null : first(feed.failure(), feed.state());
    }

    private String ringProblem() {
        return feed.heldBackNs() < FULL_FOR_NS
                ? null
                : "the ring is full for "
                        + TimeUnit.NANOSECONDS.toSeconds(feed.heldBackNs())
                        + " s: "
                        + feed.slowestReader();
    }

    private String recorderProblem() {
        if (recorder.isEmpty() || !recorder.get().isLosing()) {
            return null;
        }
        RecorderView it = recorder.get();
        return "events are missing in the recording, " + it.lost() + " so far: " + it.problem();
    }

    private static void check(ObjectNode checks, String name, String problem) {
        ObjectNode check = checks.putObject(name).put("ok", problem == null);
        if (problem != null) {
            check.put("reason", problem);
        }
    }

    private static String first(String... problems) {
        for (String problem : problems) {
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }
}
