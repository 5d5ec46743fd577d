package io.synth.jobs.governor;

import java.io.Serializable;

/**
 * What an attempt of a Spark task says to the driver about the group that it is to work at.
 *
 * @param executor id of its executor in the application
 * @param group the group, by run, step and number
 * @param attempt id of the attempt in the application
 * @param over whether it ends; otherwise it is about to begin
 */
record Claim(String executor, String group, long attempt, boolean over) implements Serializable {}
