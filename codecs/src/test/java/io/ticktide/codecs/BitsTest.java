package io.ticktide.codecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.sbe.BarQualityDecoder;
import io.ticktide.codecs.sbe.CauseDecoder;
import io.ticktide.codecs.sbe.FlagsDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The bits are those of the schema: the flyweights name them alike. */
class BitsTest {
    @Test
    void causesAreTheBitsOfTheSchema() {
        List<String> names = new ArrayList<>();

        for (int bit :
                new int[] {
                    Bits.CAUSE_RATE,
                    Bits.CAUSE_SLOW,
                    Bits.CAUSE_CREDIT,
                    Bits.CAUSE_AGE,
                    Bits.CAUSE_CATCHUP,
                    Bits.CAUSE_UPSTREAM,
                    Bits.CAUSE_SERVER,
                    Bits.CAUSE_DEPTH
                }) {
            names.add(new CauseDecoder().wrap(oneByte(bit), 0).toString());
        }

        assertThat(names)
                .containsExactly(
                        "{rATE}",
                        "{sLOW}",
                        "{cREDIT}",
                        "{aGE}",
                        "{cATCHUP}",
                        "{uPSTREAM}",
                        "{sERVER}",
                        "{dEPTH}");
    }

    @Test
    void flagsAreTheBitsOfTheSchema() {
        List<String> names = new ArrayList<>();

        for (int bit :
                new int[] {
                    Bits.FLAG_SNAPSHOT,
                    Bits.FLAG_LAST_IN_EVENT,
                    Bits.FLAG_REPLAY,
                    Bits.FLAG_RESET,
                    Bits.FLAG_RETRANSMIT
                }) {
            names.add(new FlagsDecoder().wrap(oneByte(bit), 0).toString());
        }

        assertThat(names)
                .containsExactly(
                        "{sNAPSHOT}", "{lAST_IN_EVENT}", "{rEPLAY}", "{rESET}", "{rETRANSMIT}");
    }

    @Test
    void qualityIsTheBitsOfTheSchema() {
        List<String> names = new ArrayList<>();

        for (int bit :
                new int[] {
                    Bits.QUALITY_UPSTREAM_GAP, Bits.QUALITY_PARTIAL_START, Bits.QUALITY_LATE_TRADES
                }) {
            names.add(new BarQualityDecoder().wrap(oneByte(bit), 0).toString());
        }

        assertThat(names).containsExactly("{uPSTREAM_GAP}", "{pARTIAL_START}", "{lATE_TRADES}");
    }

    private static UnsafeBuffer oneByte(int value) {
        return new UnsafeBuffer(new byte[] {(byte) value});
    }
}
