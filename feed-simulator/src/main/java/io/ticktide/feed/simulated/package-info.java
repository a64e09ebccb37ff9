/**
 * A market made of chance: a seeded feed of stocks and crypto whose quotes, trades and books agree
 * with each other. Same {@link io.ticktide.feed.simulated.SimulatedSettings}, same stream.
 *
 * <p>{@code ArrivalSchedule} says when something happens, {@code SimulatedMarket} where, {@code
 * InstrumentMarket} what: it moves its fair price ({@code PricePath}) through the time that passed
 * and lets the book ({@code BookSide}) follow. {@code Halts} says which instrument does not trade.
 * {@code SimulatedFeed} tells the result when it is due.
 *
 * <p>Everything but time comes from {@code Xoshiro}; only {@code StrictMath} and exactly rounded
 * operations are used, so a seed means the same on every machine.
 */
package io.ticktide.feed.simulated;
