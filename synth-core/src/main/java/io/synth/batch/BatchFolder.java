package io.synth.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.synth.SynthException;
import io.synth.run.RunFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run keeps of its batches, under {@code batches/}: calls that are wanted, batches with
 * their calls, and calls that no batch could answer. Not thread-safe.
 */
public final class BatchFolder {
  private static final String ROOT = "batches/";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final RunFolder run;

  public BatchFolder(RunFolder run) {
    this.run = run;
  }

  /** Takes a wanted call. */
  @FunctionalInterface
  interface Lines {
    void take(WantedLine line) throws IOException;
  }

  /** Keeps the calls that a group wants, in place of those that it wanted before. */
  public WantedFile wanted(String step, int group) {
    return new WantedFile(run, wantedFolder(step) + "/" + group + ".jsonl", group);
  }

  private static String wantedFolder(String step) {
    return ROOT + "wanted/" + step;
  }

  /** All wanted calls of a step, file by file. */
  void readWanted(String step, Lines lines) {
    for (String name : run.names(wantedFolder(step))) {
      if (name.endsWith(".jsonl")) {
        read(wantedFolder(step) + "/" + name, lines);
      }
    }
  }

  void dropWanted(String step) {
    run.delete(wantedFolder(step));
  }

  /** Keeps the calls of a group that are to be made one by one, as a batch could not. */
  void byCall(String step, int batch, int group, List<String> fingerprints) {
    run.write(byCallFolder(step) + "/" + group + "-" + batch, String.join("\n", fingerprints));
  }

  private static String byCallFolder(String step) {
    return ROOT + "by_call/" + step;
  }

  /** Fingerprints of a group's calls that are to be made one by one. */
  public Set<String> byCall(String step, int group) {
    Set<String> fingerprints = new TreeSet<>();
    for (String name : run.names(byCallFolder(step))) {
      if (name.startsWith(group + "-")) {
        run.read(byCallFolder(step) + "/" + name)
            .ifPresent(text -> text.lines().forEach(fingerprints::add));
      }
    }
    return fingerprints;
  }

  /** Whether a server has batches of the run that are not collected. */
  public boolean hasOpen() {
    return manifests().stream().anyMatch(BatchManifest::open);
  }

  /** All batches, by number. */
  List<BatchManifest> manifests() {
    List<BatchManifest> manifests = new ArrayList<>();
    for (String name : run.names(ROOT)) {
      if (name.endsWith(".json")) {
        run.read(ROOT + name).ifPresent(text -> manifests.add(parse(name, text)));
      }
    }
    return manifests;
  }

  private BatchManifest parse(String name, String text) {
    try {
      return JSON.readValue(text, BatchManifest.class);
    } catch (JsonProcessingException e) {
      throw new SynthException(
          SynthException.Code.DATA,
          run.path(ROOT + name)
              + " cannot be read ("
              + e.getOriginalMessage()
              + "); it tells of a batch that is paid for: restore it from a copy",
          e);
    }
  }

  void write(BatchManifest manifest) {
    try {
      run.write(manifestFile(manifest.number()), JSON.writeValueAsString(manifest).strip() + "\n");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String manifestFile(int number) {
    return String.format(Locale.ROOT, "%s%06d.json", ROOT, number);
  }

  private static String callsFile(int number) {
    return String.format(Locale.ROOT, "%s%06d.jsonl", ROOT, number);
  }

  /** Forgets a batch that was never sent. */
  void drop(int number) {
    run.delete(manifestFile(number));
    dropCalls(number);
  }

  void dropCalls(int number) {
    dropLines(number);
    run.delete(callsFile(number));
  }

  /** The calls of a batch, to be written. */
  WantedFile calls(int number) {
    return new WantedFile(run, callsFile(number), 0);
  }

  /** The calls of a batch. */
  void readCalls(int number, Lines lines) {
    read(callsFile(number), lines);
  }

  /**
   * Writes the calls of a batch as its server takes them.
   *
   * @return bytes written
   */
  long writeLines(int number, BatchProtocol protocol) {
    long[] bytes = {0};
    try (RunFolder.Beside out = run.beside(linesFile(number))) {
      readCalls(
          number,
          line -> {
            byte[] text = (protocol.line(line.call()) + "\n").getBytes(StandardCharsets.UTF_8);
            out.write(text, 0, text.length);
            bytes[0] += text.length;
          });
      out.commit();
    } catch (IOException e) {
      throw failed("write", linesFile(number), e);
    }
    return bytes[0];
  }

  InputStream openLines(int number) throws IOException {
    return run.open(linesFile(number));
  }

  void dropLines(int number) {
    run.delete(linesFile(number));
  }

  private static String linesFile(int number) {
    return String.format(Locale.ROOT, "%s%06d.lines", ROOT, number);
  }

  private void read(String file, Lines lines) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(run.open(file), StandardCharsets.UTF_8))) {
      String line = in.readLine();
      while (line != null) {
        lines.take(WantedLine.read(line));
        line = in.readLine();
      }
    } catch (IOException e) {
      throw failed("read", file, e);
    }
  }

  private SynthException failed(String what, String file, IOException e) {
    return new SynthException(
        SynthException.Code.DATA,
        "cannot "
            + what
            + " "
            + run.path(file)
            + ": "
            + e.getMessage()
            + "; give the same command again",
        e);
  }
}
