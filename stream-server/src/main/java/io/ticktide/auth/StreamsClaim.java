package io.ticktide.auth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The claim that says what a token entitles to: {@code {"streams":[{"sym":["crypto.*","BTC-USD"],
 * "ch":["quote","trade"]}]}}. Read strictly: what is not understood might be a restriction.
 */
final class StreamsClaim {
    /** Its name in a token. */
    static final String NAME = "ticktide";

    private static final String STREAMS = "streams";
    private static final String SYMBOLS = "sym";
    private static final String CHANNELS = "ch";

    private StreamsClaim() {}

    /** The claim of some entitlements. */
    static Map<String, Object> of(Entitlements entitlements) {
        List<Object> streams = new ArrayList<>();
        for (Entitlements.Grant grant : entitlements.grants()) {
            Map<String, Object> stream = new LinkedHashMap<>();
            stream.put(SYMBOLS, grant.symbols().stream().sorted().toList());
            stream.put(CHANNELS, grant.channels().stream().sorted().toList());
            streams.add(stream);
        }
        return Map.of(STREAMS, streams);
    }

    /**
     * What a claim entitles to; null, no claim, to everything.
     *
     * @throws TokenRefused when it is not of that form.
     */
    static Entitlements read(Object claim) throws TokenRefused {
        if (claim == null) {
            return Entitlements.ALL;
        }
        List<Entitlements.Grant> grants = new ArrayList<>();
        if (!(members(claim, Set.of(STREAMS)).get(STREAMS) instanceof List<?> streams)) {
            throw malformed();
        }
        for (Object stream : streams) {
            Map<?, ?> members = members(stream, Set.of(SYMBOLS, CHANNELS));
            grants.add(
                    new Entitlements.Grant(
                            texts(members.get(SYMBOLS)), texts(members.get(CHANNELS))));
        }
        return new Entitlements(grants);
    }

    private static Map<?, ?> members(Object object, Set<String> names) throws TokenRefused {
        if (!(object instanceof Map<?, ?> members) || !members.keySet().equals(names)) {
            throw malformed();
        }
        return members;
    }

    private static Set<String> texts(Object list) throws TokenRefused {
        if (!(list instanceof List<?> items)) {
            throw malformed();
        }
        Set<String> texts = new LinkedHashSet<>();
        for (Object item : items) {
            if (!(item instanceof String text)) {
                throw malformed();
            }
            texts.add(text);
        }
        return texts;
    }

    private static TokenRefused malformed() {
        return TokenRefused.bad(
                "the token's claim \"ticktide\" is not of the form"
                        + " {\"streams\":[{\"sym\":[…],\"ch\":[…]}]}");
    }
}
