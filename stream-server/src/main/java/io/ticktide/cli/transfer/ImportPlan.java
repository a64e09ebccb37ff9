package io.ticktide.cli.transfer;

import io.ticktide.feed.recorded.RowOrderPolicy;
import io.ticktide.feed.replay.ReplaySettings;
import java.nio.file.Path;
import java.util.List;

/**
 * What to import, and how.
 *
 * @param files in the order of their times; at least one.
 * @param directory that the recording becomes; it must not exist, or be empty.
 * @param reading symbol, scales and what a malformed row does.
 * @param order what rows do whose ids go back.
 */
public record ImportPlan(
        List<Path> files, Path directory, ReplaySettings reading, RowOrderPolicy order) {}
