package io.ticktide.auth;

import java.util.List;
import java.util.Set;

/**
 * Which streams may be read: those of any of the grants. Immutable.
 *
 * @param grants none: nothing may be read.
 */
public record Entitlements(List<Grant> grants) {
    static final String ANY = "*";

    /** Everything. */
    public static final Entitlements ALL =
            new Entitlements(List.of(new Grant(Set.of(ANY), Set.of(ANY))));

    public Entitlements {
        grants = List.copyOf(grants);
    }

    /**
     * Some symbols in some channels.
     *
     * @param symbols symbols, groups such as {@code crypto.*}, or {@code *}.
     * @param channels labels such as {@code quote}, or {@code *}.
     */
    public record Grant(Set<String> symbols, Set<String> channels) {
        public Grant {
            symbols = Set.copyOf(symbols);
            channels = Set.copyOf(channels);
        }

        private boolean hasSymbol(String symbol, String group) {
            return symbols.contains(ANY) || symbols.contains(symbol) || symbols.contains(group);
        }

        private boolean hasChannel(String channel) {
            return channels.contains(ANY) || channels.contains(channel);
        }
    }

    /**
     * Whether a stream may be read.
     *
     * @param group that the symbol belongs to, such as {@code crypto.*}.
     */
    public boolean allow(String symbol, String group, String channel) {
        for (Grant grant : grants) {
            if (grant.hasSymbol(symbol, group) && grant.hasChannel(channel)) {
                return true;
            }
        }
        return false;
    }

    /** Whether anything of a symbol may be read. */
    public boolean allowAnythingOf(String symbol, String group) {
        return grants.stream().anyMatch(grant -> grant.hasSymbol(symbol, group));
    }
}
