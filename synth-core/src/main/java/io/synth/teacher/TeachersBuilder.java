package io.synth.teacher;

import io.synth.config.Budget;
import io.synth.config.Environment;
import io.synth.config.SamplingDefaults;
import io.synth.config.TeacherConfig;
import io.synth.model.TeacherRole;
import java.time.Clock;
import java.util.Map;
import okhttp3.OkHttpClient;

/**
 * Builds {@link Teachers}. Defaults: no sampling per role, no addresses, run seed 0, a governor of
 * its own without a budget, the system's clock, environment and sleep, and connections of its own.
 */
public final class TeachersBuilder {
  final Map<String, TeacherConfig> teachers;
  final Map<TeacherRole, String> roles;
  Map<String, TeacherProtocol> protocols = Map.of();
  Map<TeacherRole, SamplingDefaults> sampling = Map.of();
  Map<String, String> addresses = Map.of();
  long runSeed;
  Governor governor;
  Sleeper sleeper = Sleeper.REAL;
  Clock clock = Clock.systemUTC();
  Environment environment = Environment.PROCESS;
  private OkHttpClient client = new OkHttpClient();

  TeachersBuilder(Map<String, TeacherConfig> teachers, Map<TeacherRole, String> roles) {
    this.teachers = Map.copyOf(teachers);
    this.roles = Map.copyOf(roles);
    this.governor =
        new LocalGovernor(teachers.values(), Budget.NONE, Map.of(), Sleeper.REAL, clock);
  }

  /** The wire protocols by name: {@code Protocols.ALL}. */
  public TeachersBuilder protocols(Map<String, TeacherProtocol> value) {
    protocols = Map.copyOf(value);
    return this;
  }

  /** Sampling per role; it goes before the teacher's own. */
  public TeachersBuilder sampling(Map<TeacherRole, SamplingDefaults> value) {
    sampling = Map.copyOf(value);
    return this;
  }

  /** Where to connect for a configured base URL that is no URL, e.g. {@code demo}. */
  public TeachersBuilder addresses(Map<String, String> value) {
    addresses = Map.copyOf(value);
    return this;
  }

  /** The run's seed: with the work item it makes the sampler's seed. */
  public TeachersBuilder runSeed(long value) {
    runSeed = value;
    return this;
  }

  public TeachersBuilder governor(Governor value) {
    governor = value;
    return this;
  }

  public TeachersBuilder sleeper(Sleeper value) {
    sleeper = value;
    return this;
  }

  public TeachersBuilder clock(Clock value) {
    clock = value;
    return this;
  }

  /** Where environment variables with keys are looked up. */
  public TeachersBuilder environment(Environment value) {
    environment = value;
    return this;
  }

  /** Settings of the HTTP client; connections are the teachers' own. */
  public TeachersBuilder client(OkHttpClient value) {
    client = value;
    return this;
  }

  /**
   * Builds, and reads the keys.
   *
   * @throws io.synth.SynthException when a role names no teacher, a key is missing, or a base URL
   *     or protocol is unknown
   */
  public Teachers build() {
    return new Teachers(this, client);
  }
}
