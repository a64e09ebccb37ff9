package io.ticktide.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.auth.AddressRange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrustedProxiesTest {
    private static final String PEER = "10.0.0.1";

    private final TrustedProxies proxies =
            new TrustedProxies(List.of("10.0.0.0/8", "192.0.2.1", "2001:db8::/32"));

    @ParameterizedTest
    @CsvSource({
        // what the proxy saw
        "'203.0.113.9', 203.0.113.9",
        "' 203.0.113.9 ', 203.0.113.9",
        "'2a00::9', 2a00::9",
        // what a client made up lies left of it
        "'198.51.100.1, 203.0.113.9', 203.0.113.9",
        "'127.0.0.1,203.0.113.9', 203.0.113.9",
        "'garbage, 203.0.113.9', 203.0.113.9",
        "'10.0.0.7, 203.0.113.9', 203.0.113.9",
        // proxies in a row
        "'198.51.100.1, 203.0.113.9, 192.0.2.1, 10.9.9.9', 203.0.113.9",
        "'203.0.113.9, 2001:db8::5', 203.0.113.9",
        // proxies all the way
        "'10.0.0.3, 10.0.0.2', 10.0.0.3",
        // with ports
        "'203.0.113.9:51234', 203.0.113.9",
        "'[2a00::9]:51234', 2a00::9",
        "'\"[2a00::9]\"', 2a00::9",
    })
    void clientIsTheFirstFromTheRightThatIsNotTrusted(String header, String client) {
        assertThat(client(header)).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "','",
        "unknown",
        "203.0.113",
        "203.0.113.9 198.51.100.1",
        "'203.0.113.9,'",
        "'203.0.113.9, _hidden'",
        "'203.0.113.9, example.com, 10.0.0.2'",
        "203.0.113.999",
        "203.0.113.9:x",
        "0xcb007109",
        "fe80::1%1",
    })
    void malformedHopsLeaveThePeer(String header) {
        assertThat(client(header)).isEqualTo(PEER);
    }

    @Test
    void linesAreReadAsOneList() {
        assertThat(client("198.51.100.1", "203.0.113.9", "10.0.0.2")).isEqualTo("203.0.113.9");
    }

    @Test
    void peerThatIsNotTrustedSpeaksForItself() {
        assertThat(
                        proxies.client(
                                AddressRange.address("203.0.113.1").orElseThrow(),
                                List.of("198.51.100.1")))
                .isEqualTo(AddressRange.address("203.0.113.1").orElseThrow());
    }

    private String client(String... lines) {
        String text =
                proxies.client(AddressRange.address(PEER).orElseThrow(), List.of(lines))
                        .getHostAddress();
        return text.equals("2a00:0:0:0:0:0:0:9") ? "2a00::9" : text;
    }
}
