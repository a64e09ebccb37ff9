package io.ticktide.harness;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What the calling thread allocates, asked of the JVM's threading bean. */
public final class Allocation {
    private static final int WARM_UP = 2;
    private static final int TRIES = 3;
    private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();

    private Allocation() {}

    /**
     * Bytes that a run of the work allocates, the cost of asking taken off; the least of several
     * runs, as the JIT may allocate on the thread's account now and then.
     */
    public static long of(Runnable work) {
        for (int i = 0; i < WARM_UP; i++) {
            work.run();
        }
        long least = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            long before = ofThisThread();
            long between = ofThisThread();
            work.run();
            long after = ofThisThread();
            least = Math.min(least, after - between - (between - before));
        }
        return Math.max(0, least);
    }

    private static long ofThisThread() {
        try {
            Object[] thread = {Thread.currentThread().getId()};
            String[] types = {"long"};
            ObjectName threading = new ObjectName("java.lang:type=Threading");
            return (long) BEANS.invoke(threading, "getThreadAllocatedBytes", thread, types);
        } catch (JMException e) {
            throw new AssertionError("this JVM does not tell what a thread allocates", e);
        }
    }
}
