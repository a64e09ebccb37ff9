package io.ticktide.codecs;

/**
 * A packet whose bytes are settled for good.
 *
 * @param name of its files in {@code golden/}: NAME.hex and NAME.json.
 * @param about what it shows; the comment of the hex file.
 * @param packet as this version encodes it.
 */
record GoldenFrame(String name, String about, PacketBuilder packet) {
    byte[] bytes() {
        return packet.bytes();
    }

    @Override
    public String toString() {
        return name;
    }
}
