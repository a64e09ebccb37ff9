/**
 * What the tests of several stages share: instruments, hand-made events, a sink and a feed that a
 * test holds in its hands, and the checker of the accounting.
 */
package io.ticktide.harness;
