package io.synth.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class SynthTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpNamesEveryCommandAndTheExitCodes() {
    assertThat(synth("--help")).isZero();
    assertThat(out.toString())
        .contains("run", "ingest", "generate", "check", "curate", "stage", "report", "show")
        .contains("seeds", "corpus", "teacher", "Exit codes:")
        .contains("6", "the budget is spent");
  }

  @Test
  void aMistypedOptionIsWrongUsage() {
    assertThat(synth("run", "--conifg", "x.yaml")).isEqualTo(2);
    assertThat(err.toString()).contains("--conifg");
  }

  @Test
  void aWrongConfigurationIsToldBeforeAnythingStarts() throws Exception {
    Path file = Files.writeString(folder.resolve("c.yaml"), "generate: {rolouts: 2}\n");
    Path run = folder.resolve("run");
    assertThat(synth("run", "--config", file.toString(), "--run", run.toString())).isEqualTo(3);
    assertThat(err.toString())
        .contains("generate.rolouts: there is no such key; did you mean `rollouts`?");
    assertThat(run).doesNotExist();
  }

  @Test
  void aTeacherOutOfReachIsToldBeforeAnythingStarts() throws Exception {
    Path pages = Files.createDirectories(folder.resolve("pages"));
    Files.writeString(pages.resolve("a.md"), "# A\n\nText of a page.\n");
    Path seeds =
        Files.writeString(
            folder.resolve("s.jsonl"), "{\"kind\":\"question\",\"question\":\"Who?\"}\n");
    Path file =
        Files.writeString(
            folder.resolve("c.yaml"),
            "teachers: {big: {base_url: 'http://127.0.0.1:1/v1', model: m}}\n"
                + "roles: {actor: {teacher: big}}\n"
                + "seeds: "
                + seeds
                + "\ncorpus: "
                + pages
                + "\n");
    assertThat(
            synth(
                "run", "-q", "--config", file.toString(), "--run", folder.resolve("r").toString()))
        .isEqualTo(5);
    assertThat(err.toString())
        .contains("the teacher at http://127.0.0.1:1/v1 (model m) cannot be reached")
        .contains("Nothing was started.");
  }

  @Test
  void aLargeFolderIsIndexedAsShardsBySpark() throws Exception {
    Path pages = Files.createDirectories(folder.resolve("pages"));
    for (int i = 0; i <= 1000; i++) {
      Files.writeString(pages.resolve(i + ".md"), "# Page " + i + "\n\nText of a page.\n");
    }
    Path index = folder.resolve("index");
    assertThat(synth("corpus", "index", "--corpus", pages.toString(), "--out", index.toString()))
        .isZero();
    assertThat(index.resolve("pages/shard-00001/shard.json")).exists();
    assertThat(Files.readString(index.resolve("pages/index.json")))
        .contains("\"pages\" : 1001", "\"shards\" : 2");
  }

  @Test
  void aRunsFolderThatIsAFileOrCannotBeMadeIsToldInOneLine() throws Exception {
    Path file = Files.writeString(folder.resolve("taken"), "");
    assertThat(synth("run", "--run", file.toString())).isEqualTo(4);
    assertThat(err.toString())
        .isEqualTo("error: " + file + " is a file; name a folder for the run with --run\n");
    assertThat(synth("run", "--run", file.resolve("below").toString())).isEqualTo(4);
    assertThat(err.toString().lines().toList())
        .last()
        .asString()
        .contains("cannot write to the run's folder " + file + "/below (")
        .endsWith("); name another one with --run");
  }

  @Test
  void aFullDiskThatIsThrownAsAnErrorIsToldInOneLine() {
    CommandLine line = Synth.line(new PrintWriter(out, true), new PrintWriter(err, true));
    line.addSubcommand("fill", new FullDisk());
    assertThat(line.execute("fill")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "error: the disk is full. Free some space and give the same command again: what is done"
                + " is kept.\n");
  }

  @Command
  private static final class FullDisk implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new IOError(new IOException("No space left on device"));
    }
  }

  @Test
  void estimateTellsWhatARunWillCostAndThatItsBudgetIsTooSmall() throws Exception {
    Path seeds =
        Files.writeString(
            folder.resolve("seeds.jsonl"), "{\"kind\": \"question\"}\n\n".repeat(480));
    Path file =
        Files.writeString(
            folder.resolve("c.yaml"),
            """
            seeds: %s
            teachers:
              big: {base_url: "http://127.0.0.1:1/v1", model: m, prices: {input: 1, output: 2}}
            roles: {actor: {teacher: big}}
            generate: {rollouts: 2, reference_rollouts: 1}
            budget: {usd: 5}
            """
                .formatted(seeds));
    assertThat(synth("estimate", "--config", file.toString())).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.get(0))
        .startsWith("480 seeds, about 665 tasks and 1,465 attempts at them; from the sample run");
    assertThat(lines.get(4)).startsWith("generate  actor      big").doesNotEndWith(" 0.00");
    assertThat(lines).anyMatch(line -> line.startsWith("all "));
    assertThat(out.toString())
        .contains("budget.usd is 5.0: the run would stop after about ")
        .contains(" % of its calls");

    assertThat(synth("estimate", "--config", file.toString(), "--from", folder.toString()))
        .isEqualTo(4);
    assertThat(err.toString())
        .contains(folder + " has no report/report.json; name a run that was finished");
  }

  @Test
  void showOfAFolderWithoutARunSaysSo() {
    assertThat(synth("show", "--run", folder.toString())).isEqualTo(4);
    assertThat(err.toString()).contains("holds no run");
  }

  @Test
  void showSaysThatNothingIsAccepted() throws Exception {
    Files.writeString(folder.resolve("config.yaml"), "seeds: s.jsonl\n");
    assertThat(synth("show", "--run", folder.toString())).isZero();
    assertThat(out.toString())
        .isEqualTo(
            "No such trajectory is accepted; --rejected lists those that are not."
                + System.lineSeparator());
  }

  @Test
  void seedsMakeWritesAFileThatSeedsValidateAccepts() throws Exception {
    Path pages = Files.createDirectories(folder.resolve("pages"));
    Files.writeString(
        pages.resolve("gauge.md"),
        "# The gauge\n\nThe gauge of Corrane writes the level of the water every 12 minutes on a roll of paper."
            + " Keepers read the roll in the morning and at dusk, and send what they read to the office of"
            + " tides. The roll lasts for 31 days, and a keeper then puts in a new one, which takes the better"
            + " part of an hour since the drum has to be taken out and oiled.\n");
    Path seeds = folder.resolve("seeds.jsonl");
    assertThat(
            synth(
                "seeds",
                "make",
                "--corpus",
                pages.toString(),
                "--out",
                seeds.toString(),
                "-n",
                "5"))
        .isZero();
    assertThat(out.toString())
        .contains("1 seeds from 1 pages in " + seeds)
        .containsPattern("paragraph +en +1 of 1 that the pages give")
        .contains("fewer than --count 5: the pages give no more");
    assertThat(Files.readString(seeds)).contains("\"verdict\"").contains("corpus:/gauge.md");
    assertThat(synth("seeds", "validate", seeds.toString())).isZero();
  }

  @Test
  void seedsMakeTellsWrongKindsLanguagesAndCounts() {
    String[] asked = {"seeds", "make", "--corpus", folder.toString(), "--out", folder + "/s.jsonl"};
    assertThat(synth(and(asked, "--kinds", "documents,graph"))).isEqualTo(2);
    assertThat(err.toString()).contains("--kinds: 'graph' is none of documents, report, paragraph");
    assertThat(synth(and(asked, "--language", "fr"))).isEqualTo(2);
    assertThat(err.toString()).contains("--language: 'fr' is none of en, zh");
    assertThat(synth(and(asked, "--count", "0"))).isEqualTo(2);
    assertThat(err.toString()).contains("--count must be at least 1, not 0");
    assertThat(synth(asked)).isEqualTo(4);
    assertThat(err.toString()).contains("no page of " + folder + " gives a seed");
  }

  @Test
  void helpOfSeedsMakeFitsEightyColumns() {
    assertThat(synth("seeds", "make", "--help")).isZero();
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80, "80 columns");
    assertThat(out.toString()).contains("--corpus", "--out", "--count", "--kinds", "--language");
  }

  private static String[] and(String[] args, String... more) {
    return Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new);
  }

  private int synth(String... args) {
    return Synth.line(new PrintWriter(out, true), new PrintWriter(err, true)).execute(args);
  }
}
