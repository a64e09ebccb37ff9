/** Looking into recordings: what is in them, and whether they are whole. */
package io.ticktide.cli.recording;
