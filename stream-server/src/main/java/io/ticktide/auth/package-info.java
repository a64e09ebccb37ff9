/**
 * Who somebody is and what they may read: tokens (JWT) are verified here, by the keys of the
 * configuration. Knows neither connections nor streams: symbols and channels are names.
 *
 * <p>To read it: {@link io.ticktide.auth.Authentication}, what the endpoint asks; {@link
 * io.ticktide.auth.TokenVerifier} and its {@link io.ticktide.auth.TokenKeys}; {@link
 * io.ticktide.auth.Principal} with its {@link io.ticktide.auth.Entitlements}, read from a token by
 * {@code StreamsClaim}. {@link io.ticktide.auth.TokenMaker} makes tokens for development.
 *
 * <p>Threads: files are read once, at the start; after that everything is immutable, and each I/O
 * thread verifies the tokens of its own connections. Nothing asks anybody else, so nothing blocks.
 */
package io.ticktide.auth;
