/** The terminal's subscriber: connects like any client, prints what arrives, accounts for it. */
package io.ticktide.cli.sub;
