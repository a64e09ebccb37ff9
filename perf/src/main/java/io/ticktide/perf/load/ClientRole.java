package io.ticktide.perf.load;

/**
 * What one of the clients connects to and asks for.
 *
 * @param path of the WebSocket, {@code /v1/stream}.
 * @param command sent once connected; empty: the client is ready without one.
 * @param firstInstrument lowest id of the instruments that it will hear of.
 * @param instruments how many, the ids following each other.
 * @param receiveBufferBytes of its socket; 0: as the kernel sizes it.
 */
public record ClientRole(
        String path, String command, int firstInstrument, int instruments, int receiveBufferBytes) {

    /** The same with a socket that holds little, so that not reading is soon felt by the server. */
    public ClientRole withReceiveBuffer(int bytes) {
        return new ClientRole(path, command, firstInstrument, instruments, bytes);
    }
}
