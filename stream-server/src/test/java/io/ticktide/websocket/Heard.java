package io.ticktide.websocket;

import java.util.ArrayList;
import java.util.List;

/** Writes down what a {@link FrameReader} says. */
final class Heard implements FrameListener {
    private final List<String> events = new ArrayList<>();

    List<String> events() {
        return events;
    }

    @Override
    public void onText(String message) {
        events.add("text " + message);
    }

    @Override
    public void onBinary() {
        events.add("binary");
    }

    @Override
    public void onPing(byte[] payload) {
        events.add("ping of " + payload.length);
    }

    @Override
    public void onPong() {
        events.add("pong");
    }

    @Override
    public void onClose(int code) {
        events.add("close " + code);
    }

    @Override
    public void onViolation(int closeCode, String text) {
        events.add(closeCode + " " + text);
    }
}
