package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.config.ConfigLoader;
import io.ticktide.config.InvalidConfigException;
import io.ticktide.endpoint.Listener;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AdminListenerTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.8.8.8"})
    void whoReachesOnlyThisMachineNeedsNoPortForOperators(String host) throws Exception {
        assertThat(of("endpoint.host=" + host)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "endpoint.host=0.0.0.0, 8081",
        "endpoint.host=::, 8081",
        "endpoint.trusted-proxies=127.0.0.1, 8081", // It brings strangers to this machine.
        "admin.port=9090, 9090",
        "admin.port=0, 0",
    })
    void whatStrangersReachHasOne(String setting, int port) throws Exception {
        assertThat(of(setting)).isEqualTo(new Listener("127.0.0.1", port, null));
    }

    @Test
    void thePortOfTheEndpointIsNoOther() throws Exception {
        assertThat(of("admin.port=8080")).isNull();
    }

    private static Listener of(String setting) throws InvalidConfigException {
        return AdminListener.of(new ConfigLoader(Map.of()).set(setting).load().config(), null);
    }
}
