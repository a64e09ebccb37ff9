package io.ticktide.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.Decimals;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class JsonTextTest {
    private final JsonText text = new JsonText();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "quote \" and \\ backslash",
                "\u0000\u0001\b\t\n\f\r\u001f",
                "/ </script> \u2028 \u007f",
                "Größe € 股票 🚀 \uFFFD",
            })
    void stringsSurviveAParser(String value) {
        // when
        text.clear().string(value);

        // then
        assertThat(new JsonMapper().readTree(text.toString()).stringValue()).isEqualTo(value);
        assertThat(utf8()).isEqualTo(text.toString());
    }

    @Test
    void halfOfASurrogatePairBecomesAReplacementAndTheRestStays() {
        // when
        text.clear().string("a\uD83Db\uDE80c\uD83D");

        // then
        assertThat(utf8()).isEqualTo("\"a\uFFFDb\uFFFDc\uFFFD\"");
    }

    @Test
    void membersAreSeparatedHoweverTheyEnd() {
        // when
        text.clear().raw("{");
        text.name("a").string("{");
        text.name("b").names(0, List.of("X"));
        text.name("c").names(5, List.of("X", "Y", "Z"));
        text.name("d").decimal(Decimals.NULL, 2);
        text.name("e").number(-1);
        text.raw("}");

        // then
        assertThat(text.toString())
                .isEqualTo("{\"a\":\"{\",\"b\":[],\"c\":[\"X\",\"Z\"],\"d\":null,\"e\":-1}");
    }

    @Test
    void numbersOf64BitsAreStrings() {
        assertThat(text.clear().quoted(Long.MIN_VALUE).toString())
                .isEqualTo("\"-9223372036854775808\"");
        assertThat(text.clear().quotedUnsigned(-1).toString())
                .isEqualTo("\"18446744073709551615\"");
    }

    @Test
    void decimalsShowTheirScaleExactly() {
        assertThat(text.clear().decimal(6_183_763, 2).toString()).isEqualTo("\"61837.63\"");
        assertThat(text.clear().decimal(-5, 3).toString()).isEqualTo("\"-0.005\"");
        assertThat(text.clear().decimal(0, 2).toString()).isEqualTo("\"0.00\"");
    }

    private String utf8() {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);
        byte[] bytes = new byte[text.copyTo(buffer, 0)];
        buffer.getBytes(0, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
