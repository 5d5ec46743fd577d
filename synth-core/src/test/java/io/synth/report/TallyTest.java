package io.synth.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.synth.model.Language;
import io.synth.model.Quarantined;
import io.synth.model.Rejected;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is counted in parts adds up to what is counted at once. */
final class TallyTest {
  private record Key(String color, int size) {}

  @Test
  void partsAddUpInAnyOrder() {
    Random random = new Random(7);
    Tally<Key> whole = new Tally<>();
    List<Tally<Key>> parts = new ArrayList<>();
    for (int part = 0; part < 5; part++) {
      Tally<Key> one = new Tally<>();
      for (int i = 0; i < 200; i++) {
        Key key = new Key(random.nextBoolean() ? "red" : "blue", random.nextInt(4));
        one.add(key, 1, i);
        whole.add(key, 1, i);
      }
      parts.add(one);
    }
    Collections.shuffle(parts, random);
    Tally<Key> sum = new Tally<>();
    parts.forEach(sum::plus);
    assertThat(sum.all().keySet()).isEqualTo(whole.all().keySet());
    whole.all().forEach((key, sums) -> assertThat(sum.all().get(key)).isEqualTo(sums));
    assertThat(sum.sum(0, key -> true)).isEqualTo(1000);
    assertThat(sum.by(Key::color).values().stream().mapToLong(sums -> sums[0]).sum())
        .isEqualTo(1000);
  }

  @Test
  void sumsAreByTheKeysThatFit() {
    Tally<Key> tally = new Tally<Key>().add(new Key("red", 1), 2, 10).add(new Key("red", 2), 3, 20);
    assertThat(tally.sum(1, key -> key.size() == 2)).isEqualTo(20);
    assertThat(tally.by(Key::color)).containsOnly(entry("red", new long[] {5, 30}));
  }

  @Test
  void lengthsFallIntoTheRangeThatBeginsWithThem() {
    assertThat(List.of(0L, 511L, 512L, 131_071L, 131_072L, 9_999_999L))
        .extracting(TokenLengths::range)
        .containsExactly(0, 0, 1, 8, 9, 9);
    TreeMap<Integer, long[]> counts = new TreeMap<>();
    counts.put(1, new long[] {4});
    ReportData.Histogram histogram = TokenLengths.histogram("sft", counts);
    assertThat(histogram.buckets()).hasSize(10);
    assertThat(histogram.buckets().get(1)).isEqualTo(new ReportData.Bucket(512, 1024, 4));
    assertThat(histogram.buckets().get(9).upper()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void quantilesOfLatenciesAreWithinTwoPercent() {
    TreeMap<Integer, long[]> counts = new TreeMap<>();
    for (long milliseconds = 1; milliseconds <= 10_000; milliseconds++) {
      counts.computeIfAbsent(Latencies.range(milliseconds), r -> new long[1])[0]++;
    }
    Long median = Latencies.quantile(counts, 0.5);
    Long high = Latencies.quantile(counts, 0.95);
    assertThat(median).isBetween(4900L, 5100L);
    assertThat(high).isBetween(9310L, 9690L);
    assertThat(Latencies.quantile(new TreeMap<>(), 0.5)).isNull();
    TreeMap<Integer, long[]> none = new TreeMap<>();
    none.put(Latencies.range(0), new long[] {3});
    assertThat(Latencies.quantile(none, 0.95)).isZero();
  }

  @Test
  void rejectionsKeepTheSameExamplesWhateverTheOrder() {
    List<Rejected> rows = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      rows.add(rejected("t" + i, "answer_match", "answer_match.wrong"));
    }
    rows.add(rejected("u", "", "too_easy"));
    Rejections forward = new Rejections();
    rows.forEach(forward::add);
    Rejections backward = new Rejections();
    Collections.reverse(rows);
    rows.subList(0, 4).forEach(backward::add);
    Rejections rest = new Rejections();
    rows.subList(4, rows.size()).forEach(rest::add);
    backward.plus(rest);
    backward.add("ingest", new Quarantined("a.jsonl", 3, "schema", "no kind", "{}"));
    forward.add("ingest", new Quarantined("a.jsonl", 3, "schema", "no kind", "{}"));
    assertThat(backward.list(List.of("ingest", "curate")))
        .isEqualTo(forward.list(List.of("ingest", "curate")))
        .extracting(ReportData.Rejection::code, ReportData.Rejection::count)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("quarantined: schema", 1L),
            org.assertj.core.groups.Tuple.tuple("answer_match.wrong", 9L),
            org.assertj.core.groups.Tuple.tuple("too_easy", 1L));
    assertThat(forward.list(List.of("ingest", "curate")).get(1).examples())
        .extracting(ReportData.Example::id)
        .containsExactly("t0", "t1", "t2");
    assertThat(forward.byChecks("curate")).isEqualTo(9);
  }

  @Test
  void longReasonsAreCutBetweenCharacters() {
    Rejections rejections = new Rejections();
    rejections.add(
        new Rejected(
            "curate", "trajectory", "t", "p", null, "", Language.EN, "", "x", "𠮷".repeat(500)));
    String reason = rejections.list(List.of("curate")).get(0).examples().get(0).reason();
    assertThat(reason).hasSizeLessThanOrEqualTo(600).endsWith("𠮷…");
  }

  private static Rejected rejected(String id, String check, String code) {
    return new Rejected(
        "curate", "trajectory", id, "p", null, "", Language.EN, check, code, "because " + id);
  }
}
