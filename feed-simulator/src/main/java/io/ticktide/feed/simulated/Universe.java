package io.ticktide.feed.simulated;

import java.util.ArrayList;
import java.util.List;

/**
 * The instruments of the simulated market, the busiest first: twenty that everybody knows, then
 * generated ones. Independent of the seed, so that an instrument keeps its ticker and its scales.
 */
final class Universe {
    /** How many are written down by hand. */
    static final int WELL_KNOWN = 20;

    private Universe() {}

    /**
     * The first instruments, ids 0 to {@code count - 1}.
     *
     * @param count 1 to {@link SimulatedSettings#MAX_INSTRUMENTS}.
     */
    static List<Listing> listings(int count) {
        List<Listing> all = new ArrayList<>(Math.max(count, WELL_KNOWN));
        all.addAll(wellKnown());
        for (int id = WELL_KNOWN; id < count; id++) {
            all.add(GeneratedListings.listing(id));
        }
        return List.copyOf(all.subList(0, count));
    }

    private static List<Listing> wellKnown() {
        return List.of(
                Listing.crypto(0, "BTC", "Bitcoin", "67250.00", 0.00055, "0.05000"),
                Listing.crypto(1, "ETH", "Ether", "3480.00", 0.00065, "0.8000"),
                Listing.equity(2, "NVDA", "NVIDIA Corporation", 13_540, 0.00045, 160),
                Listing.equity(3, "TSLA", "Tesla, Inc.", 25_120, 0.00050, 110),
                Listing.crypto(4, "SOL", "Solana", "152.30", 0.00085, "12.000"),
                Listing.equity(5, "AAPL", "Apple Inc.", 22_870, 0.00025, 120),
                Listing.equity(6, "SPY", "SPDR S&P 500 ETF Trust", 57_410, 0.00012, 200),
                Listing.crypto(7, "XRP", "XRP", "0.61250", 0.00080, "2400.0"),
                Listing.equity(8, "AMD", "Advanced Micro Devices, Inc.", 15_830, 0.00045, 130),
                Listing.equity(9, "MSFT", "Microsoft Corporation", 42_060, 0.00022, 60),
                Listing.crypto(10, "DOGE", "Dogecoin", "0.12840", 0.00095, "9000.0"),
                Listing.equity(11, "AMZN", "Amazon.com, Inc.", 18_770, 0.00030, 100),
                Listing.equity(12, "META", "Meta Platforms, Inc.", 56_390, 0.00032, 50),
                Listing.equity(13, "QQQ", "Invesco QQQ Trust", 48_920, 0.00016, 140),
                Listing.equity(14, "GOOGL", "Alphabet Inc. Class A", 16_640, 0.00028, 90),
                Listing.equity(15, "COIN", "Coinbase Global, Inc.", 19_450, 0.00065, 70),
                Listing.crypto(16, "BNB", "BNB", "585.40", 0.00055, "1.500"),
                Listing.equity(17, "PLTR", "Palantir Technologies Inc.", 4_180, 0.00055, 220),
                Listing.crypto(18, "ADA", "Cardano", "0.38920", 0.00085, "3000.0"),
                Listing.crypto(19, "AVAX", "Avalanche", "27.450", 0.00090, "35.00"));
    }
}
