/** Looks at the machine for what keeps a server from running well, and names the remedy. */
package io.ticktide.cli.doctor;
