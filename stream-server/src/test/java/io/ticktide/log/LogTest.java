package io.ticktide.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class LogTest {
    private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl";

    private final LoggerContext context = new LoggerContext();
    private final ListAppender<ILoggingEvent> passed = new ListAppender<>();
    private final RepeatLimit limit = new RepeatLimit();
    private final JsonLines json = new JsonLines();

    @BeforeEach
    void begin() {
        passed.start();
        limit.setContext(context);
        limit.addAppender(passed);
        limit.start();
    }

    @Test
    void lineOfJsonHasItsFieldsWhateverIsInTheMessage() {
        // given
        LoggingEvent event =
                event(0, "session {} of {} closed: \"{}\"\n", 17, "10.0.0.7", "4008 slow");
        event.addKeyValuePair(new KeyValuePair("code", 4008));
        event.setThreadName("io-0");

        // when
        String line = new String(json.encode(event), StandardCharsets.UTF_8);

        // then
        assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
        assertThat(new JsonMapper().readTree(line))
                .isEqualTo(
                        new JsonMapper()
                                .valueToTree(
                                        Map.of(
                                                "time", "1970-01-01T00:00:00Z",
                                                "level", "INFO",
                                                "logger", "io.ticktide.endpoint.Some",
                                                "thread", "io-0",
                                                "message",
                                                        "session 17 of 10.0.0.7 closed: \"4008"
                                                                + " slow\"\n",
                                                "connection", "17",
                                                "code", "4008")));
    }

    @Test
    void errorHasItsTraceInOneLine() {
        LoggingEvent event =
                new LoggingEvent(
                        "", logger(), Level.ERROR, "it broke", new IOException("disk"), null);

        String line = new String(json.encode(event), StandardCharsets.UTF_8);

        assertThat(line).containsOnlyOnce("\n");
        JsonNode error = new JsonMapper().readTree(line).get("error");
        assertThat(error.stringValue()).startsWith("java.io.IOException: disk").contains("LogTest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/stream?access_token=" + JWT + "&x=1",
                "GET /v1/stream?access_token=c2VjcmV0LW9wYXF1ZQ&x=1",
                "Authorization: Bearer c2VjcmV0LW9wYXF1ZQ",
                "Authorization: Basic c2VjcmV0LW9wYXF1ZQ==",
                "{\"op\":\"auth\",\"token\":\"" + JWT + "\"}",
                "{\"op\":\"auth\",\"token\": \"c2VjcmV0LW9wYXF1ZQ\"}",
                "bad token " + JWT
            })
    void secretsAreHiddenInTextAndJson(String message) {
        // given
        LoggingEvent event =
                new LoggingEvent("", logger(), Level.INFO, message, new IOException(message), null);
        PatternLayout text = new PatternLayout();
        text.setContext(context);
        text.getInstanceConverterMap().put("hiding", HidingConverter::new);
        text.setPattern("%nopex%hiding(%msg%n%ex{full})");
        text.start();

        // when
        String asJson = new String(json.encode(event), StandardCharsets.UTF_8);
        String asText = text.doLayout(event);

        // then
        for (String line : List.of(asJson, asText)) {
            assertThat(line).contains("***").doesNotContain("c2ln", "eyJ", "c2VjcmV0");
        }
        assertThat(asText).startsWith(message.substring(0, 3));
        assertThat(asText.lines().filter(line -> line.contains("IOException")).count()).isOne();
    }

    @Test
    void repeatsAreCountedInsteadOfWritten() {
        // given
        for (int i = 0; i < 100; i++) {
            limit.doAppend(event(i, "handshake of {} refused", "10.0.0." + i));
        }
        limit.doAppend(event(100, "something else"));

        // when
        limit.doAppend(event(10_000, "something else"));

        // then
        assertThat(messages())
                .containsExactly(
                        "handshake of 10.0.0.0 refused",
                        "handshake of 10.0.0.1 refused",
                        "handshake of 10.0.0.2 refused",
                        "handshake of 10.0.0.3 refused",
                        "handshake of 10.0.0.4 refused",
                        "something else",
                        "… 95 more like this: handshake of {} refused",
                        "something else");
    }

    @Test
    void kindsBeyondTheBoundAreForgottenOldestFirstAndLoudly() {
        // given
        for (int i = 0; i < 7; i++) {
            limit.doAppend(event(0, "first"));
        }

        // when
        for (int i = 0; i < 300; i++) {
            limit.doAppend(event(1, "kind " + i));
        }

        // then
        assertThat(messages()).contains("… 2 more like this: first").hasSize(5 + 300 + 1);
    }

    @Test
    void endTellsWhatWasLeftOut() {
        // given
        for (int i = 0; i < 8; i++) {
            limit.doAppend(event(0, "again"));
        }

        // when
        limit.stop();

        // then
        assertThat(messages()).last().isEqualTo("… 3 more like this: again");
    }

    @Test
    void clockThatIsSetBackSilencesNothing() {
        // given
        for (int i = 0; i < 8; i++) {
            limit.doAppend(event(50_000, "again"));
        }

        // when
        limit.doAppend(event(10, "again"));

        // then
        assertThat(messages()).hasSize(7).last().isEqualTo("again");
    }

    private List<String> messages() {
        return passed.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private Logger logger() {
        return context.getLogger("io.ticktide.endpoint.Some");
    }

    private LoggingEvent event(long atMs, String message, Object... values) {
        LoggingEvent event = new LoggingEvent("", logger(), Level.INFO, message, null, values);
        event.setInstant(Instant.ofEpochMilli(atMs));
        return event;
    }
}
