package io.synth.agent;

/**
 * A limit that an attempt reached.
 *
 * @param code for rows, e.g. {@code step_limit}
 * @param reason the same as a sentence
 */
record Limit(String code, String reason) {}
