package io.ticktide.cli.sub;

/**
 * What is needed of an instrument to print its numbers.
 *
 * @param symbol ticker.
 * @param priceScale decimals of a price.
 * @param qtyScale decimals of a quantity.
 */
record Definition(String symbol, int priceScale, int qtyScale) {}
