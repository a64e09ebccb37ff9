package io.ticktide.perf.bench;

/**
 * Who listens to what.
 *
 * @param clients how many connections, at least 1.
 * @param symbols how many instruments the feed has; client i hears instrument i modulo symbols.
 * @param all whether every client hears every instrument instead.
 */
record Audience(int clients, int symbols, boolean all) {
    Audience {
        if (clients < 1 || symbols < 1) {
            throw new IllegalArgumentException(
                    "clients " + clients + " and symbols " + symbols + " must be at least 1");
        }
    }

    /** Clients that hear an instrument. */
    int listeners(int instrument) {
        if (all) {
            return clients;
        }
        return clients / symbols + (instrument < clients % symbols ? 1 : 0);
    }

    /** Messages that one event makes, on the average. */
    double copies() {
        return all ? clients : clients / (double) symbols;
    }

    /** For people: "1 ticker × 1000 clients". */
    String text() {
        String tickers = symbols == 1 ? "1 ticker" : symbols + " tickers";
        return all || symbols == 1
                ? tickers + " × " + clients + " clients"
                : tickers + ", " + clients + " clients, one ticker each";
    }
}
