/**
 * Who somebody is and what they may read: tokens (JWT) are verified here, by the keys of the
 * configuration. Knows neither connections nor streams: symbols and channels are names.
 */
package io.ticktide.auth;
