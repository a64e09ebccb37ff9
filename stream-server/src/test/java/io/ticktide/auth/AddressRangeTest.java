package io.ticktide.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "192.168.1.128/25, 192.168.1.127, false",
        "192.168.1.128/25, 192.168.1.128, true",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "192.0.2.7/32, 192.0.2.7, true",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 2001:db8::1, true",
        "::/0, 203.0.113.9, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1, 0:0:0:0:0:0:0:1, true",
        "::1, 127.0.0.1, false",
        "192.0.2.7, ::ffff:192.0.2.7, true",
    })
    void rangeHoldsTheAddressesThatShareItsBits(String range, String address, boolean expected) {
        assertThat(AddressRange.parse(range).contains(AddressRange.address(address).orElseThrow()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "proxy.example",
                "10.0.0",
                "10.0.0.256",
                "010.0.0.1",
                "1.2.3.4.5",
                "0x7f.0.0.1",
                "2130706433",
                "127.1",
                ":::",
                "1:2",
                "fe80::1%eth0",
                "[::1]",
                "12345::",
                " 10.0.0.1",
            })
    void whatSpellsOutNoAddressIsNone(String text) {
        assertThat(AddressRange.address(text)).isEmpty();
        assertThatThrownBy(() -> AddressRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage('"' + text + "\" is no address and no network");
    }

    @Test
    void lengthOfANetworkMustFit() {
        for (String text :
                new String[] {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/08"}) {
            assertThatThrownBy(() -> AddressRange.parse(text))
                    .hasMessage('"' + text + "\" needs 0 to 32 bits behind the slash");
        }
        assertThatThrownBy(() -> AddressRange.parse("::/129"))
                .hasMessage("\"::/129\" needs 0 to 128 bits behind the slash");
        assertThatThrownBy(() -> AddressRange.parse("10.0.0.1/8"))
                .hasMessage("\"10.0.0.1/8\" has bits beyond its network; did you mean all of it?");
    }
}
