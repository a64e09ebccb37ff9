package io.ticktide.cli.verify;

import io.ticktide.cli.sub.Subscription;
import io.ticktide.cli.sub.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The control plane of a client that comes back: what it asks on each connection, and what the
 * answers say of where its streams go on.
 *
 * <p>Owner: the thread that reads the connection.
 */
final class Control {
    /** Symbols per command: the server bounds the size of a message, 16 KiB by default. */
    private static final int SYMBOLS_PER_COMMAND = 250;

    private final JsonMapper mapper = new JsonMapper();
    private final List<Request> requests = new ArrayList<>();
    private final Map<Integer, Request> pending = new HashMap<>();
    private final List<String> unknown = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final Auditor auditor;
    private final Violations violations;
    private final Consumer<String> notices;
    private String epoch = "";
    private String goodbye = "";
    private int nextId = 1;
    private int epochs;
    private int recovered;
    private int holes;
    private final Map<String, Long> positions = new HashMap<>();
    private boolean listed;

    /** One command's streams, in the order in which its token names them. */
    private static final class Request {
        final Subscription subscription;
        List<String> symbols;
        final List<AuditedStream> streams = new ArrayList<>();
        String epoch;

        Request(Subscription subscription, List<String> symbols) {
            this.subscription = subscription;
            this.symbols = symbols;
        }
    }

    /**
     * @param notices takes what the user shall know.
     */
    Control(
            List<Subscription> subscriptions,
            Auditor auditor,
            Violations violations,
            Consumer<String> notices) {
        this.auditor = auditor;
        this.violations = violations;
        this.notices = notices;
        for (Subscription subscription : subscriptions) {
            List<String> all = subscription.symbols();
            for (int from = 0; from < all.size(); from += SYMBOLS_PER_COMMAND) {
                int to = Math.min(all.size(), from + SYMBOLS_PER_COMMAND);
                requests.add(new Request(subscription, all.subList(from, to)));
            }
        }
    }

    /** A connection begins; its welcome is to come. */
    void onConnected() {
        pending.clear();
        auditor.onConnected();
    }

    /** Takes a text frame; returns the commands to send because of it. */
    List<String> onText(String text) {
        JsonNode message;
        try {
            message = mapper.readTree(text);
        } catch (JacksonException e) {
            violations.add("text that is no JSON: " + e.getMessage());
            return List.of();
        }
        switch (message.path("op").asString("")) {
            case "welcome" -> {
                return onWelcome(message.path("epoch").asString(""));
            }
            case "subscribed" -> onSubscribed(message);
            case "subscriptions" -> {
                return onList(message);
            }
            case "error" -> refusals.add("server: " + message.path("text").asString(""));
            case "goodbye" -> goodbye = message.path("reason").asString("");
            default -> {
                // The answer to a credit, or news for newer clients: nothing to do.
            }
        }
        return List.of();
    }

    /** Asks where all streams stand. */
    String list() {
        listed = false;
        positions.clear();
        return "{\"op\":\"list\",\"id\":" + nextId++ + "}";
    }

    /** Lets so many packets come; negative: as many as there are. */
    String credit(int packets) {
        String granted = packets < 0 ? "null" : Integer.toString(packets);
        return "{\"op\":\"credit\",\"id\":" + nextId++ + ",\"packets\":" + granted + "}";
    }

    boolean isListed() {
        return listed;
    }

    /** Whether every subscribe was answered on this connection. */
    boolean isAnswered() {
        return !epoch.isEmpty() && pending.isEmpty();
    }

    /** Servers met: a restarted one counts anew. */
    int epochs() {
        return epochs;
    }

    /** Streams resumed with all that was missed. */
    int recovered() {
        return recovered;
    }

    /** Streams resumed with what was missed accounted for. */
    int holes() {
        return holes;
    }

    /** Why the server ended the last connection; empty when it did not say. */
    String goodbye() {
        return goodbye;
    }

    List<String> unknownSymbols() {
        return unknown;
    }

