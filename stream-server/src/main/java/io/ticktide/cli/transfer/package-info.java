/** Bringing market data into a recording and out of it again. */
package io.ticktide.cli.transfer;
