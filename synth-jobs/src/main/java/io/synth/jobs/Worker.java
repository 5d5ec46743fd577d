package io.synth.jobs;

import io.synth.SynthException;
import io.synth.agent.Acting;
import io.synth.agent.Agent;
import io.synth.check.Checks;
import io.synth.config.ConfigLoader;
import io.synth.config.SynthConfig;
import io.synth.corpus.Corpus;
import io.synth.corpus.KnowledgeGraph;
import io.synth.corpus.LuceneCorpus;
import io.synth.corpus.LuceneGraph;
import io.synth.jobs.governor.GovernorPlugin;
import io.synth.jobs.index.LocalIndex;
import io.synth.jobs.stage.Stop;
import io.synth.journal.Journal;
import io.synth.journal.JournalWriter;
import io.synth.model.Completion;
import io.synth.model.Seed;
import io.synth.model.Task;
import io.synth.model.TeacherRole;
import io.synth.model.Trajectory;
import io.synth.recipe.RecipeSettings;
import io.synth.recipe.Recipes;
import io.synth.teacher.Deferral;
import io.synth.teacher.Governor;
import io.synth.teacher.TeacherSession;
import io.synth.teacher.Teachers;
import io.synth.text.Tokenizer;
import io.synth.text.Tokenizers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * What the tasks of a run share in one JVM: teachers, corpus, graphs, agent, checks, counts. Made
 * at first use, kept until the run ends. Thread-safe.
 */
public final class Worker implements AutoCloseable {
  private static final Map<WorkerSpec, Worker> OPEN = new ConcurrentHashMap<>();

  private final WorkerSpec spec;
  private final SynthConfig config;
  private final Configuration hadoop;
  private final Journal journal;
  private final Teachers teachers;
  private final Agent agent;
  private final Checks checks;
  private final Progress progress;
  private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
  private final Map<String, LuceneGraph> graphs = new ConcurrentHashMap<>();
  private @Nullable LuceneCorpus corpus;

  private Worker(WorkerSpec spec, Configuration hadoop, Governor governor, Progress progress) {
    this.spec = spec;
    this.config = ConfigLoader.fromJson(spec.config());
    this.hadoop = hadoop;
    this.journal =
        Journal.open(
            JournalRecords.folder(spec.run()),
            hadoop,
            Sections.segments(config),
            Clock.systemUTC());
    this.progress = progress;
    this.teachers = TeacherParts.teachers(config, spec.demo(), governor);
    Tokenizer tokenizer = Tokenizers.of(config.tokenizer());
    this.agent = new Agent(Sections.agent(config), tokenizer, new Tools());
    this.checks = Checks.of(Sections.checks(config));
  }

  /** Opens the worker of a run in the driver's JVM, where it runs the tasks too. */
  static void open(WorkerSpec spec, Configuration hadoop, Governor governor, Progress progress) {
    OPEN.put(spec, new Worker(spec, hadoop, governor, progress));
  }

  /**
   * The worker of a run in this JVM; on an executor it is opened by the first task, and closed when
   * the application ends.
   *
   * @throws SynthException when what it needs is not there
   */
  public static Worker of(WorkerSpec spec, Configuration hadoop) {
    return OPEN.computeIfAbsent(spec, missing -> onExecutor(missing, hadoop));
  }

  private static Worker onExecutor(WorkerSpec spec, Configuration hadoop) {
    Governor governor = GovernorPlugin.governor();
    try {
      ExecutorNeeds.check(spec, hadoop);
      return new Worker(spec, hadoop, governor, GovernorPlugin.progress());
    } catch (SynthException e) {
      throw new SynthException(
          e.code(), "on the executor at " + ExecutorNeeds.host() + ": " + e.getMessage(), e);
    }
  }

  /** Closes all workers of this JVM. */
  public static void closeAll() {
    Set.copyOf(OPEN.keySet()).forEach(Worker::close);
  }

  /** Closes the worker of a run in this JVM, if there is one. */
  static void close(WorkerSpec spec) {
    Worker worker = OPEN.remove(spec);
    if (worker != null) {
      worker.close();
    }
  }

  public SynthConfig config() {
    return config;
  }

  public Progress progress() {
    return progress;
  }

  Checks checks() {
    return checks;
  }

  RecipeSettings recipeSettings() {
    return Sections.recipes(config);
  }

  /** The run's journal. */
  public Journal journal() {
    return journal;
  }

  /** The teachers for one item. */
  public TeacherSession session(
      String item,
      String step,
      Map<String, Completion> journaled,
      JournalWriter segment,
      Deferral deferral) {
    progress.replayed(
        journaled.values().stream().filter(reply -> reply.step().equals(step)).count());
    return teachers.session(
        item,
        step,
        journaled,
        completion -> {
          segment.append(completion);
          progress.called(completion.usage());
        },
        deferral);
  }

  /** Has a task acted out. */
  Trajectory act(Task task, int rollout, TeacherRole role, TeacherSession session) {
    Acting acting = Recipes.named(task.recipe()).acting();
    return agent.act(task, acting, rollout, role, session, corpus());
  }

  synchronized Corpus corpus() {
    LuceneCorpus open = corpus;
    if (open == null) {
      String index = spec.index();
      if (index == null) {
        throw new IllegalStateException("a run without a corpus");
      }
      open = LuceneCorpus.open(LocalIndex.of(index, hadoop));
      corpus = open;
    }
    return open;
  }

  /** The graph that a seed walks on; an empty one for a seed that walks on none. */
  KnowledgeGraph graph(Seed seed) {
    String folder = seed.graph();
    if (folder == null) {
      return KnowledgeGraph.EMPTY;
    }
    return graphs.computeIfAbsent(
        folder,
        name -> {
          String index = spec.graphs().get(name);
          if (index == null) {
            throw new IllegalStateException("the graph " + name + " is not indexed");
          }
          return LuceneGraph.open(Path.of(index));
        });
  }

  /** Why no further calls are made; null while they are. */
  public @Nullable Stop stop() {
    return stop.get();
  }

  /** Has all items of this JVM stop, calls in flight not; the first reason stands. */
  public Stop stopAll(Stop reason) {
    stop.compareAndSet(null, reason);
    teachers.stop();
    Stop first = stop.get();
    return first == null ? reason : first;
  }

  /** The same for the worker of a run in this JVM, if there is one. */
  public static void stopAll(WorkerSpec spec, Stop reason) {
    Worker worker = OPEN.get(spec);
    if (worker != null) {
      worker.stopAll(reason);
    }
  }

  @Override
  public void close() {
    teachers.close();
    graphs.values().forEach(LuceneGraph::close);
    LuceneCorpus open = corpus;
    if (open != null) {
      open.close();
    }
  }
}
