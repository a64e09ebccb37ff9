package io.ticktide.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The sizes that PROTOCOL.md tells are those measured. */
final class WireSizesTest {
    private static final String HEADER = "| message | packet | frame | further |";

    private final List<WireSize> sizes = new WireSizes().all();

    @Test
    void documentHasTheMeasuredTable() throws IOException {
        // given
        String document = Files.readString(Path.of("../codecs/PROTOCOL.md"));
        int from = document.indexOf(HEADER);

        // when
        List<String> rows =
                document.substring(from)
                        .lines()
                        .skip(2)
                        .takeWhile(line -> line.startsWith("|"))
                        .toList();

        // then
        assertThat(rows).isEqualTo(sizes.stream().map(WireSizesTest::row).toList());
    }

    @Test
    void quoteKeepsWithinItsBudget() {
        WireSize quote = sizes.get(0);

        assertThat(quote.packet()).isLessThanOrEqualTo(80);
        assertThat(quote.further()).isLessThanOrEqualTo(64);
    }

    @Test
    void levelOfABookCostsWhatTheDocumentSays() {
        assertThat(size("book delta, levels 2") - size("book delta, levels 1")).isEqualTo(17);
        assertThat(size("book snapshot, depth 10") - size("book snapshot, depth 5"))
                .isEqualTo(2 * 5 * 16);
    }

    private int size(String name) {
        return sizes.stream().collect(Collectors.toMap(WireSize::name, WireSize::packet)).get(name);
    }

    private static String row(WireSize size) {
        return "| "
                + size.name()
                + " | "
                + size.packet()
                + " | "
                + size.frame()
                + " | "
                + size.further()
                + " | "
                + size.jsonPacket()
                + " | "
                + size.jsonFrame()
                + " | "
                + size.jsonFurther()
                + " |";
    }
}
