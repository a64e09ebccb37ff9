package io.ticktide.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandFieldsTest {
    /** Reads one thing of a command. */
    @FunctionalInterface
    private interface Reading {
        void of(CommandFields fields) throws BadCommand;
    }

    @Test
    void malformedJsonSaysWhere() {
        BadCommand bad = bad("{\"op\":\n \"list\",}", fields -> {});

        assertThat(bad.code()).isEqualTo(100);
        assertThat(bad.field()).isNull();
        assertThat(bad).hasMessageStartingWith("malformed JSON at line 2 column 9: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}}",
                "{} {}",
                "nul",
                "{'op':1}",
                "{\"op\":\"a\",\"op\":\"b\"}",
                "\"",
                "[1,]",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "\u0000"
            })
    void whatIsNoJsonIsRefusedAsSuch(String json) {
        assertThat(bad(json, fields -> {}).code()).isEqualTo(100);
    }

    @Test
    void deepNestingAndHugeNumbersAreRefusedWithoutHarm() {
        assertThat(bad("[".repeat(16_000), fields -> {}).code()).isEqualTo(100);
        assertThat(bad("{\"id\":" + "9".repeat(16_000) + "}", fields -> {}).code()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'',nothing",
                "'  ',nothing",
                "null,null",
                "[],[]",
                "7,7",
                "'\"list\"','\"list\"'",
            })
    void whatIsNoObjectIsShown(String json, String found) {
        BadCommand bad = bad(json, fields -> {});

        assertThat(bad.code()).isEqualTo(101);
        assertThat(bad)
                .hasMessage("expected a JSON object such as {\"op\":\"list\"}, found " + found);
    }

    @Test
    void missingFieldIsNamed() {
        expect("{}", fields -> fields.text("op"), 102, "op", "field \"op\" is missing");
        expect("{}", fields -> fields.texts("sym"), 102, "sym", "field \"sym\" is missing");
    }

    @Test
    void wrongTypeSaysWhatWasExpectedAndFound() {
        expect("{\"op\":7}", f -> f.text("op"), 103, "op", "op must be a string, found 7");
        expect("{\"op\":null}", f -> f.text("op"), 103, "op", "op must be a string, found null");
        expect(
                "{\"sym\":{}}",
                f -> f.texts("sym"),
                103,
                "sym",
                "sym must be a string or an array of strings, found {}");
        expect(
                "{\"sym\":[\"A\",1]}",
                f -> f.texts("sym"),
                103,
                "sym",
                "sym must be an array of strings, found 1");
        expect(
                "{\"snapshot\":\"yes\"}",
                f -> f.flag("snapshot", true),
                103,
                "snapshot",
                "snapshot must be true or false, found \"yes\"");
        expect(
                "{\"maxRate\":1.5}",
                f -> f.integer("maxRate", 1, 9, 0),
                103,
                "maxRate",
                "maxRate must be an integer, found 1.5");
    }

    @Test
    void outOfRangeSaysTheBound() {
        expect(
                "{\"maxRate\":-1}",
                f -> f.integer("maxRate", 1, 9, 0),
                104,
                "maxRate",
                "maxRate -1 is below 1");
        expect(
                "{\"maxRate\":10}",
                f -> f.integer("maxRate", 1, 9, 0),
                104,
                "maxRate",
                "maxRate 10 is above 9");
        expect(
                "{\"maxRate\":99999999999999999999}",
                f -> f.integer("maxRate", 1, 9, 0),
                104,
                "maxRate",
                "maxRate 99999999999999999999 is above 9");
        expect(
                "{\"maxRate\":-99999999999999999999}",
                f -> f.integer("maxRate", 1, 9, 0),
                104,
                "maxRate",
                "maxRate -99999999999999999999 is below 1");
        expect("{\"sym\":[]}", f -> f.texts("sym"), 104, "sym", "sym is empty; name at least one");
        expect("{\"id\":-1}", f -> f.allow("id"), 104, "id", "id -1 is below 0");
    }

    @Test
    void unknownFieldIsNamedWithThoseAllowed() {
        expect(
                "{\"op\":\"list\",\"symbol\":1}",
                f -> f.allow("op", "id"),
                105,
                "symbol",
                "unknown field \"symbol\"; allowed: op, id");
    }

    @Test
    void longTextOfAClientIsCut() {
        String text = "x".repeat(41);

        expect(
                "{\"" + text + "\":1}",
                f -> f.allow("op"),
                105,
                "x".repeat(40) + "…",
                "unknown field \"" + "x".repeat(40) + "…\"; allowed: op");
    }

    @Test
    void goodFieldsAreRead() throws BadCommand {
        CommandFields fields =
                CommandFields.parse(
                        "{\"id\":9007199254740991,\"ch\":\"quote\",\"sym\":[\"A\",\"B\"],"
                                + "\"one\":\"C\",\"snapshot\":false,\"maxRate\":null}");

        assertThat(fields.idOrNull()).isEqualTo(9_007_199_254_740_991L);
        assertThat(fields.text("ch")).isEqualTo("quote");
        assertThat(fields.texts("sym")).isEqualTo(List.of("A", "B"));
        assertThat(fields.texts("one")).isEqualTo(List.of("C"));
        assertThat(fields.flag("snapshot", true)).isFalse();
        assertThat(fields.flag("absent", true)).isTrue();
        assertThat(fields.integer("maxRate", 1, 9, 5)).isEqualTo(5);
        assertThat(fields.integer("absent", 1, 9, 6)).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "\"7\"", "9007199254740992", "1e400", "null", "{}"})
    void idThatIsNoneIsNotEchoed(String id) throws BadCommand {
        assertThat(CommandFields.parse("{\"id\":" + id + "}").idOrNull()).isNull();
    }

    private static BadCommand bad(String json, Reading reading) {
        return catchThrowableOfType(BadCommand.class, () -> reading.of(CommandFields.parse(json)));
    }

    private static void expect(
            String json, Reading reading, int code, String field, String message) {
        BadCommand bad = bad(json, reading);
        assertThat(bad).hasMessage(message);
        assertThat(bad.code()).isEqualTo(code);
        assertThat(bad.field()).isEqualTo(field);
    }
}
