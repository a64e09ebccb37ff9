package io.ticktide.auth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The claim that says what a token entitles to: {@code {"streams":[{"sym":["crypto.*","BTC-USD"],
 * "ch":["quote","trade"]}],"admin":true}}; without {@code streams} to all of them. Read strictly:
 * what is not understood might be a restriction.
 */
final class StreamsClaim {
    /** Its name in a token. */
    static final String NAME = "ticktide";

    private static final String STREAMS = "streams";
    private static final String ADMIN = "admin";
    private static final String SYMBOLS = "sym";
    private static final String CHANNELS = "ch";

    private StreamsClaim() {}

    /** The claim of somebody; empty when none is needed. */
    static Map<String, Object> of(Principal principal) {
        Map<String, Object> claim = new LinkedHashMap<>();
        if (!principal.entitlements().equals(Entitlements.ALL)) {
            claim.put(STREAMS, streams(principal.entitlements()));
        }
        if (principal.isAdmin()) {
            claim.put(ADMIN, true);
        }
        return claim;
    }

    private static List<Object> streams(Entitlements entitlements) {
        List<Object> streams = new ArrayList<>();
        for (Entitlements.Grant grant : entitlements.grants()) {
            Map<String, Object> stream = new LinkedHashMap<>();
            stream.put(SYMBOLS, grant.symbols().stream().sorted().toList());
            stream.put(CHANNELS, grant.channels().stream().sorted().toList());
            streams.add(stream);
        }
        return streams;
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
        if (!(claim instanceof Map<?, ?> parts)
                || parts.isEmpty()
                || !Set.of(STREAMS, ADMIN).containsAll(parts.keySet())
                || (parts.containsKey(ADMIN) && !(parts.get(ADMIN) instanceof Boolean))) {
            throw malformed();
        }
        if (!parts.containsKey(STREAMS)) {
            return Entitlements.ALL;
        }
        if (!(parts.get(STREAMS) instanceof List<?> streams)) {
            throw malformed();
        }
        List<Entitlements.Grant> grants = new ArrayList<>();
        for (Object stream : streams) {
            Map<?, ?> members = members(stream, Set.of(SYMBOLS, CHANNELS));
            grants.add(
                    new Entitlements.Grant(
                            texts(members.get(SYMBOLS)), texts(members.get(CHANNELS))));
        }
        return new Entitlements(grants);
    }

    /** Whether a claim that can be read is an administrator's. */
    static boolean isAdmin(Object claim) {
        return claim instanceof Map<?, ?> parts && Boolean.TRUE.equals(parts.get(ADMIN));
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
                        + " {\"streams\":[{\"sym\":[…],\"ch\":[…]}],\"admin\":true}");
    }
}
