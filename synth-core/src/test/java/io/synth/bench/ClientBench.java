package io.synth.bench;

import com.sun.management.OperatingSystemMXBean;
import io.synth.config.Budget;
import io.synth.config.TeacherConfig;
import io.synth.journal.Journal;
import io.synth.journal.JournalWriter;
import io.synth.model.Completion;
import io.synth.model.Message;
import io.synth.model.TeacherRole;
import io.synth.teacher.ChatRequest;
import io.synth.teacher.LocalGovernor;
import io.synth.teacher.Sampling;
import io.synth.teacher.Sleeper;
import io.synth.teacher.Teachers;
import io.synth.teacher.protocol.Protocols;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.apache.hadoop.conf.Configuration;

/**
 * Calls a {@link MockTeacher} from many threads and prints what it took, as one line of JSON.
 *
 * <p>Options: {@code --url}; {@code --client synth | synth-no-journal | okhttp}; {@code
 * --in-flight}; {@code --warm-up} calls; {@code --calls}; {@code --journal} a folder.
 */
public final class ClientBench {
  private static final String FILLER =
      "Read the notes on the harbour and say in two sentences what they hold. ".repeat(14);

  private ClientBench() {}

  public static void main(String[] args) throws Exception {
    MockOptions options = new MockOptions(args);
    String url = options.text("url", "");
    int inFlight = options.number("in-flight", 64);
    int warmUp = options.number("warm-up", 20_000);
    int calls = options.number("calls", 20_000);
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Client client = client(options, url);
    Runner runner = new Runner(inFlight);
    runner.run(0, warmUp, client.call);
    post(url + "/reset");
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    int failed = runner.run(warmUp, warmUp + calls, client.call);
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = (system.getProcessCpuTime() - cpu) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "{\"calls\":%d,\"failed\":%d,\"seconds\":%.3f,\"cpu_seconds\":%.3f,\"peak_mb\":%d}%n",
        calls,
        failed,
        seconds,
        cpuSeconds,
        peakMb());
    client.end.run();
    System.exit(0);
  }

  /** What is called with a call's number; whether a reply came. */
  private record Client(IntPredicate call, Runnable end) {}

  private record Runner(int threads) {
    /** The number of calls without a reply. */
    int run(int from, int to, IntPredicate call) throws InterruptedException {
      AtomicInteger next = new AtomicInteger(from);
      AtomicInteger failed = new AtomicInteger();
      List<Thread> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Thread thread =
            new Thread(
                null,
                () -> {
                  for (int n = next.getAndIncrement(); n < to; n = next.getAndIncrement()) {
                    if (!call.test(n)) {
                      failed.incrementAndGet();
                    }
                  }
                },
                "caller-" + i,
                256 << 10);
        all.add(thread);
        thread.start();
      }
      for (Thread thread : all) {
        thread.join();
      }
      return failed.get();
    }
  }

  private static Client client(MockOptions options, String url) throws IOException {
    String name = options.text("client", "synth");
    if (name.equals("okhttp")) {
      return okhttp(url, options.number("in-flight", 64));
    }
    TeacherConfig config =
        TeacherConfig.builder("mock").baseUrl(url + "/v1").model("mock").stream(false).build();
    Map<String, TeacherConfig> teachers = Map.of("mock", config);
    LocalGovernor governor =
        new LocalGovernor(
            teachers.values(), Budget.NONE, Map.of(), Sleeper.REAL, Clock.systemUTC());
    Teachers all =
        Teachers.builder(teachers, Map.of(TeacherRole.ACTOR, "mock"))
            .protocols(Protocols.ALL)
            .governor(governor)
            .build();
    if (name.equals("synth-no-journal")) {
      return new Client(n -> ask(all, n, completion -> {}), all::close);
    }
    String folder = options.text("journal", "");
    Path path = folder.isEmpty() ? Files.createTempDirectory("journal") : Path.of(folder);
    JournalWriter writer =
        Journal.open(path.toUri().toString(), new Configuration(false)).writer("generate", 0);
    return new Client(
        n -> ask(all, n, writer::append),
        () -> {
          all.close();
          writer.close();
        });
  }

  private static boolean ask(Teachers teachers, int number, Consumer<Completion> journal) {
    ChatRequest request =
        new ChatRequest(List.of(Message.user(prompt(number))), List.of(), null, Sampling.SERVER);
    return !teachers
        .session("item-" + number, "generate", Map.of(), journal)
        .chat(TeacherRole.ACTOR, request)
        .message()
        .content()
        .isEmpty();
  }

  private static String prompt(int number) {
    return String.format(Locale.ROOT, "call-%08d %s", number, FILLER);
  }

  /** The floor: the same bytes by the same library, and nothing else. */
  private static Client okhttp(String url, int inFlight) {
    OkHttpClient client =
        new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(inFlight, 1, TimeUnit.MINUTES))
            .dispatcher(new Dispatcher())
            .build();
    MediaType json = MediaType.get("application/json");
    return new Client(
        n -> {
          String body =
              "{\"model\":\"mock\",\"messages\":[{\"role\":\"user\",\"content\":\""
                  + prompt(n)
                  + "\"}]}";
          Request request =
              new Request.Builder()
                  .url(url + "/v1/chat/completions")
                  .post(RequestBody.create(body, json))
                  .build();
          try (Response response = client.newCall(request).execute()) {
            return !response.body().string().isEmpty();
          } catch (IOException e) {
            return false;
          }
        },
        () -> client.connectionPool().evictAll());
  }

  private static void post(String url) throws IOException {
    Request request = new Request.Builder().url(url).post(RequestBody.create("", null)).build();
    new OkHttpClient().newCall(request).execute().close();
  }

  /** Resident memory at its highest, by the kernel. */
  private static long peakMb() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    return 0;
  }
}
