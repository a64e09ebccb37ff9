package io.ticktide.endpoint;

import io.ticktide.auth.Entitlements;
import io.ticktide.feed.Instrument;
import io.ticktide.session.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Finds instruments by symbol, by group ({@code crypto.*}, {@code equity.*}) or all of them ({@code
 * *}). Immutable.
 */
final class Symbols {
    private final Map<String, Instrument> bySymbol = new HashMap<>();
    private final Map<String, List<Instrument>> byGroup = new HashMap<>();

    Symbols(List<Instrument> instruments) {
        byGroup.put("*", instruments);
        for (Instrument instrument : instruments) {
            bySymbol.put(instrument.symbol(), instrument);
            byGroup.computeIfAbsent(group(instrument.kind()), key -> new ArrayList<>())
                    .add(instrument);
        }
    }

    /**
     * One name in a command and what it stands for: an unknown one for nothing, nor does a group of
     * which no member was wanted.
     */
    record Named(String name, Instrument instrument, boolean isGroup) {}

    /** Whether a channel of an instrument may be read. */
    static boolean isEntitled(Entitlements entitlements, Instrument instrument, Channel channel) {
        String group = group(instrument.kind());
        return entitlements.allow(instrument.symbol(), group, channel.label());
    }

    /** Whether anything of an instrument may be read. */
    static boolean isVisible(Entitlements entitlements, Instrument instrument) {
        return entitlements.allowAnythingOf(instrument.symbol(), group(instrument.kind()));
    }

    /** The instrument of a symbol, or null. */
    Instrument find(String symbol) {
        return bySymbol.get(symbol);
    }

    /** What the names stand for, groups spelt out, each instrument once. */
    List<Named> find(List<String> names) {
        return find(names, member -> true);
    }

    /**
     * What the names stand for, each instrument once; groups are spelt out, but only those members
     * that are wanted. Instruments named by their symbol are found, wanted or not.
     */
    List<Named> find(List<String> names, Predicate<Instrument> wanted) {
        Map<String, Named> found = new LinkedHashMap<>();
        for (String name : names) {
            List<Instrument> group = byGroup.get(name);
            if (group == null) {
                found.putIfAbsent(name, new Named(name, bySymbol.get(name), false));
                continue;
            }
            List<Instrument> members = group.stream().filter(wanted).toList();
            if (members.isEmpty()) {
                found.putIfAbsent(name, new Named(name, null, true));
            }
            for (Instrument member : members) {
                found.putIfAbsent(member.symbol(), new Named(member.symbol(), member, false));
            }
        }
        return List.copyOf(found.values());
    }

    private static String group(Instrument.Kind kind) {
        return switch (kind) {
            case CRYPTO_SPOT, CRYPTO_PERPETUAL -> "crypto.*";
            default -> kind.name().toLowerCase(Locale.ROOT) + ".*";
        };
    }
}
