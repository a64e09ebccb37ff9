/**
 * Reading recordings for clients: which there are, what is in them, their bars and trades, and
 * replays of them for one client.
 */
package io.ticktide.replay;
