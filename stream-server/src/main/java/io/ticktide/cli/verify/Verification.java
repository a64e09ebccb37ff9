package io.ticktide.cli.verify;

import io.ticktide.cli.sub.Ending;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Receives as the plan says, checks all of it, and holds the outcome against the server's word.
 *
 * <pre>
 *   connect ──► receive ──► lift the brakes, ask for the positions ──► reach them ──► compare bars, books
 *      ▲           │
 *      └── killed ─┘
 * </pre>
 *
 * <p>Owner: the thread that calls {@link #run}; {@link #stop} is for any thread.
 */
public final class Verification {
    private static final int READ_TIMEOUT_MS = 20;
    private static final int SLOW_RECEIVE_BUFFER_BYTES = 8_192;
    private static final long PARK_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long RECONNECT_PARK_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long RECONNECT_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long SETTLE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long SIGN_OF_LIFE_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final VerifyPlan plan;
    private final Violations violations = new Violations();
    private final Auditor auditor = new Auditor(violations);
    private final Control control;
    private final Report report;
    private final Frames frames = new Frames();
    private ClientSocket socket;
    private Throttle throttle;
    private String lost;
    private long startNs;
    private long dropNs;
    private long signOfLifeNs;
    private long creditNs;
    private long bytes;
    private int connections;
    private boolean finishing;

    /** Written by whoever stops, read by the owner. */
    private volatile boolean stopped;

    /**
     * @param notices takes what the user shall know at once.
     */
    public Verification(VerifyPlan plan, Consumer<String> notices) {
        this.plan = plan;
        control = new Control(plan.subscriptions(), auditor, violations, notices);
        report = new Report(plan, auditor, violations);
    }

    /** Takes what the socket brings. */
    private final class Frames implements ClientSocket.Listener {
        @Override
        public void onText(String text) {
            for (String command : control.onText(text)) {
                send(command);
            }
        }

        @Override
        public void onBinary(UnsafeBuffer message) {
            auditor.onPacket(message);
        }

        @Override
        public void onClose(int code, String reason) {
            String why = control.goodbye().isEmpty() ? reason : control.goodbye();
            lost = "the server closed the connection: " + code + ' ' + why;
        }
    }

    /** Ends the receiving; what was received is still checked to its end. */
    public void stop() {
        stopped = true;
    }

    /** Does it all; returns when it is over. */
    public Ending run() throws InterruptedException {
        startNs = System.nanoTime();
        long stallNs = startNs + SECOND_NS;
        throttle =
                new Throttle(
                        plan.hostility().slowBytesPerSecond(),
                        stallNs,
                        stallNs + plan.hostility().stallSeconds() * SECOND_NS,
                        startNs);
        try {
            connect();
            receive();
            finish();
            socket.close();
        } catch (IOException e) {
            report.onFailure(e.getMessage());
        }
        report.close(System.nanoTime() - startNs, connections, bytes, control);
        return report.ending(control);
    }

    /** What came out, line by line. */
    public List<String> lines() {
        return report.lines();
    }

    /** What was wrong, line by line; the first of much. */
    public List<String> violations() {
        return violations.first();
    }

    private void receive() throws IOException {
        long nowNs = System.nanoTime();
        long endNs = plan.duration() == null ? Long.MAX_VALUE : plan.duration().toNanos();
        while (!stopped && nowNs - startNs < endNs && auditor.messages() < plan.count()) {
            if (control.isAnswered() && auditor.streams().isEmpty()) {
                return;
            }
            if (isDropDue(nowNs)) {
                socket.kill();
                connect();
            }
            step(nowNs);
            nowNs = System.nanoTime();
        }
    }

    private void finish() throws IOException, InterruptedException {
        if (auditor.streams().isEmpty()) {
            return;
        }
        throttle.lift();
        if (!await(control::isAnswered)) {
            throw new IOException("the server did not answer every subscribe");
        }
        finishing = true;
        if (plan.hostility().creditPackets() > 0) {
            send(control.credit(-1));
        }
        send(control.list());
        await(() -> control.isListed() && allSettled());
        report.compare(new ServerTruth(plan.target()), this::await);
    }

    private boolean allSettled() {
        return auditor.streams().stream().allMatch(stream -> stream.ledger().isSettled());
    }

    // Reads on until something is so; false when it took too long.
    private boolean await(BooleanSupplier condition) throws IOException {
        long fromNs = System.nanoTime();
        long nowNs = fromNs;
        while (!condition.getAsBoolean() && nowNs - fromNs < SETTLE_TIMEOUT_NS) {
            step(nowNs);
            nowNs = System.nanoTime();
        }
        return condition.getAsBoolean();
    }

    private void step(long nowNs) throws IOException {
        try {
            int allowance = throttle.allowance(nowNs);
            if (allowance == 0) {
                LockSupport.parkNanos(PARK_NS);
            } else {
                int count = socket.read(frames, allowance, READ_TIMEOUT_MS);
                throttle.spend(count);
                bytes += count;
            }
            if (lost != null) {
                throw new IOException(lost);
            }
            keepAlive(nowNs);
        } catch (IOException e) {
            if (plan.hostility().dropEverySeconds() == 0 || finishing) {
                throw e;
            }
            socket.kill();
            connect();
        }
    }

    private void keepAlive(long nowNs) throws IOException {
        if (nowNs - signOfLifeNs > SIGN_OF_LIFE_NS) {
            signOfLifeNs = nowNs;
            socket.sendPong(); // A slow reader sees the server's pings late.
        }
        int packets = plan.hostility().creditPackets();
        if (packets > 0 && !finishing && nowNs - creditNs > SECOND_NS) {
            creditNs = nowNs;
            send(control.credit(packets));
        }
    }

    private boolean isDropDue(long nowNs) {
        return plan.hostility().dropEverySeconds() > 0 && nowNs - dropNs >= 0;
    }

    private void connect() throws IOException {
        lost = null;
        int receiveBuffer = plan.hostility().readsSlowly() ? SLOW_RECEIVE_BUFFER_BYTES : 0;
        long fromNs = System.nanoTime();
        socket = null;
        while (socket == null) {
            try {
                socket = ClientSocket.open(plan.target(), "ticktide.sbe.v1", receiveBuffer);
            } catch (IOException e) {
                if (connections == 0 || System.nanoTime() - fromNs > RECONNECT_TIMEOUT_NS) {
                    throw e;
                }
                LockSupport.parkNanos(RECONNECT_PARK_NS); // A server restarts, perhaps.
            }
        }
        connections++;
        long nowNs = System.nanoTime();
        dropNs = nowNs + plan.hostility().dropEverySeconds() * SECOND_NS;
        signOfLifeNs = nowNs;
        creditNs = nowNs - 2 * SECOND_NS;
        control.onConnected();
    }

    private void send(String command) {
        try {
            socket.sendText(command);
        } catch (IOException e) {
            lost = "connection lost: " + e.getMessage();
        }
    }
}
