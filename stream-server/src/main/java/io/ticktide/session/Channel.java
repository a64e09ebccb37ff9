package io.ticktide.session;

/** What can be subscribed to; the codes are those of the schema. */
public enum Channel {
    QUOTE("quote", 1),
    TRADE("trade", 2),
    BOOK("book", 3),
    CANDLE("candle", 4),
    STATUS("status", 5);

    private static final Channel[] ALL = values();

    private final String label;
    private final int code;

    Channel(String label, int code) {
        this.label = label;
        this.code = code;
    }

    /** The channel of a label such as "quote", or null when there is none. */
    public static Channel of(String label) {
        for (Channel channel : ALL) {
            if (channel.label.equals(label)) {
                return channel;
            }
        }
        return null;
    }

    /** All labels, separated by spaces. */
    public static String labels() {
        return "quote trade book candle status";
    }

    /** As commands name it. */
    public String label() {
        return label;
    }

    /** As the schema numbers it. */
    public int code() {
        return code;
    }
}
