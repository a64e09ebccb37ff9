/**
 * The subscriber that trusts nothing: accounts for every stream, rebuilds bars and books from what
 * it received and holds them against the server's, and can be as bad a client as there is.
 */
package io.ticktide.cli.verify;
