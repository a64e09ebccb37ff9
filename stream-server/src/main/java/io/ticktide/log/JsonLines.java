package io.ticktide.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON object per line: {@code time}, {@code level}, {@code logger}, {@code thread}, {@code
 * message}; where they apply {@code connection}, the id of a session, further fields by name, and
 * {@code error}, a stack trace. Secrets are hidden.
 *
 * <p>Thread-safe: no state.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final String CONNECTION = "connection";

    /** Lines about a connection begin with it. */
    private static final String ABOUT_CONNECTION = "session {} ";

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("time", event.getInstant().toString());
        line.put("level", event.getLevel().toString());
        line.put("logger", event.getLoggerName());
        line.put("thread", event.getThreadName());
        line.put("message", Secrets.hide(String.valueOf(event.getFormattedMessage())));
        Object[] arguments = event.getArgumentArray();
        if (arguments != null && String.valueOf(event.getMessage()).startsWith(ABOUT_CONNECTION)) {
            line.put(CONNECTION, String.valueOf(arguments[0]));
        }
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                line.put(pair.key, Secrets.hide(String.valueOf(pair.value)));
            }
        }
        if (event.getThrowableProxy() != null) {
            line.put("error", Secrets.hide(ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
