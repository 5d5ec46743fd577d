package io.synth.teacher;

/**
 * One thing that was tried with a teacher.
 *
 * @param name what: {@code reachable}, {@code model}, {@code usage}, {@code reasoning}, {@code
 *     latency}, {@code context length}, {@code tools}, {@code parallel calls}, {@code json_schema},
 *     {@code json by prompt}, {@code setting}, {@code streaming}
 * @param ok whether it works
 * @param detail what was seen
 */
public record ProbeResult(String name, boolean ok, String detail) {}
