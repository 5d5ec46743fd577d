package io.synth.teacher;

import java.io.Serializable;

/**
 * Leave to send one HTTP request.
 *
 * @param id unique within its governor, rising
 */
public record Lease(long id, CallEstimate estimate) implements Serializable {}
