/**
 * The rows of an imported CSV file as they were printed: what a row held beyond its event, and how
 * to print it again, byte for byte. Written by an import, read by an export; knows nothing of
 * files.
 */
package io.ticktide.feed.rows;
