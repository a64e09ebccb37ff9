package io.ticktide.feed.recorded;

import java.util.Locale;

/** How a recording is packed, told by its first four bytes. */
enum Compression {
    NONE,
    GZIP,
    ZIP,
    ZSTD;

    static Compression of(int magic) {
        if (magic >>> 16 == 0x1F8B) {
            return GZIP;
        }
        if (magic == 0x504B0304 || magic == 0x504B0506) {
            return ZIP;
        }
        return magic == 0x28B52FFD ? ZSTD : NONE;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
