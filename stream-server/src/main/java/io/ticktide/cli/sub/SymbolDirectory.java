package io.ticktide.cli.sub;

import io.ticktide.config.Spelling;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tickers of a server, to help somebody who mistyped one. */
public final class SymbolDirectory {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int SHOWN = 20;

    private final List<String> symbols;

    SymbolDirectory(List<String> symbols) {
        this.symbols = symbols;
    }

    /** Asks the server that a stream belongs to; empty when it does not answer. */
    public static SymbolDirectory of(Target target) throws InterruptedException {
        List<String> symbols = new ArrayList<>();
        try {
            String body =
                    target.newClient()
                            .send(
                                    target.http("/api/symbols").timeout(TIMEOUT).build(),
                                    BodyHandlers.ofString())
                            .body();
            for (JsonNode entry : new JsonMapper().readTree(body).path("symbols")) {
                symbols.add(entry.path("sym").asString(""));
            }
        } catch (IOException | JacksonException e) {
            // Only the hint is lost; the error that it would have explained is told anyway.
            return new SymbolDirectory(List.of());
        }
        return new SymbolDirectory(symbols);
    }

    /** What to say of unknown tickers: near ones, or those that there are; empty: nothing. */
    public List<String> hints(List<String> unknown) {
        List<String> hints = new ArrayList<>();
        for (String symbol : unknown) {
            Spelling.nearest(symbol, symbols)
                    .ifPresent(near -> hints.add(symbol + ": did you mean " + near + "?"));
        }
        if (hints.isEmpty() && !symbols.isEmpty()) {
            int more = symbols.size() - SHOWN;
            hints.add(
                    "the server has "
                            + String.join(", ", symbols.subList(0, Math.min(SHOWN, symbols.size())))
                            + (more > 0 ? " and " + more + " more" : ""));
        }
        return hints;
    }
}
