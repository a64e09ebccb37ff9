package io.ticktide.feed.simulated;

import io.ticktide.codecs.Decimals;
import java.util.Locale;

/**
 * Instruments beyond the well-known ones, made up but plausible: every fifth a coin, the others
 * stocks. The ticker is drawn without repetition, as the i-th member of a permutation of all
 * pronounceable four-letter words of a pattern, and the name begins with it.
 */
final class GeneratedListings {
    private static final String FIRST = "BCDFGJKLMNPQRSTVWXZ";
    private static final String VOWELS = "AEIOU";
    private static final String SOFT = "LMNRVX";
    // Not a vowel, so that a stock is never called like a coin, whose fourth letter is one.
    private static final String LAST = "BCDFGHJKLMNPQRSTVWXZ";
    private static final int COIN_EVERY = 5;
    // Prime, and no divisor of the number of words: i -> i × STRIDE visits each word once.
    private static final int STRIDE = 7043;
    private static final int STREAM = 0x4C49_5354;

    private static final String[] ENDINGS = {"on", "ia", "ix", "era", "um", "ex", "is", "ora"};
    private static final String[] TRADES = {
        "Therapeutics", "Systems", "Energy", "Financial", "Robotics", "Foods", "Semiconductor",
        "Logistics", "Materials", "Software", "Holdings", "Networks", "Biosciences", "Motors"
    };
    private static final String[] COIN_WORDS = {
        "Protocol", "Network", "Token", "Chain", "Finance", "Coin"
    };

    private GeneratedListings() {}

    /** The instrument of an id from {@link Universe#WELL_KNOWN} on. */
    static Listing listing(int id) {
        Xoshiro random = new Xoshiro(id, STREAM);
        return id % COIN_EVERY == 0
                ? coin(id, id / COIN_EVERY, random)
                : stock(id, id - id / COIN_EVERY, random);
    }

    private static Listing coin(int id, int nth, Xoshiro random) {
        String ticker = word(nth, VOWELS);
        String name = capitalized(ticker) + ' ' + COIN_WORDS[random.below(COIN_WORDS.length)];
        double volatility = 0.0007 + 0.0004 * random.nextDouble();
        double dollars = StrictMath.exp(uniform(random, -2.5, 4.5));
        // Five significant digits or so; a trade of some thousand dollars.
        int decimals = dollars < 1 ? 5 : dollars < 10 ? 4 : 3;
        String price = fixed(dollars, decimals);
        String size = fixed(uniform(random, 500, 2500) / dollars, dollars < 10 ? 1 : 3);
        return Listing.crypto(id, ticker, name, price, volatility, size);
    }

    private static Listing stock(int id, int nth, Xoshiro random) {
        String ticker = word(nth, LAST);
        String name =
                capitalized(ticker)
                        + ENDINGS[random.below(ENDINGS.length)]
                        + ' '
                        + TRADES[random.below(TRADES.length)]
                        + (random.below(3) == 0 ? " Corp." : ", Inc.");
        double volatility = 0.0002 + 0.0003 * random.nextDouble();
        double dollars = StrictMath.exp(uniform(random, 2.2, 6));
        long shares = Math.max(20, (long) (uniform(random, 5_000, 25_000) / dollars));
        return Listing.equity(id, ticker, name, (long) (dollars * 100), volatility, shares);
    }

    private static String word(int nth, String lastLetters) {
        int words = FIRST.length() * VOWELS.length() * SOFT.length() * lastLetters.length();
        int rest = (int) ((long) nth * STRIDE % words);
        char last = lastLetters.charAt(rest % lastLetters.length());
        rest /= lastLetters.length();
        char third = SOFT.charAt(rest % SOFT.length());
        rest /= SOFT.length();
        char second = VOWELS.charAt(rest % VOWELS.length());
        char first = FIRST.charAt(rest / VOWELS.length());
        return "" + first + second + third + last;
    }

    private static String capitalized(String ticker) {
        return ticker.charAt(0) + ticker.substring(1).toLowerCase(Locale.ROOT);
    }

    private static double uniform(Xoshiro random, double min, double max) {
        return min + (max - min) * random.nextDouble();
    }

    private static String fixed(double value, int decimals) {
        long unit = Decimals.powerOfTen(decimals);
        long mantissa = Math.max(1, Math.round(value * unit));
        return Decimals.format(mantissa, decimals);
    }
}
