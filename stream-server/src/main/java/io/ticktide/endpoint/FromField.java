package io.ticktide.endpoint;

import io.ticktide.distribute.StreamStart;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a subscribe wants its streams to begin: {@code "live"}, or an object with one of
 *
 * <ul>
 *   <li>{@code token}: {@code <epoch>:<last seq of each symbol, comma between>}, in the order of
 *       {@code sym};
 *   <li>{@code seq}: the first seq wanted;
 *   <li>{@code time}: of the first event wanted, ns since the Unix epoch.
 * </ul>
 */
final class FromField {
    private final List<StreamStart> starts;

    private FromField(List<StreamStart> starts) {
        this.starts = starts;
    }

    /**
     * @param snapshot whether a live stream begins with its newest event.
     * @param epochNs of this server.
     * @param streams how many the command names.
     */
    static FromField of(CommandFields fields, boolean snapshot, long epochNs, int streams)
            throws BadCommand {
        StreamStart live = snapshot ? StreamStart.snapshot() : StreamStart.next();
        if (!fields.has("from") || fields.isText("from")) {
            if (fields.has("from") && !fields.text("from").equals("live")) {
                throw malformed();
            }
            return new FromField(List.of(live));
        }
        CommandFields from = fields.object("from");
        from.allow("token", "seq", "time");
        if (from.size() != 1) {
            throw malformed();
        }
        if (from.has("token")) {
            return new FromField(token(from.text("token"), epochNs, streams));
        }
        if (from.has("seq")) {
            return new FromField(List.of(StreamStart.with(from.digits("seq"))));
        }
        if (from.has("time")) {
            return new FromField(List.of(StreamStart.at(from.digits("time"))));
        }
        throw malformed();
    }

    /** Start of the n-th stream of the command. */
    StreamStart start(int stream) {
        return starts.get(Math.min(stream, starts.size() - 1));
    }

    private static List<StreamStart> token(String token, long epochNs, int streams)
            throws BadCommand {
        int colon = token.indexOf(':');
        if (colon < 1) {
            throw malformed();
        }
        long epoch = CommandFields.digits("from", token.substring(0, colon));
        List<StreamStart> starts = new ArrayList<>();
        for (String seq : token.substring(colon + 1).split(",", -1)) {
            long last = CommandFields.digits("from", seq);
            starts.add(epoch == epochNs ? StreamStart.after(last) : StreamStart.otherEpoch());
        }
        if (starts.size() != streams) {
            throw new BadCommand(
                    ErrorCode.OUT_OF_RANGE,
                    "from",
                    "token has " + starts.size() + " positions for " + streams + " streams");
        }
        return starts;
    }

    private static BadCommand malformed() {
        return new BadCommand(
                ErrorCode.WRONG_TYPE,
                "from",
                "from must be \"live\" or an object with one of token, seq, time");
    }
}
