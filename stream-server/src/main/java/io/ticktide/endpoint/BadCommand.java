package io.ticktide.endpoint;

import io.ticktide.auth.TokenRefused;
import io.ticktide.session.Channel;

/**
 * What is wrong with a command, or with one item of it: the code of PROTOCOL.md, the field, and a
 * text that says what was expected.
 */
final class BadCommand extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MOST_SHOWN = 40;

    private final int code;
    private final String field;

    BadCommand(ErrorCode code, String field, String text) {
        this(code.code(), field, text);
    }

    /**
     * @param code of {@link ErrorCode}, or an HTTP status.
     */
    BadCommand(int code, String field, String text) {
        super(text, null, false, false);
        this.code = code;
        this.field = field;
    }

    static BadCommand binaryFrame() {
        return new BadCommand(
                ErrorCode.BINARY_FRAME,
                null,
                "clients send commands as JSON in text frames, not binary ones");
    }

    static BadCommand unknownSymbol(String symbol) {
        return new BadCommand(
                ErrorCode.UNKNOWN_SYMBOL, "sym", "unknown symbol \"" + shown(symbol) + '"');
    }

    static BadCommand notEntitled(Channel channel, String symbol) {
        return new BadCommand(
                ErrorCode.NOT_ENTITLED,
                "sym",
                "not entitled to " + channel.label() + " of \"" + shown(symbol) + '"');
    }

    static BadCommand tokenRefused(TokenRefused refused) {
        ErrorCode code = refused.isExpired() ? ErrorCode.TOKEN_EXPIRED : ErrorCode.BAD_TOKEN;
        return new BadCommand(code, "token", refused.getMessage());
    }

    static BadCommand unknownSubscription(String symbol) {
        return new BadCommand(
                ErrorCode.UNKNOWN_SUBSCRIPTION,
                "sym",
                "not subscribed to \"" + shown(symbol) + '"');
    }

    static BadCommand tooManyStreams(int most) {
        return new BadCommand(
                ErrorCode.TOO_MANY_STREAMS,
                "sym",
                "more than " + most + " streams on one connection");
    }

    static BadCommand tooManyCommands(int perSecond) {
        return new BadCommand(
                ErrorCode.TOO_MANY_COMMANDS,
                null,
                "more than " + perSecond + " commands per second");
    }

    static BadCommand notInThisMarket(String symbol) {
        return new BadCommand(
                ErrorCode.NOT_IN_MARKET,
                "sym",
                '"' + shown(symbol) + "\" is not an instrument of the market moved to");
    }

    static BadCommand otherEpoch() {
        return new BadCommand(
                ErrorCode.WRONG_EPOCH, "epoch", "the connection went to another market");
    }

    static BadCommand noReplay() {
        return new BadCommand(
                ErrorCode.NO_REPLAY, "action", "no replay is open; begin with action open");
    }

    static BadCommand tooManyReplays(int most) {
        return new BadCommand(
                ErrorCode.TOO_MANY_REPLAYS,
                "action",
                "all " + most + " replays of this server are in use; try again later");
    }

    static BadCommand tooManyRanges() {
        return new BadCommand(
                ErrorCode.TOO_MANY_COMMANDS,
                "op",
                "too many ranges under way; ask again when they have arrived");
    }

    /** A client's text, cut to what fits a message. */
    static String shown(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
    }

    int code() {
        return code;
    }

    /** The field at fault, or null. */
    String field() {
        return field;
    }
}
