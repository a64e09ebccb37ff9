package io.ticktide.cli.sub;

import java.util.List;

/**
 * Why a subscription is over.
 *
 * @param failure for people; null when it ended as asked.
 * @param unknownSymbols tickers that the server does not have.
 */
public record Ending(String failure, List<String> unknownSymbols) {
    static final Ending AS_ASKED = new Ending(null, List.of());

    static Ending failed(String failure) {
        return new Ending(failure, List.of());
    }

    /** Whether it ended otherwise than asked. */
    public boolean isFailure() {
        return failure != null;
    }
}
