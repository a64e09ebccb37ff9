package io.ticktide.websocket;

import io.ticktide.websocket.ExtensionOffer.Parameter;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Agrees on permessage-deflate, RFC 7692 section 7.1. The answer always renounces both contexts:
 * each message is compressed by itself, so that no window is kept for an idle client, and the bytes
 * made for one client serve the others.
 */
public final class PermessageDeflate {
    private static final String NAME = "permessage-deflate";
    private static final String SERVER_NO_CONTEXT = "server_no_context_takeover";
    private static final String CLIENT_NO_CONTEXT = "client_no_context_takeover";
    private static final String SERVER_BITS = "server_max_window_bits";
    private static final String CLIENT_BITS = "client_max_window_bits";

    /** The window of java.util.zip, which knows no other. */
    private static final int WINDOW_BITS = 15;

    private static final int LEAST_BITS = 8;

    private PermessageDeflate() {}

    /** Whether a {@code Sec-WebSocket-Extensions} header keeps to the grammar. */
    public static boolean isWellFormed(String header) {
        try {
            ExtensionOffer.parse(header);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The answer to the first offer that can be accepted; empty when there is none.
     *
     * @param header well formed; several header lines joined by commas.
     */
    public static Optional<String> answer(String header) {
        return ExtensionOffer.parse(header).stream()
                .filter(PermessageDeflate::isAcceptable)
                .findFirst()
                .map(PermessageDeflate::answer);
    }

    private static String answer(ExtensionOffer offer) {
        String answer = NAME + "; " + SERVER_NO_CONTEXT + "; " + CLIENT_NO_CONTEXT;
        boolean namesBits =
                offer.parameters().stream().anyMatch(it -> it.name().equals(SERVER_BITS));
        return namesBits ? answer + "; " + SERVER_BITS + '=' + WINDOW_BITS : answer;
    }

    private static boolean isAcceptable(ExtensionOffer offer) {
        if (!offer.name().equals(NAME)) {
            return false;
        }
        Set<String> seen = new HashSet<>();
        for (Parameter parameter : offer.parameters()) {
            if (!seen.add(parameter.name()) || !isAcceptable(parameter)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAcceptable(Parameter parameter) {
        String value = parameter.value();
        return switch (parameter.name()) {
            case SERVER_NO_CONTEXT, CLIENT_NO_CONTEXT -> value == null;
            case SERVER_BITS -> value != null && bits(value) == WINDOW_BITS;
            case CLIENT_BITS -> value == null || bits(value) >= LEAST_BITS;
            default -> false;
        };
    }

    /** A number of bits in its only form, 8 to 15; else -1. */
    private static int bits(String value) {
        return value.matches("[89]|1[0-5]") ? Integer.parseInt(value) : -1;
    }
}
