/**
 * What travels over the wire: fixed-point decimals, exact notionals, and the helpers around the SBE
 * flyweights that are generated from {@code ticktide-schema.xml} into {@code
 * io.ticktide.codecs.sbe}. The contract is written down in {@code PROTOCOL.md}.
 */
package io.ticktide.codecs;
