package io.ticktide.feed.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.Decimals;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.Instrument.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UniverseTest {
    @Test
    void firstTwentyAreWellKnownStocksAndCoins() {
        // when
        List<Listing> listings = Universe.listings(20);

        // then
        assertThat(listings)
                .extracting(listing -> listing.instrument().symbol())
                .contains("BTC-USD", "ETH-USD", "SOL-USD", "AAPL", "MSFT", "NVDA", "TSLA");
        assertThat(listings.get(0).instrument())
                .isEqualTo(
                        new Instrument(
                                0,
                                "BTC-USD",
                                "Bitcoin / US Dollar",
                                "SIM",
                                "USD",
                                Kind.CRYPTO_SPOT,
                                2,
                                5,
                                1,
                                1));
    }

    @Test
    void tenThousandInstrumentsHaveTickersOfTheirOwnAndSaneScales() {
        // when
        List<Listing> listings = Universe.listings(10_000);

        // then
        Set<String> symbols = new HashSet<>();
        for (int id = 0; id < listings.size(); id++) {
            Listing listing = listings.get(id);
            Instrument instrument = listing.instrument();
            assertThat(instrument.id()).isEqualTo(id);
            assertThat(instrument.symbol()).matches("[A-Z]{2,5}(-USD)?");
            assertThat(symbols.add(instrument.symbol())).as(instrument.symbol()).isTrue();
            assertThat(instrument.description()).isNotBlank();
            assertThat(listing.priceTicks()).isBetween(700L, Decimals.MAX_MANTISSA / 1000);
            assertThat(listing.volatilityPerMinute()).isBetween(0.0001, 0.0012);
            assertThat(listing.tradeLots()).isBetween(10L, 1_000_000L);
        }
        assertThat(listings)
                .filteredOn(listing -> listing.instrument().kind() == Kind.CRYPTO_SPOT)
                .hasSizeBetween(1_500, 2_500);
    }

    @Test
    void smallerUniverseIsTheBeginningOfALargerOne() {
        assertThat(Universe.listings(100)).isEqualTo(Universe.listings(1_000).subList(0, 100));
    }
}
