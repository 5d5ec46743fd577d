package io.synth.journal;

import io.synth.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What a segment holds.
 *
 * @param name of its file
 * @param bytes its size
 * @param completions replies in whole blocks
 * @param usage what these consumed
 * @param firstAt when the first of them came, milliseconds since 1970; 0 where there is none
 * @param lastAt when the last of them came
 * @param torn bytes after the last whole block, as a killed writer leaves them
 * @param damage what is wrong with it; null where all is well, a torn end included
 */
public record SegmentSummary(
    String name,
    long bytes,
    long completions,
    Usage usage,
    long firstAt,
    long lastAt,
    long torn,
    @Nullable String damage) {}
