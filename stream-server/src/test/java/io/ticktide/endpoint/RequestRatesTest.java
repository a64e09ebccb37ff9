package io.ticktide.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class RequestRatesTest {
    private static final int PER_SECOND = 5;
    private static final int MOST_ADDRESSES = 10;

    private long nowNs = 1;
    private final RequestRates rates = new RequestRates(PER_SECOND, MOST_ADDRESSES, () -> nowNs);

    @Test
    void addressThatAsksTooOftenDoesNotDisturbAnother() {
        assertThat(taken("10.0.0.1", 20)).isEqualTo(PER_SECOND);
        assertThat(taken("10.0.0.2", 20)).isEqualTo(PER_SECOND);
    }

    @Test
    void allowanceComesBackEvenly() {
        taken("10.0.0.1", 20);

        nowNs += TimeUnit.MILLISECONDS.toNanos(400);

        assertThat(taken("10.0.0.1", 20)).isEqualTo(2);
    }

    @Test
    void addressesOfOneIpv6NetworkShareAnAllowance() {
        assertThat(taken("2001:db8:1:2::1", 3)).isEqualTo(3);
        assertThat(taken("2001:db8:1:2:ffff::2", 20)).isEqualTo(PER_SECOND - 3);
        assertThat(taken("2001:db8:1:3::1", 20)).isEqualTo(PER_SECOND);
    }

    @Test
    void newAddressesShareOneAllowanceWhileTooManyAreBusy() {
        // given
        for (int i = 0; i < MOST_ADDRESSES; i++) {
            taken("10.0.1." + i, 1);
        }

        // when
        int taken = 0;
        for (int i = 0; i < 100; i++) {
            taken += taken("10.0.2." + i, 1);
        }

        // then
        assertThat(taken).isEqualTo(PER_SECOND);
        assertThat(rates.addresses()).isEqualTo(MOST_ADDRESSES);
    }

    @Test
    void addressesThatRestAreForgottenWhenRoomIsNeeded() {
        // given
        for (int i = 0; i < MOST_ADDRESSES; i++) {
            taken("10.0.1." + i, 1);
        }

        // when
        nowNs += TimeUnit.SECONDS.toNanos(2);
        taken("10.0.2.1", 1);

        // then
        assertThat(rates.addresses()).isEqualTo(1);
    }

    private int taken(String address, int requests) {
        int taken = 0;
        for (int i = 0; i < requests; i++) {
            taken += rates.tryTake(address(address)) ? 1 : 0;
        }
        return taken;
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
