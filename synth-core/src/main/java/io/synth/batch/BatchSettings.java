package io.synth.batch;

import java.time.Duration;

/**
 * Settings of batches.
 *
 * @param mostRequests requests that a batch has, at most; a server's own limit stands
 * @param attempts batches that a call goes into before it is made by itself
 * @param poll how often it is asked how they stand
 */
public record BatchSettings(int mostRequests, int attempts, Duration poll) {}
