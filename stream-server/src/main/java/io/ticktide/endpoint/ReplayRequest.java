package io.ticktide.endpoint;

import io.ticktide.feed.replay.ReplaySpeed;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A command {@code replay} about the replay of the connection.
 *
 * @param id of the command, or null.
 * @param recording of OPEN.
 * @param timeNs of SEEK, and of OPEN; {@link #FROM_START} for none.
 * @param speed of SPEED and OPEN.
 * @param paused of OPEN: whether it waits for a PLAY.
 */
record ReplayRequest(
        Action action, Long id, String recording, long timeNs, ReplaySpeed speed, boolean paused) {
    /** {@link #timeNs} of an OPEN at the recording's start. */
    static final long FROM_START = -1;

    /** What is to be done. */
    enum Action {
        OPEN,
        PLAY,
        PAUSE,
        SEEK,
        SPEED,
        STEP,
        LIVE;

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static ReplayRequest of(CommandFields fields, Long id) throws BadCommand {
        Action action = action(fields.text("action"));
        switch (action) {
            case OPEN -> fields.allow("op", "id", "action", "recording", "from", "speed", "paused");
            case SEEK -> fields.allow("op", "id", "action", "time");
            case SPEED -> fields.allow("op", "id", "action", "speed");
            default -> fields.allow("op", "id", "action");
        }
        return switch (action) {
            case OPEN ->
                    new ReplayRequest(
                            action,
                            id,
                            fields.text("recording"),
                            fields.has("from") ? fields.digits("from") : FROM_START,
                            fields.has("speed") ? speed(fields) : ReplaySpeed.REAL_TIME,
                            fields.flag("paused", false));
            case SEEK -> plain(action, id, fields.digits("time"), null);
            case SPEED -> plain(action, id, 0, speed(fields));
            default -> plain(action, id, 0, null);
        };
    }

    private static ReplayRequest plain(Action action, Long id, long timeNs, ReplaySpeed speed) {
        return new ReplayRequest(action, id, null, timeNs, speed, false);
    }

    private static Action action(String label) throws BadCommand {
        for (Action action : Action.values()) {
            if (action.label().equals(label)) {
                return action;
            }
        }
        throw new BadCommand(
                ErrorCode.OUT_OF_RANGE,
                "action",
                "unknown action \""
                        + BadCommand.shown(label)
                        + "\"; known: list, "
                        + Arrays.stream(Action.values())
                                .map(Action::label)
                                .collect(Collectors.joining(", ")));
    }

    private static ReplaySpeed speed(CommandFields fields) throws BadCommand {
        String text = fields.decimalOrText("speed");
        try {
            return ReplaySpeed.parse(BadCommand.shown(text));
        } catch (IllegalArgumentException e) {
            throw new BadCommand(ErrorCode.OUT_OF_RANGE, "speed", e.getMessage());
        }
    }
}
