package io.ticktide.websocket;

import java.util.ArrayList;
import java.util.List;

/**
 * One offer of a {@code Sec-WebSocket-Extensions} header.
 *
 * @param name of the extension, as it was written.
 * @param parameters in their order, repetitions included.
 */
record ExtensionOffer(String name, List<Parameter> parameters) {
    /**
     * A parameter of an offer.
     *
     * @param value without its quotes; null when it has none.
     */
    record Parameter(String name, String value) {}

    ExtensionOffer {
        parameters = List.copyOf(parameters);
    }

    /**
     * The offers of a header, RFC 6455 section 9.1.
     *
     * @throws IllegalArgumentException when it breaks the grammar.
     */
    static List<ExtensionOffer> parse(String header) {
        List<ExtensionOffer> offers = new ArrayList<>();
        HeaderScanner in = new HeaderScanner(header);
        do {
            in.skipSpace();
            if (!in.isAtEnd() && !in.isAt(',')) { // An empty element of a list means nothing.
                offers.add(parseOne(in));
            }
        } while (in.take(','));
        in.expectEnd();
        return offers;
    }

    private static ExtensionOffer parseOne(HeaderScanner in) {
        String name = in.token();
        List<Parameter> parameters = new ArrayList<>();
        while (in.take(';')) {
            in.skipSpace();
            String parameter = in.token();
            String value = null;
            if (in.take('=')) {
                in.skipSpace();
                value = in.isAt('"') ? in.quoted() : in.token();
            }
            parameters.add(new Parameter(parameter, value));
        }
        return new ExtensionOffer(name, parameters);
    }
}
