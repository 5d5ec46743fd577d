package io.synth.stage;

/**
 * Budgets that a rollout of an RL prompt gets: those that the trajectories were generated with.
 *
 * @param maxSteps assistant turns
 * @param maxToolCalls tool calls
 * @param maxTokens tokens of the conversation
 */
public record RlBudgets(int maxSteps, int maxToolCalls, int maxTokens) {}
