package io.ticktide.cli.verify;

import io.ticktide.cli.sub.Ending;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/**
 * What a verification found: compares with the server at the end, and puts it into words.
 *
 * <p>Owner: the thread of its {@link Verification}.
 */
final class Report {
    /** A bar or book may change between the question and its answer. */
    private static final int ATTEMPTS = 3;

    private static final int BOOK_ATTEMPTS = 200;

    /** Bars that the server may have and this client not yet, or not at all. */
    private static final int NEWER_BARS = 60;

    private final VerifyPlan plan;
    private final Auditor auditor;
    private final Violations violations;
    private final BarAudit bars = new BarAudit();
    private final BookAudit books = new BookAudit();
    private final List<String> lines = new ArrayList<>();
    private String failure;

    Report(VerifyPlan plan, Auditor auditor, Violations violations) {
        this.plan = plan;
        this.auditor = auditor;
        this.violations = violations;
    }

    /** Reads on until something is so. */
    interface Waiting {
        boolean until(BooleanSupplier condition) throws IOException;
    }

    /** It ended otherwise than planned. */
    void onFailure(String text) {
        failure = text;
    }

    /** Asks the server for the bars and books that the streams should have led to. */
    void compare(ServerTruth server, Waiting waiting) throws IOException, InterruptedException {
        for (AuditedStream stream : auditor.streams()) {
            String channel = stream.subscription().channel();
            if (plan.verifyBars() && channel.equals("trade")) {
                for (int i = 0; i < BarAudit.INTERVALS.size(); i++) {
                    compareBars(stream, i, server, waiting);
                }
            } else if (channel.equals("book") && stream.book().isStarted()) {
                stream.keepBooks();
                compareBook(stream, server, waiting);
            }
        }
    }

    /** All is received: adds up. */
    void close(long elapsedNs, int connections, long bytes, Control control) {
        Sums sums = new Sums();
        for (AuditedStream stream : auditor.streams()) {
            stream.ledger().close();
            sums.add(stream.ledger());
            lines.add(stream.ledger().line());
        }
        lines.add("total  " + sums.line());
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%d streams, %d messages, %d heartbeats, %d bytes in %.1f s",
                        auditor.streams().size(),
                        auditor.messages(),
                        auditor.heartbeats(),
                        bytes,
                        elapsedNs / 1e9));
        if (connections > 1) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%d connections, %d epochs; streams resumed: %d recovered, %d with a"
                                    + " hole accounted for",
                            connections,
                            control.epochs(),
                            control.recovered(),
                            control.holes()));
        }
        if (plan.verifyBars()) {
            lines.add(bars.line());
        }
        if (books.isUsed()) {
            lines.add(books.line());
        }
        addDigest();
        addHashes();
        lines.add(violations.count() + " violations");
    }

    List<String> lines() {
        return lines;
    }

    /** The outcome. */
    Ending ending(Control control) {
        List<String> texts = new ArrayList<>(control.refusals());
        if (failure != null) {
            texts.add(failure);
        }
        if (violations.count() > 0) {
            texts.add(violations.count() + " violations of the protocol");
        }
        String text = texts.isEmpty() ? null : String.join("\n", texts);
        return new Ending(text, List.copyOf(control.unknownSymbols()));
    }

    private void compareBars(
            AuditedStream stream, int interval, ServerTruth server, Waiting waiting)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            int limit = stream.bars(interval).size() + NEWER_BARS;
            server.askCandles(stream.symbol(), BarAudit.INTERVALS.get(interval), limit);
            waiting.until(server::isAnswered);
            BarAudit.Outcome outcome = BarAudit.compare(stream, interval, server.answer());
            if (outcome.isEqual() || attempt == ATTEMPTS) {
                bars.add(outcome);
                outcome.differences().forEach(violations::add);
                return;
            }
        }
    }

    private void compareBook(AuditedStream stream, ServerTruth server, Waiting waiting)
            throws IOException, InterruptedException {
        for (int attempt = 1; attempt <= BOOK_ATTEMPTS; attempt++) {
            server.askBook(stream.symbol(), BookAudit.LEVELS);
            waiting.until(server::isAnswered);
            JsonNode answer = server.answer();
            long seq = Long.parseLong(answer.path("seq").asString("0"));
            // The event may still be on its way here; a merged one never comes by itself.
            waiting.until(() -> stream.ledger().lastSeq() >= seq);
            if (books.compare(stream, answer, violations)) {
                return;
            }
        }
        books.onMissed();
    }

    /** Of the events that came singly; that of a recording when the streams had all of it. */
    private void addDigest() {
        long events = 0;
        long digest = 0;
        for (AuditedStream stream : auditor.streams()) {
            events += stream.events();
            digest += stream.digest();
        }
        if (events > 0) {
            lines.add(
                    String.format(Locale.ROOT, "digest %016x of %d source events", digest, events));
        }
    }

    private void addHashes() {
        if (!plan.barHashes()) {
            return;
        }
        for (AuditedStream stream : auditor.streams()) {
            if (stream.subscription().channel().equals("trade")) {
                lines.add(stream.symbol() + " 1m bars sha256 " + BarAudit.sha256(stream));
            }
        }
    }
}
