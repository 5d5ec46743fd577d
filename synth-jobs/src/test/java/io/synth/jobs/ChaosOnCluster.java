package io.synth.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code scripts/submit run} on the cluster of {@code scripts/cluster}: a master and two workers
 * with an executor each, speculative execution on.
 */
final class ChaosOnCluster implements ChaosHost {
  private static final Path SCRIPTS = Path.of("..", "scripts").toAbsolutePath().normalize();
  private static final long PATIENCE_MS = Duration.ofMinutes(2).toMillis();
  private static final String EXECUTOR = "CoarseGrainedExecutorBackend";
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private final Path folder;
  private final String key;
  private final List<Target> next = new ArrayList<>();

  ChaosOnCluster(Path folder, String key) throws IOException, InterruptedException {
    this.folder = folder;
    this.key = key;
    Files.createDirectories(folder.resolve("local"));
    script("cluster", "start", "--port", "0", "--ui-port", "0", "--cores", "2");
  }

  @Override
  public Process start(Path run, Map<String, String> settings) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "submit",
                "--executor-memory",
                "1g",
                "--total-executor-cores",
                "4",
                "--driver-java-options",
                QUICK_START));
    for (String setting :
        List.of(
            "spark.executor.extraJavaOptions=" + QUICK_START,
            "spark.speculation=true",
            "spark.speculation.quantile=0.1",
            "spark.speculation.multiplier=1.1",
            // A task may meet many of the kills.
            "spark.task.maxFailures=100",
            "spark.stage.maxConsecutiveAttempts=100",
            "spark.deploy.maxExecutorRetries=-1")) {
      command.addAll(List.of("--conf", setting));
    }
    command.addAll(List.of("run", "--run", run.toString()));
    settings.forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
    return begin(command);
  }

  /** What is struck, each kind once before any is struck again. */
  private enum Target {
    DRIVER,
    EXECUTOR,
    WORKER,
    SHUFFLE_FILES
  }

  @Override
  public @Nullable String strike(Process process, SplittableRandom random, ChaosTeacher teacher)
      throws IOException, InterruptedException {
    if (next.isEmpty()) {
      next.addAll(List.of(Target.values()));
    }
    for (int tries = next.size(); tries > 0; tries--) {
      Target target = next.remove(random.nextInt(next.size()));
      if (struck(target, process, random, teacher)) {
        return target.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      }
      next.add(target);
    }
    return null;
  }

  private boolean struck(
      Target target, Process process, SplittableRandom random, ChaosTeacher teacher)
      throws IOException, InterruptedException {
    List<ProcessHandle> executors = executors();
    long from = System.nanoTime();
    switch (target) {
      case DRIVER -> {
        process.destroyForcibly();
        process.waitFor();
        // Executors end when they have missed their driver; until then they may call.
        await(() -> executors().isEmpty());
        teacher.clientKilled(from);
      }
      case EXECUTOR -> {
        if (executors.isEmpty()) {
          return false;
        }
        kill(executors.get(random.nextInt(executors.size())));
        teacher.partKilled(from);
      }
      case WORKER -> {
        List<ProcessHandle> workers = workers();
        ProcessHandle worker = workers.get(random.nextInt(workers.size()));
        List<ProcessHandle> its = worker.children().toList();
        kill(worker);
        await(() -> its.stream().noneMatch(ProcessHandle::isAlive));
        teacher.partKilled(from);
        script("cluster", "revive");
      }
      case SHUFFLE_FILES -> {
        return shuffleFiles() > 0;
      }
    }
    return true;
  }

  private static void kill(ProcessHandle process) throws IOException, InterruptedException {
    process.destroyForcibly();
    await(() -> !process.isAlive());
  }

  /** Takes all shuffle files from the disk. */
  private int shuffleFiles() throws IOException {
    int gone = 0;
    try (Stream<Path> files = Files.walk(folder.resolve("local"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.getFileName().toString().startsWith("shuffle_")) {
          gone += Files.deleteIfExists(file) ? 1 : 0;
        }
      }
    }
    return gone;
  }

  private List<ProcessHandle> workers() throws IOException {
    List<ProcessHandle> workers = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("cluster/pids"))) {
      if (line.startsWith("worker-")) {
        ProcessHandle.of(Long.parseLong(line.substring(line.indexOf(' ') + 1)))
            .filter(ProcessHandle::isAlive)
            .ifPresent(workers::add);
      }
    }
    return workers;
  }

  /** Also those whose worker is dead, and who have not heard of it yet. */
  private List<ProcessHandle> executors() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(EXECUTOR))
        .filter(this::isOurs)
        .toList();
  }

  /** Whether a process works in the folder of this cluster. */
  private boolean isOurs(ProcessHandle process) {
    try {
      return Path.of("/proc/" + process.pid() + "/cwd")
          .toRealPath()
          .startsWith(folder.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  /** Something that comes true. */
  @FunctionalInterface
  private interface Wish {
    boolean granted() throws IOException, InterruptedException;
  }

  private static void await(Wish wish) throws IOException, InterruptedException {
    for (long waited = 0; !wish.granted(); waited += 50) {
      assertThat(waited).isLessThan(PATIENCE_MS);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private void script(String... command) throws IOException, InterruptedException {
    Process process = begin(List.of(command));
    boolean ended = process.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS);
    assertThat(ended && process.exitValue() == 0).as(Files.readString(output())).isTrue();
  }

  private Path output() {
    return folder.resolve("output.txt");
  }

  private Process begin(List<String> command) throws IOException {
    List<String> whole = new ArrayList<>(command);
    whole.set(0, SCRIPTS.resolve(command.get(0)).toString());
    ProcessBuilder builder =
        new ProcessBuilder(whole)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
    builder.environment().put("SYNTH_CLUSTER", folder.resolve("cluster").toString());
    builder.environment().put("SPARK_LOCAL_DIRS", folder.resolve("local").toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SPARK_DAEMON_JAVA_OPTS", QUICK_START);
    builder.environment().put("SYNTH_TEST_KEY", key);
    builder.environment().remove("SPARK_HOME");
    return builder.start();
  }

  @Override
  public void close() throws IOException {
    try {
      script("cluster", "stop");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
