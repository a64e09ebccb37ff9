package io.ticktide.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FullNoticeTest {
    @Test
    void refusalsAreNewsOnceUntilATenthOfThePlacesIsFree() {
        // given
        FullNotice notice = new FullNotice(100);

        // then
        assertThat(notice.refused()).isTrue();
        assertThat(notice.refused()).isFalse();
        notice.left(91);
        assertThat(notice.refused()).isFalse();
        notice.left(90);
        assertThat(notice.refused()).isTrue();
    }

    @Test
    void singlePlaceCountsToo() {
        // given
        FullNotice notice = new FullNotice(1);

        // then
        assertThat(notice.refused()).isTrue();
        notice.left(0);
        assertThat(notice.refused()).isTrue();
    }
}
