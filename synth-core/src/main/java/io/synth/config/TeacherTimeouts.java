package io.synth.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long one HTTP request to a teacher may take.
 *
 * @param connect until the connection stands
 * @param read until a reply begins; without streaming, the time that the whole reply takes to be
 *     made
 * @param between longest silence in the midst of a reply
 * @param call the whole exchange
 */
public record TeacherTimeouts(Duration connect, Duration read, Duration between, Duration call)
    implements Serializable {
  /** 10 seconds, 5 minutes, 2 minutes, 15 minutes. */
  public static final TeacherTimeouts DEFAULT =
      new TeacherTimeouts(
          Duration.ofSeconds(10),
          Duration.ofMinutes(5),
          Duration.ofMinutes(2),
          Duration.ofMinutes(15));

  public TeacherTimeouts {
    check("connect", connect);
    check("read", read);
    check("between", between);
    check("call", call);
  }

  private static void check(String key, Duration timeout) {
    if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "timeouts." + key + " is " + timeout + "; it must be from 1 millisecond to 1 day");
    }
  }
}
