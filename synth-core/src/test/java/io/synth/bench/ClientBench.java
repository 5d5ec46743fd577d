package io.synth.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Calls a {@link MockTeacher} from many threads and prints what it took, as one line of JSON.
 *
 * <p>Options: {@code --url}; {@code --client}, one of {@link BenchClient}; {@code --in-flight};
 * {@code --warm-up} calls; {@code --calls}; {@code --seconds} after which none begins; {@code
 * --timeout} of a call in seconds; {@code --folder} of the journal, which is replayed; {@code
 * --keep true} to leave the server's counts as they are.
 */
public final class ClientBench {
  private ClientBench() {}

  public static void main(String[] args) throws Exception {
    MockOptions options = new MockOptions(args);
    int inFlight = options.number("in-flight", 64);
    int warmUp = options.number("warm-up", 0);
    int calls = options.number("calls", 20_000);
    long mostSeconds = options.number("seconds", 1_000_000);
    BenchClient client = BenchClient.of(options);
    run(client, inFlight, 0, warmUp, Long.MAX_VALUE);
    if (!options.is("keep")) {
      reset(options.text("url", ""));
    }
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    int[] counts =
        run(client, inFlight, warmUp, warmUp + calls, start + mostSeconds * 1_000_000_000);
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = (system.getProcessCpuTime() - cpu) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "{\"calls\":%d,\"failed\":%d,\"seconds\":%.3f,\"cpu_seconds\":%.3f,\"peak_mb\":%d}%n",
        counts[0],
        counts[1],
        seconds,
        cpuSeconds,
        peakMb());
    client.close();
    System.exit(0);
  }

  /** How many calls began, and how many of them brought no reply. */
  private static int[] run(BenchClient client, int threads, int from, int to, long endNs)
      throws InterruptedException {
    AtomicInteger next = new AtomicInteger(from);
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    Runnable caller =
        () -> {
          while (endNs == Long.MAX_VALUE || System.nanoTime() - endNs < 0) {
            int number = next.getAndIncrement();
            if (number >= to) {
              return;
            }
            begun.incrementAndGet();
            if (!client.call(number)) {
              failed.incrementAndGet();
            }
          }
        };
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread thread = new Thread(null, caller, "caller-" + i, 256 << 10);
      all.add(thread);
      thread.start();
    }
    for (Thread thread : all) {
      thread.join();
    }
    return new int[] {begun.get(), failed.get()};
  }

  private static void reset(String url) throws IOException {
    Request request =
        new Request.Builder().url(url + "/reset").post(RequestBody.create("", null)).build();
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
