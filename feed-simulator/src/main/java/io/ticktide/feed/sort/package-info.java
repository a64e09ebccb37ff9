/** Sorting more than memory holds. Knows nothing of markets. */
package io.ticktide.feed.sort;
