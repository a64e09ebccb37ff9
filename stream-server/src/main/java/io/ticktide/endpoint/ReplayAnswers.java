package io.ticktide.endpoint;

import io.ticktide.auth.Entitlements;
import io.ticktide.endpoint.ReplayRequest.Action;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.replay.ReplaySpeed;
import io.ticktide.replay.RecordingSummary;
import io.ticktide.replay.Replay;
import io.ticktide.replay.ReplayRefused;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is said of recordings and replays. Owner: one I/O thread. */
final class ReplayAnswers {
    /** Symbols of one recording that a list names. */
    private static final int MOST_SYMBOLS = 500;

    /** Where a replay stands. */
    String state(Long id, Replay replay, ReplayState state, ReplaySpeed speed) {
        ObjectNode answer = Answers.answer("replay", id);
        answer.put("state", state.label());
        answer.put("recording", replay.name());
        answer.put("epoch", Long.toString(replay.epochNs()));
        answer.put("position", Long.toString(replay.positionNs()));
        if (speed.isMax()) {
            answer.put("speed", "max");
        } else {
            answer.put("speed", BigDecimal.valueOf(speed.thousandths(), 3).stripTrailingZeros());
        }
        answer.put("first", Long.toString(replay.firstNs()));
        answer.put("last", Long.toString(replay.lastNs()));
        return answer.toString();
    }

    /** The connection is back. */
    String live(Long id) {
        return Answers.answer("replay", id).put("state", ReplayState.LIVE.label()).toString();
    }

    /** The recordings on offer; of their symbols those that may be read. */
    static String list(Long id, List<RecordingSummary> recordings, Entitlements entitlements) {
        ObjectNode answer = Answers.answer("replay", id);
        ArrayNode list = answer.putArray("recordings");
        for (RecordingSummary one : recordings) {
            ObjectNode node = list.addObject().put("name", one.name());
            node.put("first", Long.toString(one.firstTimeNs()));
            node.put("last", Long.toString(one.lastTimeNs()));
            node.put("origin", Long.toString(one.originNs()));
            node.put("events", Long.toString(one.messages()));
            node.put("complete", one.isComplete());
            ArrayNode symbols = node.putArray("symbols");
            one.instruments().stream()
                    .filter(instrument -> Symbols.isVisible(entitlements, instrument))
                    .map(Instrument::symbol)
                    .limit(MOST_SYMBOLS)
                    .forEach(symbols::add);
        }
        return answer.toString();
    }

    static BadCommand refused(ReplayRefused refused, Action action) {
        return switch (refused.reason()) {
            case UNKNOWN ->
                    new BadCommand(
                            ErrorCode.UNKNOWN_RECORDING,
                            "recording",
                            "unknown recording \"" + BadCommand.shown(refused.getMessage()) + '"');
            case UNREADABLE ->
                    new BadCommand(
                            ErrorCode.UNREADABLE_RECORDING, "recording", refused.getMessage());
            case OUT_OF_RANGE ->
                    new BadCommand(
                            ErrorCode.OUT_OF_RANGE,
                            action == Action.SEEK ? "time" : "from",
                            refused.getMessage());
            case BUSY ->
                    new BadCommand(ErrorCode.TOO_MANY_COMMANDS, "action", refused.getMessage());
        };
    }
}
