package io.ticktide.perf.bench;

import io.ticktide.perf.peer.Peer;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which peers are measured beside ours. */
final class PeerOptions {
    @Option(
            names = "--peer",
            paramLabel = "PEER",
            split = ",",
            converter = Label.class,
            description =
                    "Measures a naive server of the same ticks as well: ws (Node.js and npm needed;"
                            + " fetches the package into a folder that is removed afterwards) or"
                            + " undertow-naive; repeatable.")
    private List<Peer> peers = List.of();

    /** The peers, each once, in the order in which they are declared. */
    List<Peer> peers() {
        return peers.stream().distinct().sorted().toList();
    }

    /**
     * Whether they can be measured with the audience.
     *
     * @throws IllegalArgumentException when they cannot.
     */
    void check(Audience audience, PresentOptions present) {
        if (!peers.isEmpty() && (audience.all() || present.isGiven())) {
            throw new IllegalArgumentException(
                    "--peer starts a server with one ticker per client: leave out --all and"
                            + " --address");
        }
    }

    /** The labels as they are written. */
    static final class Label implements ITypeConverter<Peer> {
        @Override
        public Peer convert(String label) {
            try {
                return Peer.of(label);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
