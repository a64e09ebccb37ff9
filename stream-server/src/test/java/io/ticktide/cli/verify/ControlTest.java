package io.ticktide.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.cli.sub.Subscription;
import io.ticktide.cli.sub.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class ControlTest {
    private static final String GRANT =
            "{\"op\":\"subscribed\",\"id\":%d,\"streams\":["
                    + "{\"sym\":\"A\",\"instrumentId\":0,\"lastSeq\":\"%d\"%s},"
                    + "{\"sym\":\"B\",\"instrumentId\":1,\"lastSeq\":\"7\"%s}]}";

    private final Violations violations = new Violations();
    private final List<String> notices = new ArrayList<>();
    private final Auditor auditor = new Auditor(violations);
    private final Subscription all =
            Subscription.parse(List.of("*"), "quote", "1m", "20", Terms.DEFAULT);
    private final Control control = new Control(List.of(all), auditor, violations, notices::add);

    @Test
    void secondConnectionResumesEveryStreamOfTheGroup() {
        // given
        connect("100");
        control.onText(String.format(Locale.ROOT, GRANT, 1, 41, "", ""));

        // when
        List<String> commands = connect("100");

        // then
        assertThat(commands)
                .containsExactly(
                        "{\"op\":\"subscribe\",\"id\":2,\"ch\":\"quote\",\"sym\":[\"A\",\"B\"],"
                                + "\"from\":{\"token\":\"100:41,7\"}}");
        control.onText(
                String.format(
                        Locale.ROOT, GRANT, 2, 41, ",\"recovered\":true", ",\"recovered\":false"));
        assertThat(violations.first()).isEmpty();
        assertThat(control.recovered()).isEqualTo(1);
        assertThat(control.holes()).isEqualTo(1);
        assertThat(notices).isEmpty();
    }

    @Test
    void otherServerIsToldAndBeginsAnew() {
        // given
        connect("100");
        control.onText(String.format(Locale.ROOT, GRANT, 1, 41, "", ""));

        // when
        connect("200");
        control.onText(
                String.format(
                        Locale.ROOT, GRANT, 2, 3, ",\"recovered\":false", ",\"recovered\":false"));

        // then
        assertThat(violations.first()).isEmpty();
        assertThat(control.epochs()).isEqualTo(2);
        assertThat(notices)
                .containsExactly(
                        "new epoch 200 after 100: the server was restarted, counting starts anew");
    }

    @Test
    void resumeElsewhereAndRecoveryAcrossServersAreViolations() {
        // given
        connect("100");
        control.onText(String.format(Locale.ROOT, GRANT, 1, 41, "", ""));

        // when
        connect("100");
        control.onText(
                String.format(
                        Locale.ROOT, GRANT, 2, 43, ",\"recovered\":true", ",\"recovered\":true"));
        connect("200");
        control.onText(
                String.format(
                        Locale.ROOT, GRANT, 3, 1, ",\"recovered\":true", ",\"recovered\":false"));

        // then
        assertThat(violations.first())
                .containsExactly(
                        "A/quote resumed behind seq 43, expected behind 41",
                        "A/quote: \"recovered\" from the epoch of another server");
    }

    @Test
    void listSaysUpToWhereEachStreamIsToCome() {
        // given
        connect("100");
        control.onText(String.format(Locale.ROOT, GRANT, 1, 41, "", ""));

        // when
        control.onText(
                "{\"op\":\"subscriptions\",\"streams\":["
                        + "{\"sym\":\"A\",\"ch\":\"quote\",\"lastSeq\":\"44\"}]}");

        // then
        assertThat(control.isListed()).isTrue();
        assertThat(auditor.streams().iterator().next().ledger().published()).isEqualTo(3);
        assertThat(violations.first()).containsExactly("B/quote is not in the server's list");
    }

    @Test
    void listInPagesIsAskedForToItsEnd() {
        // given
        connect("100");
        control.onText(String.format(Locale.ROOT, GRANT, 1, 41, "", ""));
        control.list();

        // when
        List<String> more =
                control.onText(
                        "{\"op\":\"subscriptions\",\"streams\":["
                                + "{\"sym\":\"A\",\"ch\":\"quote\",\"lastSeq\":\"44\"}],"
                                + "\"more\":true,\"after\":\"0:quote:0\"}");
        boolean afterTheFirst = control.isListed();
        control.onText(
                "{\"op\":\"subscriptions\",\"streams\":["
                        + "{\"sym\":\"B\",\"ch\":\"quote\",\"lastSeq\":\"44\"}]}");

        // then
        assertThat(more).containsExactly("{\"op\":\"list\",\"id\":3,\"after\":\"0:quote:0\"}");
        assertThat(afterTheFirst).isFalse();
        assertThat(control.isListed()).isTrue();
        assertThat(violations.first()).isEmpty();
    }

    private List<String> connect(String epoch) {
        control.onConnected();
        return control.onText("{\"op\":\"welcome\",\"epoch\":\"" + epoch + "\"}");
    }
}
