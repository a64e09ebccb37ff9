/** What {@code ticktide inspect} looks into: sizes on the wire, packets, recordings. */
package io.ticktide.cli.inspect;
