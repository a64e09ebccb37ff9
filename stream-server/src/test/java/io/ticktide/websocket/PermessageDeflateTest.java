package io.ticktide.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PermessageDeflateTest {
    private static final String AGREED =
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate ;client_max_window_bits",
                "permessage-deflate;client_max_window_bits=15",
                "permessage-deflate; client_max_window_bits=\"8\"",
                "permessage-deflate; client_max_window_bits = \"1\\0\"",
                "permessage-deflate; server_no_context_takeover",
                "permessage-deflate; client_no_context_takeover; server_no_context_takeover",
                "x-other; a=1, permessage-deflate",
                ", ,permessage-deflate,",
                "permessage-deflate; unheard_of, permessage-deflate",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate",
            })
    void offerWithoutAnythingBeyondUsIsAccepted(String offers) {
        assertThat(PermessageDeflate.answer(offers)).contains(AGREED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate; server_max_window_bits=15",
                "permessage-deflate; server_max_window_bits=\"15\"; client_max_window_bits",
            })
    void windowOfTheServerThatIsAskedForIsConfirmed(String offers) {
        assertThat(PermessageDeflate.answer(offers))
                .contains(AGREED + "; server_max_window_bits=15");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "permessage-bzip2",
                "Permessage-Deflate",
                "x-webkit-deflate-frame",
                // windows that java.util.zip cannot keep to
                "permessage-deflate; server_max_window_bits=8",
                "permessage-deflate; server_max_window_bits=14",
                // invalid values
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; server_max_window_bits=16",
                "permessage-deflate; server_max_window_bits=015",
                "permessage-deflate; server_max_window_bits=+15",
                "permessage-deflate; client_max_window_bits=7",
                "permessage-deflate; client_max_window_bits=16",
                "permessage-deflate; client_max_window_bits=08",
                "permessage-deflate; client_max_window_bits=x",
                "permessage-deflate; server_no_context_takeover=1",
                "permessage-deflate; client_no_context_takeover=true",
                // repeated or unknown parameters
                "permessage-deflate; client_max_window_bits; client_max_window_bits=12",
                "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
                "permessage-deflate; level=9",
            })
    void offerThatCannotBeMetIsDeclined(String offers) {
        assertThat(PermessageDeflate.answer(offers)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ";",
                "permessage-deflate;",
                "permessage-deflate; =15",
                "permessage-deflate; a=",
                "permessage-deflate; a=\"\"",
                "permessage-deflate; a=\"1",
                "permessage-deflate; a=\"1\\",
                "permessage-deflate; a=\"1 5\"",
                "permessage-deflate; a=1 b",
                "permessage deflate",
                "permessage-deflate: a",
                "a/b",
                "\u00e4",
            })
    void headerThatBreaksTheGrammarIsNoticed(String offers) {
        assertThat(PermessageDeflate.isWellFormed(offers)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"x, true", "'a;b=c, d;e=\"f\"', true", "'', true", "'a,\t b', true"})
    void otherExtensionsAreWellFormed(String offers, boolean expected) {
        assertThat(PermessageDeflate.isWellFormed(offers)).isEqualTo(expected);
    }

    @Test
    void firstAcceptableOfferDecides() {
        String offers =
                "permessage-deflate; server_max_window_bits=9,"
                        + "permessage-deflate; server_max_window_bits=15, permessage-deflate";

        assertThat(PermessageDeflate.answer(offers))
                .contains(AGREED + "; server_max_window_bits=15");
    }
}
