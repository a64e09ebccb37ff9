package io.ticktide.websocket;

/** Close codes of RFC 6455 section 7.4 that the frame layer itself uses. */
public final class CloseCode {
    /** The purpose of the connection is fulfilled. */
    public static final int NORMAL = 1_000;

    /** A frame broke the rules. */
    public static final int PROTOCOL_ERROR = 1_002;

    /** Text that is no UTF-8. */
    public static final int INVALID_UTF8 = 1_007;

    /** A message above the limit. */
    public static final int TOO_LARGE = 1_009;

    private static final int NO_STATUS = 1_005;
    private static final int ABNORMAL = 1_006;
    private static final int LAST_DEFINED = 1_014;
    private static final int RESERVED = 1_004;
    private static final int FIRST_REGISTERED = 3_000;
    private static final int LAST_PRIVATE = 4_999;

    private CloseCode() {}

    /** Whether a client may send this code. */
    static boolean isValid(int code) {
        boolean defined = code >= NORMAL && code <= LAST_DEFINED;
        boolean unsendable = code == RESERVED || code == NO_STATUS || code == ABNORMAL;
        return (defined && !unsendable) || (code >= FIRST_REGISTERED && code <= LAST_PRIVATE);
    }
}
