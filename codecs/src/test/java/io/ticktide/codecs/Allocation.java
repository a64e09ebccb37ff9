package io.ticktide.codecs;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What the calling thread has allocated, asked of the JVM's threading bean. */
final class Allocation {
    /** One object per call of a million would be sixteen times this; asking costs a little too. */
    static final long BOUND_BYTES = 1 << 20;

    private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();

    private Allocation() {}

    /** Bytes since the thread began. */
    static long ofThisThread() {
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
