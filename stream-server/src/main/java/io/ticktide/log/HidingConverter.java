package io.ticktide.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;

/** {@code %hiding(…)} of a pattern: what is within, without secrets. Thread-safe: no state. */
public final class HidingConverter extends CompositeConverter<ILoggingEvent> {
    @Override
    protected String transform(ILoggingEvent event, String text) {
        return Secrets.hide(text);
    }
}
