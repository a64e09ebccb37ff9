package io.ticktide.codecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes on the wire are settled: golden frames are written once, with {@code
 * -Dticktide.golden.write=true}, and from then on only added to.
 */
class GoldenFramesTest {
    @ParameterizedTest
    @MethodSource("io.ticktide.codecs.GoldenFiles#names")
    void goldenFrameDecodesToItsValues(String name) throws IOException {
        assertThat(FrameJson.of(GoldenFiles.bytes(name))).isEqualTo(GoldenFiles.json(name));
    }

    @ParameterizedTest
    @MethodSource("io.ticktide.codecs.GoldenFrames#all")
    void encodersStillWriteTheGoldenBytes(GoldenFrame frame) throws IOException {
        assertThat(frame.bytes()).isEqualTo(GoldenFiles.bytes(frame.name()));
    }

    @Test
    void everyGoldenFrameHasAnEncoding() throws IOException {
        assertThat(GoldenFrames.all())
                .extracting(GoldenFrame::name)
                .containsExactlyInAnyOrderElementsOf(GoldenFiles.names());
    }

    @Test
    @EnabledIfSystemProperty(named = "ticktide.golden.write", matches = "true")
    void writesTheGoldenFiles() throws IOException {
        for (GoldenFrame frame : GoldenFrames.all()) {
            GoldenFiles.write(frame);
            assertThat(GoldenFiles.bytes(frame.name())).isEqualTo(frame.bytes());
        }
    }
}
