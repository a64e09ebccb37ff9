package io.ticktide.config;

/** A setting is wrong; the message names the key, the value and what is allowed. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String key;

    public ConfigException(String key, String reason) {
        super(key + ": " + reason);
        this.key = key;
    }

    /** The setting's full key, such as {@code feed.rate}. */
    public String key() {
        return key;
    }
}
