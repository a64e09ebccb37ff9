/**
 * Where prices come from. A {@link io.ticktide.feed.Feed} is polled by one thread and tells a
 * {@link io.ticktide.feed.MarketListener} what happened in the market: quotes, trades and order
 * book changes as primitives. The simulated market and the readers of recordings are feeds alike.
 */
package io.ticktide.feed;