    /** What the server refused, in its words. */
    List<String> refusals() {
        return refusals;
    }

    private List<String> onWelcome(String newEpoch) {
        if (!newEpoch.equals(epoch)) {
            epochs++;
            if (epochs > 1) {
                notices.accept(
                        "new epoch "
                                + newEpoch
                                + " after "
                                + epoch
                                + ": the server was restarted, counting starts anew");
            }
            epoch = newEpoch;
        }
        List<String> commands = new ArrayList<>();
        for (Request request : requests) {
            int id = nextId++;
            pending.put(id, request);
            commands.add(request.subscription.command(id, request.symbols, from(request)));
        }
        return commands;
    }

    private static Terms.From from(Request request) {
        if (request.epoch == null) {
            return request.subscription.terms().from();
        }
        List<String> seqs = new ArrayList<>();
        for (AuditedStream stream : request.streams) {
            seqs.add(Long.toString(stream.ledger().lastSeq()));
        }
        return new Terms.From("token", request.epoch + ':' + String.join(",", seqs));
    }

    private void onSubscribed(JsonNode answer) {
        Request request = pending.remove(answer.path("id").asInt(0));
        if (request == null) {
            violations.add("answer to no command: " + answer);
            return;
        }
        boolean resumes = request.epoch != null;
        List<AuditedStream> granted = new ArrayList<>();
        for (JsonNode item : answer.path("streams")) {
            String symbol = item.path("sym").asString("");
            JsonNode error = item.path("error");
            if (error.isObject()) {
                refusals.add(error.path("text").asString("refused"));
                unknown.add(symbol);
                continue;
            }
            AuditedStream stream = auditor.stream(symbol, request.subscription);
            auditor.onGranted(stream, item.path("instrumentId").asInt());
            granted.add(stream);
            long lastSeq = Long.parseLong(item.path("lastSeq").asString("0"));
            if (!resumes) {
                stream.begin(lastSeq);
            } else {
                resume(stream, item, request.epoch, lastSeq);
            }
        }
        request.epoch = epoch;
        if (!resumes) {
            request.streams.addAll(granted);
            request.symbols = granted.stream().map(AuditedStream::symbol).toList();
        } else if (!granted.equals(request.streams)) {
            violations.add("a resumed command was granted other streams than before: " + answer);
        }
    }

    private void resume(AuditedStream stream, JsonNode item, String before, long lastSeq) {
        boolean complete = item.path("recovered").asBoolean(false);
        if (!item.has("recovered")) {
            violations.add(stream.ledger().name() + ": resumed without a word on \"recovered\"");
        }
        if (before.equals(epoch)) {
            stream.ledger().resume(lastSeq);
            recovered += complete ? 1 : 0;
            holes += complete ? 0 : 1;
            return;
        }
        if (complete) {
            violations.add(
                    stream.ledger().name() + ": \"recovered\" from the epoch of another server");
        }
        stream.begin(lastSeq);
    }

    private List<String> onList(JsonNode answer) {
        for (JsonNode item : answer.path("streams")) {
            JsonNode detail = item.path(item.has("interval") ? "interval" : "depth");
            positions.put(
                    item.path("sym").asString("")
                            + '/'
                            + item.path("ch").asString("")
                            + (detail.isMissingNode() ? "" : "/" + detail.asString()),
                    Long.parseLong(item.path("lastSeq").asString("0")));
        }
        if (answer.path("more").asBoolean(false)) {
            String after = mapper.writeValueAsString(answer.path("after"));
            return List.of("{\"op\":\"list\",\"id\":" + nextId++ + ",\"after\":" + after + "}");
        }
        listed = true;
        for (AuditedStream stream : auditor.streams()) {
            Long position = positions.get(stream.ledger().name());
            if (position == null) {
                violations.add(stream.ledger().name() + " is not in the server's list");
            } else {
                stream.ledger().settleAt(position);
            }
        }
        return List.of();
    }
}
