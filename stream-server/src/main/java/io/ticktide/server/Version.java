package io.ticktide.server;

/** Version of the software. */
public final class Version {
    private Version() {}

    /** As in the released jar; "development" outside of it. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
