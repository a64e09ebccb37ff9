package io.ticktide.feed.segments;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.RecordingException;
import io.ticktide.feed.Feed;
import io.ticktide.feed.FeedException;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.MarketListener;
import io.ticktide.feed.replay.ReplaySpeed;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays what a server recorded: the same messages with the same numbers, paced by recording time
 * ({@link Pace}). What was told before the recorded market went live is told at once; so is, when a
 * replay begins inside the recording, the state at the last snapshot before, with the messages from
 * there on: they make the state at that very time.
 *
 * <pre>
 *   start, seek ──► state and messages before ──► paced messages ──► end ──► loop: another pass
 *                   (at once, also while paused)    pause, play, step
 * </pre>
 *
 * <p>Further runs of the recording, and further passes of a loop, go on behind the numbers before;
 * each stream stands after a gap of 1 then. A pass moves times on by the length of the one before,
 * rounded up to whole minutes, and follows it at once. Events that the recorder lost are holes that
 * the source had.
 *
 * <p>The recorded clock is told like an event, so {@link #clockNs} tells a time only of a recording
 * without one. Memory does not depend on the recording's size.
 *
 * <p>Owner: the feed thread, also of the controls.
 */
public final class SegmentFeed implements Feed {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentFeed.class);
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long NONE = Long.MIN_VALUE;

    // Past for every plausible nanoTime, and far enough from the edge that a difference fits.
    private static final long DUE_SINCE_EVER = Long.MIN_VALUE / 2;

    private final String name;
    private final Path path;
    private final long epochNs;
    private final boolean keepsNumbers;
    private final long originNs;
    private final SegmentSettings settings;
    private final RecordedDefinitions definitions;
    private final SegmentSource source;
    private final MessageTeller teller;
    private final Pace pace;

    private boolean started;
    private boolean ahead;
    private long aheadTimeNs;
    private long aheadPaceNs;
    private long soughtNs;
    private long atOnceUntilNs;
    private long positionNs;
    private long toldNs = NONE;
    private boolean catchingUp;
    private long eventPaceNs = NONE;
    private long shiftNs;
    private long passStartNs = NONE;
    private boolean hasClock;
    private long lastPollNs = DUE_SINCE_EVER;
    private FeedException failure;
    private boolean ended;
    private boolean closed;

    private SegmentFeed(Recording recording, SegmentSettings settings) {
        this.settings = settings;
        Path file = recording.path().getFileName();
        name = (file == null ? recording.path() : file) + " speed=" + settings.speed();
        path = recording.path();
        epochNs = recording.runs().get(0).epochNs();
        originNs = recording.runs().get(0).originNs();
        definitions = new RecordedDefinitions(recording, settings.symbols());
        source = new SegmentSource(recording, definitions, settings.skipDamage());
        keepsNumbers = settings.isWhole() && source.isComplete();
        teller = new MessageTeller(source, definitions.instruments().size());
        pace = new Pace(settings.speed());
        startAt(settings.fromNs());
        settings.check(path, soughtNs, source.span().lastNs());
    }

    /**
     * A feed that replays a recording, or one segment of it; nothing is due before its first poll.
     *
     * @throws FeedException when it cannot be read, or a symbol or time asked for is not in it.
     */
    public static SegmentFeed open(Path path, SegmentSettings settings) {
        try {
            return new SegmentFeed(Recording.open(path), settings);
        } catch (RecordingException e) {
            throw new FeedException(e.getMessage(), e);
        }
    }

    /** As {@link #open(Path, SegmentSettings)}, of a recording that is this feed's alone then. */
    public static SegmentFeed of(Recording recording, SegmentSettings settings) {
        return new SegmentFeed(recording, settings);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Instrument> instruments() {
        return definitions.instruments();
    }

    @Override
    public boolean isReplay() {
        return true;
    }

    @Override
    public long originNs() {
        return originNs;
    }

    /** As far as it was recorded at the last look. */
    public RecordingSpan span() {
        return source.span();
    }

    /** What is replayed. */
    public Path path() {
        return path;
    }

    /** When the recorder of the first run was started, ns since the Unix epoch. */
    public long epochNs() {
        return epochNs;
    }

    /** Whether all events of the recording are told, with the numbers that they have in it. */
    public boolean keepsNumbers() {
        return keepsNumbers;
    }

    /** Messages that are missing in the recording, as far as it was read. */
    public long lost() {
        return source.lost();
    }

    @Override
    public int poll(MarketListener listener, long nowNs, int limit) {
        lastPollNs = nowNs;
        if (!started) {
            started = true;
            pace.start(nowNs, startTimeNs());
        }
        int told = 0;
        try {
            while (told < limit && (ahead || readAhead()) && mayTell(nowNs)) {
                if (teller.tell(listener)) {
                    told++;
                }
                onTold();
            }
        } catch (RecordingException e) {
            failure = new FeedException(e.getMessage(), e);
        }
        if (failure != null && told == 0) {
            FeedException thrown = failure;
            close();
            throw thrown;
        }
        return told;
    }

    @Override
    public long nextDueNs() {
        if (ended || closed) {
            return NEVER;
        }
        if (!ahead || isAtOnce()) {
            return lastPollNs;
        }
        if (pace.isPaused()) {
            return pace.isStepping() ? lastPollNs : NEVER;
        }
        return pace.speed().isMax() ? lastPollNs : pace.dueNs(aheadPaceNs);
    }

    @Override
    public long clockNs(long nowNs) {
        return hasClock || toldNs == NONE ? 0 : toldNs + shiftNs;
    }

    /** Whether the last message was told; a seek, or more that was recorded, ends that. */
    @Override
    public boolean isEnded() {
        return ended || closed;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            ahead = false;
            failure = null;
            source.close();
        }
    }

    /** Present time of the recording: that of the newest message told, or the time sought. */
    public long timeNs() {
        return positionNs;
    }

    /** Whether the state at the time sought, or what was told before live, is still being told. */
    @Override
    public boolean isCatchingUp() {
        return catchingUp && !isEnded();
    }

    public boolean isPaused() {
        return pace.isPaused();
    }

    public ReplaySpeed speed() {
        return pace.speed();
    }

    /** Nothing more is due, but what makes the state at a time sought. */
    public void pause(long nowNs) {
        if (!pace.isPaused()) {
            pace.pause(nowNs, latestPaceNs());
        }
    }

    /** Goes on where it was paused. */
    public void play(long nowNs) {
        pace.play(nowNs);
    }

    /** Goes on from the present time at another speed. */
    public void speed(ReplaySpeed speed, long nowNs) {
        pace.speed(speed, nowNs, latestPaceNs());
    }

    /** While it is paused: the next poll tells all messages of the next time that has an event. */
    public void step() {
        pace.step();
    }

    /**
     * To a time of the recording: the state before it is told at once, then its events as they are
     * due. Numbers are those of the recording, so the listener has to begin anew as well.
     *
     * @param soughtTimeNs ns since the Unix epoch.
     */
    public void seek(long soughtTimeNs, long nowNs) {
        try {
            startAt(soughtTimeNs);
        } catch (RecordingException e) {
            failure = new FeedException(e.getMessage(), e);
        }
        started = true;
        pace.start(nowNs, startTimeNs());
    }

    /**
     * Looks for what was recorded since; a feed that has ended goes on with it.
     *
     * @return whether there is more.
     */
    public boolean refresh() {
        boolean more = source.refresh();
        ended = ended && !more;
        return more;
    }

    private void startAt(long atNs) {
        failure = null;
        ahead = false;
        ended = false;
        catchingUp = true;
        shiftNs = 0;
        eventPaceNs = NONE;
        teller.begin();
        beginPass(atNs);
    }

    private void beginPass(long atNs) {
        passStartNs = NONE;
        toldNs = NONE;
        source.seekTime(atNs);
        soughtNs = Math.max(atNs, source.run().firstTimeNs());
        atOnceUntilNs = soughtNs;
        positionNs = soughtNs;
    }

    private long startTimeNs() {
        return soughtNs + shiftNs;
    }

    private long latestPaceNs() {
        return ahead ? aheadPaceNs : positionNs + shiftNs;
    }

    private boolean isAtOnce() {
        return aheadTimeNs < atOnceUntilNs || (source.isState() && !source.isBehindGap());
    }

    private boolean mayTell(long nowNs) {
        if (isAtOnce()) {
            return true;
        }
        if (pace.isPaused()) {
            return pace.isOfStep(aheadPaceNs, isEvent(), nowNs);
        }
        return pace.speed().isMax() || pace.dueNs(aheadPaceNs) <= nowNs;
    }

    private boolean isEvent() {
        return EventHeader.isEvent(EventHeader.templateId(source.buffer(), source.offset()));
    }

    private void onTold() {
        ahead = false;
        toldNs = Math.max(toldNs, aheadTimeNs);
        positionNs = Math.max(positionNs, aheadTimeNs);
        if (isEvent()) {
            eventPaceNs = aheadPaceNs;
            if (passStartNs == NONE && !source.isState()) {
                passStartNs = aheadTimeNs;
            }
        } else {
            hasClock = true;
        }
    }

    /** Finds the next message; false when there is none now. */
    private boolean readAhead() {
        while (!ended && !closed && failure == null) {
            switch (source.next()) {
                case MESSAGE -> {
                    if (source.timeNs() < settings.toNs()) {
                        schedule();
                        return true;
                    }
                    endPass();
                }
                case RUN -> enterRun();
                case END -> endPass();
                default -> {
                    return false;
                }
            }
        }
        return false;
    }

    private void schedule() {
        ahead = true;
        aheadTimeNs = source.timeNs();
        aheadPaceNs = Math.max(soughtNs, aheadTimeNs) + shiftNs;
        catchingUp = isAtOnce();
        long silentNs = aheadPaceNs - Math.max(eventPaceNs, startTimeNs());
        if (settings.skipGapsNs() > 0 && silentNs > settings.skipGapsNs() && !catchingUp) {
            pace.jump(positionNs + shiftNs, aheadPaceNs);
        }
    }

    /** A further run: what it told before it was live is due when its first live event is. */
    private void enterRun() {
        teller.resume(shiftNs);
        soughtNs = source.run().firstTimeNs();
        atOnceUntilNs = NONE;
        if (soughtNs < positionNs) {
            // It was recorded earlier, or its clock was wrong: it just follows.
            pace.jump(positionNs + shiftNs, soughtNs + shiftNs);
            positionNs = soughtNs;
            eventPaceNs = NONE;
        }
    }

    private void endPass() {
        if (!settings.loop() || passStartNs == NONE) {
            ended = true;
            LOG.debug("{} ended", name);
            return;
        }
        long endPaceNs = positionNs + shiftNs;
        shiftNs += ((positionNs - passStartNs) / MINUTE_NS + 1) * MINUTE_NS;
        teller.resume(shiftNs);
        beginPass(settings.fromNs());
        pace.jump(endPaceNs, startTimeNs());
    }
}
