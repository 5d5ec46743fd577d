package io.synth.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.SynthException;
import io.synth.config.RoleTeachers;
import io.synth.config.SamplingDefaults;
import io.synth.config.TeacherConfig;
import io.synth.model.Completion;
import io.synth.model.TeacherRole;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;

/**
 * All teachers of a run, with what they share: connections, the governor, time. One per JVM.
 * Thread-safe.
 */
public final class Teachers implements AutoCloseable {
  private final Map<String, TeacherConfig> configs;
  private final Map<TeacherRole, Map<String, Teacher>> roles = new EnumMap<>(TeacherRole.class);
  private final Map<String, ApiKey> keys = new TreeMap<>();
  private final Map<ReplySchema, StructuredReply> schemas = new ConcurrentHashMap<>();
  private final Map<TeacherConfig, HttpCaller> callers = new ConcurrentHashMap<>();
  private final StopSignal stop = new StopSignal();
  private final TeachersBuilder parts;
  private final OkHttpClient client;

  Teachers(TeachersBuilder parts, OkHttpClient client) {
    this.parts = parts;
    this.client = client;
    this.configs = new TreeMap<>(parts.teachers);
    configs.forEach(
        (name, config) -> keys.put(name, ApiKey.read(name, config.apiKey(), parts.environment)));
    parts.roles.forEach(
        (role, of) -> {
          SamplingDefaults own = parts.sampling.getOrDefault(role, SamplingDefaults.OPEN);
          Map<String, Teacher> teachers = new TreeMap<>();
          for (String name : of.names()) {
            TeacherConfig config = config(name);
            teachers.put(
                name,
                new Teacher(config, own.or(config.sampling()), protocol(config), retrying(config)));
          }
          roles.put(role, teachers);
        });
  }

  /**
   * A builder.
   *
   * @param teachers the configured teachers by name
   * @param roles which teachers each role has
   */
  public static TeachersBuilder builder(
      Map<String, TeacherConfig> teachers, Map<TeacherRole, RoleTeachers> roles) {
    return new TeachersBuilder(teachers, roles);
  }

  /**
   * The teachers for one work item.
   *
   * @param itemId id of the seed, task, attempt or trajectory
   * @param step the job that asks: {@code ingest}, {@code generate} or {@code check}
   * @param journaled the item's completions from the journal, by fingerprint
   * @param journal takes each new completion; it must be durable when this returns
   */
  public TeacherSession session(
      String itemId, String step, Map<String, Completion> journaled, Consumer<Completion> journal) {
    return session(itemId, step, journaled, journal, Deferral.NONE);
  }

  /** The same, some of whose calls may be put off: then they throw {@link ParkedException}. */
  public TeacherSession session(
      String itemId,
      String step,
      Map<String, Completion> journaled,
      Consumer<Completion> journal,
      Deferral deferral) {
    return new JournaledSession(
        this, itemId, step, Map.copyOf(journaled), journal, deferral, parts.clock, parts.runSeed);
  }

  /**
   * What became of a call that a batch brought a reply to: also a reply that is unusable, as it is
   * paid for.
   *
   * @param body the reply, in the teacher's protocol
   * @param batch the server's id of the batch
   * @param latencyMs from the submission of the batch on
   */
  public Completion answered(WantedCall call, byte[] body, String batch, long latencyMs) {
    TeacherConfig config = config(call.key().teacher()).forBatches();
    BatchedReply reply = new BatchedReply(config, protocol(config), batch);
    return reply.completion(call, body, latencyMs, parts.clock.millis());
  }

  /** Lets calls in flight end, and no further one begin: also no retry. */
  public void stop() {
    stop.raise();
  }

  /** Closes the connections. Calls in flight are cut off, and no further one begins. */
  @Override
  public void close() {
    stop.raise();
    callers.values().forEach(HttpCaller::close);
  }

  /** The teachers of a role as they come for a work item. */
  Succession succession(TeacherRole role, String itemId) {
    Map<String, Teacher> teachers = roles.get(role);
    RoleTeachers of = parts.roles.get(role);
    if (teachers == null || of == null) {
      throw new SynthException(
          SynthException.Code.CONFIGURATION,
          "no teacher is configured for the role '"
              + role.label()
              + "'; name one under roles."
              + role.label());
    }
    List<Teacher> order = new ArrayList<>();
    for (String name : ItemOrder.of(of, role, itemId)) {
      order.add(Objects.requireNonNull(teachers.get(name)));
    }
    return new Succession(order, parts.governor);
  }

  TeacherConfig config(String name) {
    TeacherConfig config = configs.get(name);
    if (config == null) {
      throw new SynthException(
          SynthException.Code.CONFIGURATION,
          "there is no teacher '" + name + "'; configured are " + configs.keySet());
    }
    return config;
  }

  StructuredReply structured(ReplySchema schema) {
    return schemas.computeIfAbsent(schema, StructuredReply::of);
  }

  Clock clock() {
    return parts.clock;
  }

  /** Calls a teacher, possibly with other settings than configured, without retries. */
  GovernedCaller once(TeacherConfig config) {
    return new GovernedCaller(config, parts.governor, stop, http(config));
  }

  /** What a teacher's server tells of its models, in its own words. */
  JsonNode models(TeacherConfig config) throws CallFailure {
    return http(config).models();
  }

  /**
   * A teacher's server, for what is no chat.
   *
   * @param trouble is told of each failure after which a request is made again
   */
  public TeacherServer server(String teacher, Consumer<CallFailure> trouble) {
    TeacherConfig config = config(teacher);
    return new TeacherServer(
        config, protocol(config), address(config), key(config), client, parts.sleeper, trouble);
  }

  private ApiKey key(TeacherConfig config) {
    return Objects.requireNonNull(keys.get(config.name()));
  }

  private String address(TeacherConfig config) {
    return parts.addresses.getOrDefault(config.baseUrl(), config.baseUrl());
  }

  private HttpCaller http(TeacherConfig config) {
    TeacherProtocol protocol = protocol(config);
    ApiKey key = key(config);
    String address = address(config);
    return callers.computeIfAbsent(
        config, teacher -> new HttpCaller(teacher, protocol, address, key, client, parts.clock));
  }

  private TeacherProtocol protocol(TeacherConfig config) {
    TeacherProtocol protocol = parts.protocols.get(config.protocol());
    if (protocol == null) {
      throw new SynthException(
          SynthException.Code.CONFIGURATION,
          "protocol of teacher '"
              + config.name()
              + "' is '"
              + config.protocol()
              + "'; known are "
              + new TreeMap<>(parts.protocols).keySet());
    }
    return protocol;
  }

  private RetryingCaller retrying(TeacherConfig config) {
    return new RetryingCaller(config, parts.sleeper, stop, once(config));
  }
}
