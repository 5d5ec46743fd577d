package io.synth.jobs.governor;

import io.synth.jobs.Progress;
import io.synth.jobs.Worker;
import io.synth.teacher.Governor;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.jspecify.annotations.Nullable;

/**
 * Connects the executors of an application to the governor on its driver. Spark makes it, by its
 * name in {@code spark.plugins}, once on the driver and once on each executor, so what it holds is
 * the JVM's.
 */
public final class GovernorPlugin implements SparkPlugin {
  private static final Duration POLL = Duration.ofMillis(100);

  private static final AtomicReference<@Nullable GovernorDesk> DESK = new AtomicReference<>();
  private static final AtomicReference<@Nullable RemoteGovernor> REMOTE = new AtomicReference<>();
  private static final AtomicReference<@Nullable PluginContext> EXECUTOR = new AtomicReference<>();
  private static final GroupDesk GROUPS = new GroupDesk(Clock.systemUTC());
  private static final Progress DONE_HERE = new Progress();

  /** On the driver: has the desk answer the executors. */
  public static void serve(GovernorDesk desk) {
    DESK.set(desk);
  }

  /** On the driver: no desk answers any more. */
  public static void close() {
    DESK.set(null);
  }

  /**
   * On an executor: the driver's governor.
   *
   * @throws IllegalStateException on no executor
   */
  public static Governor governor() {
    RemoteGovernor remote = REMOTE.get();
    if (remote == null) {
      throw new IllegalStateException("this JVM is no executor of Synth");
    }
    return remote;
  }

  /**
   * On an executor: waits until the driver has heard of all counts, so that no step gets another's.
   */
  public static void report() {
    RemoteGovernor remote = REMOTE.get();
    if (remote != null) {
      remote.flush();
    }
  }

  /** On an executor: counts that the driver hears of. */
  public static Progress progress() {
    return DONE_HERE;
  }

  /** Whether an attempt may work at a group now: no other one does. */
  public static boolean claim(String group, long attempt) {
    return answer(group, attempt, false);
  }

  /** The attempt has ended. */
  public static void release(String group, long attempt) {
    answer(group, attempt, true);
  }

  private static boolean answer(String group, long attempt, boolean over) {
    PluginContext executor = EXECUTOR.get();
    return executor == null
        // Tasks run in the driver's process.
        ? GROUPS.answer(new Claim("driver", group, attempt, over))
        : ask(executor, new Claim(executor.executorID(), group, attempt, over), Boolean.class);
  }

  private static <T> T ask(PluginContext executor, Serializable message, Class<T> answer) {
    try {
      return Wire.read(executor.ask(Wire.bytes(message)), answer);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverSide();
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorSide();
  }

  private static final class DriverSide implements DriverPlugin {
    @Override
    public Map<String, String> init(SparkContext spark, PluginContext context) {
      spark.addSparkListener(
          new SparkListener() {
            @Override
            public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
              GROUPS.lost(removed.executorId());
              GovernorDesk desk = DESK.get();
              if (desk != null) {
                desk.lost(removed.executorId());
              }
            }
          });
      return Map.of();
    }

    /** Nothing is thrown: an executor could not read an exception of ours. */
    @Override
    public Object receive(Object message) {
      GovernorDesk desk = DESK.get();
      if (desk == null) {
        return Wire.bytes(Answer.failed("no run is under way"));
      }
      try {
        Serializable said = Wire.read(message, Serializable.class);
        return said instanceof Claim claim
            ? Wire.bytes(GROUPS.answer(claim))
            : Wire.bytes(desk.answer((Exchange) said));
      } catch (RuntimeException e) {
        return Wire.bytes(Answer.failed(e.toString()));
      }
    }
  }

  private static final class ExecutorSide implements ExecutorPlugin {
    @Override
    public void init(PluginContext context, Map<String, String> extra) {
      EXECUTOR.set(context);
      REMOTE.set(
          new RemoteGovernor(
              context.executorID(),
              exchange -> ask(context, exchange, Answer.class),
              DONE_HERE,
              POLL));
    }

    @Override
    public void shutdown() {
      Worker.closeAll();
      EXECUTOR.set(null);
      RemoteGovernor remote = REMOTE.getAndSet(null);
      if (remote != null) {
        remote.close();
      }
    }
  }
}
