package io.synth.teacher;

import io.synth.config.TeacherTimeouts;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Something that a server does wrong, and what has to come of it.
 *
 * @param reason the failure's code; empty where a reply comes
 * @param says part of the failure's message, or the reply's text
 */
record ServerFault(
    String name,
    Function<Wire, ScriptedServer.Reply> reply,
    End end,
    String reason,
    String says,
    TeacherTimeouts timeouts) {
  /** Far longer than any of it takes on a busy machine. */
  private static final Duration LONG = Duration.ofSeconds(30);

  private static final Duration SHORT = Duration.ofMillis(200);

  private static final TeacherTimeouts PATIENT = new TeacherTimeouts(LONG, LONG, LONG, LONG);

  /** What comes of a fault. */
  enum End {
    /** Nothing is charged, and it is tried again. */
    TRIED_AGAIN,
    /** It may be charged, and is tried again. */
    LOST,
    /** The same, but a timeout tells: no right reply is waited for after it. */
    TIMED_OUT,
    /** Nothing is charged, and it is not tried again. */
    REFUSED,
    /** It is charged and unusable: kept, and not asked for again. */
    PAID,
    /** A reply comes of it. */
    USABLE
  }

  private static ServerFault of(
      String name,
      Function<Wire, ScriptedServer.Reply> reply,
      End end,
      String reason,
      String says) {
    return new ServerFault(name, reply, end, reason, says, PATIENT);
  }

  static ServerFault triedAgain(
      String name, String reason, String label, ScriptedServer.Reply reply) {
    return of(name, wire -> reply, End.TRIED_AGAIN, reason, label);
  }

  static ServerFault lost(String name, String label, Function<Wire, ScriptedServer.Reply> reply) {
    String reason = label.equals("truncated reply") ? "truncated" : "unavailable";
    return of(name, reply, End.LOST, reason, label);
  }

  static ServerFault refused(String name, String reason, String says, ScriptedServer.Reply reply) {
    return of(name, wire -> reply, End.REFUSED, reason, says);
  }

  static ServerFault paid(
      String name, String reason, String says, Function<Wire, ScriptedServer.Reply> reply) {
    return of(name, reply, End.PAID, reason, says);
  }

  static ServerFault usable(String name, String text, Function<Wire, ScriptedServer.Reply> reply) {
    return of(name, reply, End.USABLE, "", text);
  }

  /** No first byte for too long. */
  static ServerFault silent(String name, ScriptedServer.Reply reply) {
    return timedOut(
        name, reply, "timeout before the first byte", new TeacherTimeouts(LONG, SHORT, LONG, LONG));
  }

  /** No further byte for too long. */
  static ServerFault halting(String name, ScriptedServer.Reply reply) {
    return timedOut(
        name, reply, "timeout between bytes", new TeacherTimeouts(LONG, LONG, SHORT, LONG));
  }

  /** Bytes, but no end. */
  static ServerFault endless(String name, ScriptedServer.Reply reply) {
    return timedOut(
        name, reply, "timeout of the whole call", new TeacherTimeouts(LONG, LONG, LONG, SHORT));
  }

  private static ServerFault timedOut(
      String name, ScriptedServer.Reply reply, String label, TeacherTimeouts timeouts) {
    return new ServerFault(name, wire -> reply, End.TIMED_OUT, "unavailable", label, timeouts);
  }

  /** Each with both protocols. */
  static Stream<Arguments> each(ServerFault... faults) {
    return Arrays.stream(faults)
        .flatMap(fault -> Arrays.stream(Wire.values()).map(wire -> Arguments.of(wire, fault)));
  }

  @Override
  public String toString() {
    return name;
  }
}
