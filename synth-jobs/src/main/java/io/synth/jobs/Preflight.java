package io.synth.jobs;

import io.synth.SynthException;
import io.synth.config.SynthConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks whether every teacher can be reached, before anything is started. Makes no call that costs.
 */
final class Preflight {
  private static final int TIMEOUT_MILLIS = 10_000;

  private Preflight() {}

  /**
   * Connects to each teacher's address.
   *
   * @throws SynthException naming all that cannot be reached
   */
  static void check(SynthConfig config) {
    List<String> problems = new ArrayList<>();
    for (SynthConfig.TeacherEntry teacher : RunDriver.usedTeachers(config)) {
      if (!teacher.baseUrl().equals(TeacherParts.DEMO)) {
        connect(teacher, problems);
      }
    }
    if (!problems.isEmpty()) {
      throw new SynthException(
          SynthException.Code.TEACHER,
          String.join("\n", problems)
              + "\nIs the server running, and the address right? Nothing was started.");
    }
  }

  private static void connect(SynthConfig.TeacherEntry teacher, List<String> problems) {
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
      problems.add(
          "the teacher at "
              + teacher.baseUrl()
              + " (model "
              + teacher.model()
              + ") cannot be reached: "
              + e.getMessage());
    }
  }
}
