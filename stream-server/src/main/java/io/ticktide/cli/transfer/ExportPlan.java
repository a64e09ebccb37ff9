package io.ticktide.cli.transfer;

import java.nio.file.Path;

/**
 * What to export.
 *
 * @param recording a directory or a segment.
 * @param format what it becomes.
 * @param fromNs recording time of the first event, ns since the Unix epoch.
 * @param toNs recording time behind the last.
 * @param symbol of the one instrument; empty for all.
 */
public record ExportPlan(
        Path recording, ExportFormat format, long fromNs, long toNs, String symbol) {}
