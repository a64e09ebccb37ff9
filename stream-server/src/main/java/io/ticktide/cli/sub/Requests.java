package io.ticktide.cli.sub;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * The control plane of a subscriber: asks, and keeps track of the answers.
 *
 * <p>Owner: the WebSocket's listener.
 */
final class Requests {
    /** Symbols per command: the server bounds the size of a message, 16 KiB by default. */
    private static final int SYMBOLS_PER_COMMAND = 250;

    private final Map<Integer, Subscription> pending = new HashMap<>();
    private final List<String> unknown = new ArrayList<>();
    private final Accounting accounting;
    private final Consumer<String> notices;
    private int nextId = 1;
    private int streams;
    private final List<String> errors = new ArrayList<>();

    /**
     * @param notices takes what the user shall know besides the data.
     */
    Requests(Accounting accounting, Consumer<String> notices) {
        this.accounting = accounting;
        this.notices = notices;
    }

    /** The commands that ask for a subscription. */
    List<String> commands(Subscription subscription) {
        List<String> commands = new ArrayList<>();
        List<String> all = subscription.symbols();
        for (int from = 0; from < all.size(); from += SYMBOLS_PER_COMMAND) {
            int id = nextId++;
            int to = Math.min(all.size(), from + SYMBOLS_PER_COMMAND);
            commands.add(
                    subscription.command(id, all.subList(from, to), subscription.terms().from()));
            pending.put(id, subscription);
        }
        return commands;
    }

    /** Takes an answer to a subscribe command. */
    void onSubscribed(JsonNode answer) {
        Subscription subscription = pending.remove(answer.path("id").asInt(0));
        if (subscription == null) {
            throw new ProtocolError("answer to no command: " + answer);
        }
        for (JsonNode stream : answer.path("streams")) {
            String symbol = stream.path("sym").asString("");
            JsonNode error = stream.path("error");
            if (error.isMissingNode()) {
                int id = stream.path("instrumentId").asInt();
                accounting.start(
                        new StreamKey(id, subscription.channel(), subscription.detailNumber()),
                        symbol + ' ' + subscription.label(),
                        Long.parseLong(stream.path("lastSeq").asString("0")));
                streams++;
            } else {
                errors.add(error.path("text").asString("refused"));
                unknown.add(symbol);
            }
        }
        tellErrors();
    }

    /** Takes an error of the server. */
    void onError(JsonNode error) {
        pending.remove(error.path("id").asInt(0));
        errors.add("server: " + error.path("text").asString("error without text"));
        tellErrors();
    }

    /** Whether all was answered and nothing is left to wait for. */
    boolean isRefused() {
        return pending.isEmpty() && streams == 0;
    }

    /** The end when {@link #isRefused}. */
    Ending refusal() {
        String failure = errors.isEmpty() ? "no stream was accepted" : String.join("\n", errors);
        return new Ending(failure, List.copyOf(unknown));
    }

    // Only once it is known that something was accepted: otherwise they are the end's failure.
    private void tellErrors() {
        if (pending.isEmpty() && streams > 0) {
            errors.forEach(notices);
            errors.clear();
        }
    }
}
