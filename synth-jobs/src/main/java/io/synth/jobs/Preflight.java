package io.synth.jobs;

import io.synth.SynthException;
import io.synth.config.SynthConfig;
import io.synth.model.TeacherRole;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Looks whether every role has a teacher that can be reached, before anything is started. Makes no
 * call that costs.
 */
final class Preflight {
  private static final int TIMEOUT_MILLIS = 10_000;

  private Preflight() {}

  /**
   * Connects to each teacher's address.
   *
   * @param warn takes what cannot be reached while another teacher of its roles can
   * @throws SynthException naming all that cannot be reached, where a role has no other
   */
  static void check(SynthConfig config, Consumer<String> warn) {
    Map<String, String> unreachable = new TreeMap<>();
    for (String name : config.roles().teachers()) {
      SynthConfig.TeacherEntry teacher = Objects.requireNonNull(config.teachers().get(name));
      if (!teacher.baseUrl().equals(TeacherParts.DEMO)) {
        connect(name, teacher, unreachable);
      }
    }
    for (TeacherRole role : TeacherRole.values()) {
      if (unreachable.keySet().containsAll(config.roles().of(role).teacher().names())) {
        throw new SynthException(
            SynthException.Code.TEACHER,
            String.join("\n", unreachable.values())
                + "\nIs the server running, and the address right? Nothing was started.");
      }
    }
    unreachable.values().forEach(problem -> warn.accept(problem + "; others take over from it"));
  }

  private static void connect(
      String name, SynthConfig.TeacherEntry teacher, Map<String, String> unreachable) {
    try {
      URI address = URI.create(teacher.baseUrl());
      int port = address.getPort();
      if (port < 0) {
        port = "https".equals(address.getScheme()) ? 443 : 80;
      }
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(address.getHost(), port), TIMEOUT_MILLIS);
      }
    } catch (IOException | IllegalArgumentException e) {
      unreachable.put(
          name,
          "the teacher at "
              + teacher.baseUrl()
              + " (model "
              + teacher.model()
              + ") cannot be reached: "
              + e.getMessage());
    }
  }
}
