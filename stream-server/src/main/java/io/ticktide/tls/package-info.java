/**
 * TLS of the server's one port and of the command line that talks to it: keys and certificates in
 * PEM files, read again when they change. Knows neither connections nor configuration.
 */
package io.ticktide.tls;
