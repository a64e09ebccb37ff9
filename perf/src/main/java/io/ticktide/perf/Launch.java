package io.ticktide.perf;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** How the launcher starts the server, so that what is measured is what runs. */
public final class Launch {
    private static final String FLAGS = "ticktide.server.flags";
    private static final String JAR = "ticktide.server.jar";

    private Launch() {}

    /** The Java that runs this. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** JVM options of the server: those that the launcher says it uses, or those it is known to. */
    public static List<String> serverFlags() {
        String flags = System.getProperty(FLAGS, "").trim();
        return flags.isEmpty()
                ? List.of(Benchmarks.serverFlags(Runtime.version().feature()))
                : Arrays.asList(flags.split("\\s+", -1));
    }

    /** The server's jar. */
    public static Path serverJar() {
        return Path.of(System.getProperty(JAR, "stream-server/target/ticktide.jar"));
    }
}
