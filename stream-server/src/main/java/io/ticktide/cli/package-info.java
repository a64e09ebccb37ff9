/**
 * The command line: {@code ticktide server | sub | config | doctor | inspect | token | bench |
 * selftest | completion}. The only package that prints. Exit codes: 0 ok, 1 failed, 2 usage or
 * configuration.
 */
package io.ticktide.cli;
