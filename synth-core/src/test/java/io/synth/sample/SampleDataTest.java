package io.synth.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.corpus.CorpusIndexer;
import io.synth.corpus.IndexProgress;
import io.synth.corpus.LuceneCorpus;
import io.synth.corpus.Page;
import io.synth.corpus.SearchHit;
import io.synth.model.Authority;
import io.synth.model.Capability;
import io.synth.model.Language;
import io.synth.recipe.Recipes;
import io.synth.sample.SampleWorld.Written;
import io.synth.seed.SeedReader;
import io.synth.seed.SourceFiles;
import io.synth.text.NormalForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages, graph, seeds, reports and README of the sample data agree with each other. */
class SampleDataTest {
  private static final Pattern ADDRESS =
      Pattern.compile("https://[a-z0-9.-]+\\.example(?:/[A-Za-z0-9/_-]*[A-Za-z0-9_-])?");

  /** Pages with more links are lists of pages; what they lead to is not found by reading. */
  private static final int LIST_OF_LINKS = 40;

  private final Map<String, Written> pages = SampleWorld.PAGES;
  private final List<JsonNode> seeds = SampleWorld.json("seeds.jsonl");
  private final Map<String, List<String>> entities = SampleWorld.names("entities.tsv");
  private final Map<String, List<String>> relations = SampleWorld.names("relations.tsv");
  private final List<List<String>> triples = SampleWorld.graph("triples.tsv");

  @Test
  void everyTripleStandsOnEachPageOfItsSubjectUnderTheLabelsOfTheGraph() {
    List<String> missing = new ArrayList<>();
    for (List<String> triple : triples) {
      List<Written> about = pagesOf(triple.get(0));
      assertThat(about).as("pages of %s", triple.get(0)).isNotEmpty();
      for (Written page : about) {
        if (!states(page, named(relations, triple.get(1)), named(entities, triple.get(2)))) {
          missing.add(page.page().url() + " " + triple);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /**
   * Whether a line, or a line and the next, hold a label of the relation and a name of the object.
   */
  private static boolean states(Written page, List<String> labels, List<String> objects) {
    for (String line : page.words().lines().toList()) {
      String said = NormalForm.of(line);
      if (labels.stream().anyMatch(label -> said.contains(NormalForm.of(label)))
          && objects.stream().anyMatch(name -> said.contains(NormalForm.of(name)))) {
        return true;
      }
    }
    return false;
  }

  private static List<String> named(Map<String, List<String>> names, String id) {
    return Objects.requireNonNull(names.get(id), id);
  }

  private List<Written> pagesOf(String entity) {
    List<String> names = named(entities, entity);
    return pages.values().stream().filter(page -> names.contains(page.page().title())).toList();
  }

  @Test
  void everyIdOfATripleIsNamed() {
    for (List<String> triple : triples) {
      assertThat(triple).hasSize(3);
      assertThat(entities).containsKeys(triple.get(0), triple.get(2));
      assertThat(relations).containsKey(triple.get(1));
    }
    assertThat(triples).doesNotHaveDuplicates();
  }

  @Test
  void everyAddressInThePagesReportsAndSeedsIsAPage() throws IOException {
    List<String> dead = new ArrayList<>();
    for (Written page : pages.values()) {
      dead(page.source(), page.page().url(), dead);
    }
    for (String file : List.of("seeds.jsonl", "README.md", "WORLD.md")) {
      dead(SampleWorld.text(file), file, dead);
    }
    for (Path report : reports()) {
      dead(Files.readString(report), report.getFileName().toString(), dead);
    }
    assertThat(dead).isEmpty();
  }

  private void dead(String text, String where, List<String> dead) {
    Matcher addresses = ADDRESS.matcher(text);
    while (addresses.find()) {
      if (!pages.containsKey(addresses.group())) {
        dead.add(where + " → " + addresses.group());
      }
    }
  }

  @Test
  void everyPageCanBeReachedAndTellsWhereItIsFromAndWhen() {
    Set<String> linked = new HashSet<>();
    pages.values().forEach(page -> page.page().links().forEach(link -> linked.add(link.url())));
    pages.forEach(
        (url, written) -> {
          Page page = written.page();
          String path = SampleWorld.CORPUS.relativize(written.file()).toString();
          assertThat(path.replaceFirst("\\.(html|md)$", ""))
              .isEqualTo(url.replaceFirst("^https://", ""));
          assertThat(page.publisher()).as(url).isNotEmpty();
          assertThat(page.date()).as(url).matches("\\d{4}-\\d\\d-\\d\\d");
          assertThat(page.links()).as(url).isNotEmpty();
        });
    assertThat(linked).containsAll(pages.keySet());
  }

  @Test
  void seedsOfGraphsAndDocumentsStartWhereThereIsAPage() {
    for (JsonNode seed : seeds) {
      if (seed.path("kind").asText().equals("graph")) {
        String entity = seed.path("entity").asText();
        assertThat(entities).containsKey(entity);
        assertThat(pagesOf(entity)).as(entity).isNotEmpty();
      }
      if (seed.path("kind").asText().equals("documents")) {
        assertThat(pages).containsKey(seed.path("start").asText());
      }
    }
  }

  @Test
  void everyAnswerStandsOnAPageThatSearchFindsOrThatSuchAPageLinksTo(@TempDir Path index) {
    new CorpusIndexer(SampleWorld.CORPUS, index.resolve("pages"), IndexProgress.NONE).build();
    List<String> unanswered = new ArrayList<>();
    try (LuceneCorpus corpus = LuceneCorpus.open(index.resolve("pages"))) {
      List<JsonNode> asked = new ArrayList<>(seeds);
      asked.addAll(SampleWorld.json("benchmarks/held_out.jsonl"));
      for (JsonNode seed : asked) {
        if (seed.has("answer") && !isFound(seed, corpus)) {
          unanswered.add(seed.toString());
        }
      }
    }
    assertThat(unanswered).isEmpty();
  }

  private boolean isFound(JsonNode seed, LuceneCorpus corpus) {
    Set<String> seen = new LinkedHashSet<>();
    for (SearchHit hit : corpus.search(seed.path("question").asText(), 5)) {
      seen.add(hit.url());
    }
    for (int hops = 0; hops <= 3; hops++) {
      for (String url : List.copyOf(seen)) {
        Page page = SampleWorld.page(url).page();
        if (page.authority().compareTo(Authority.NEWS) <= 0
            && SampleWorld.page(url).says(seed.path("answer").asText())) {
          return true;
        }
        if (page.links().size() <= LIST_OF_LINKS) {
          page.links().forEach(link -> seen.add(link.url()));
        }
      }
    }
    return false;
  }

  @Test
  void thereIsAsMuchOfEverythingAsIsPromised() throws IOException {
    assertThat(pages).hasSizeGreaterThanOrEqualTo(120);
    assertThat(triples).hasSizeGreaterThanOrEqualTo(500);
    assertThat(seeds).hasSizeGreaterThanOrEqualTo(60);
    SeedReader reader = new SeedReader(new Beside(), null);
    Set<Capability> capabilities = new HashSet<>();
    for (int i = 0; i < seeds.size(); i++) {
      reader
          .read("seeds.jsonl", i + 1L, seeds.get(i).toString().getBytes(UTF_8))
          .either(
              seed -> {
                Recipes.applicable(seed).forEach(recipe -> capabilities.add(recipe.capability()));
                return seed;
              },
              broken -> {
                throw new AssertionError(broken.reason());
              });
    }
    assertThat(capabilities).containsExactlyInAnyOrder(Capability.values());
    assertThat(reports()).hasSizeGreaterThanOrEqualTo(8);
    int chinese = 0;
    for (Path report : reports()) {
      String text = Files.readString(report);
      assertThat(SampleWorld.wordCount(text))
          .as("%s", report.getFileName())
          .isGreaterThanOrEqualTo(1000);
      assertThat(text).containsPattern("(?m)^title: \\S|^# \\S").containsPattern("(?i)abstract|摘要");
      chinese += report.toString().endsWith("-zh.md") ? 1 : 0;
    }
    assertThat(chinese).isGreaterThanOrEqualTo(3);
  }

  @Test
  void theCountsOfTheReadmeAreTrue() throws IOException {
    Map<String, Long> kinds = count("kind");
    long html = pages.values().stream().filter(p -> p.file().toString().endsWith(".html")).count();
    long english = pages.values().stream().filter(p -> p.page().language() == Language.EN).count();
    long described = entities.keySet().stream().filter(id -> !pagesOf(id).isEmpty()).count();
    long answered = seeds.stream().filter(seed -> seed.has("answer")).count();
    Set<String> hosts = new HashSet<>();
    pages.keySet().forEach(url -> hosts.add(url.split("/", -1)[2]));
    assertThat(SampleWorld.text("README.md"))
        .contains(
            String.format(
                "| %d pages (%d HTML, %d Markdown; %d English, %d Chinese) |",
                pages.size(), html, pages.size() - html, english, pages.size() - english))
        .contains("| " + hosts.size() + " hosts |")
        .contains("| " + triples.size() + " triples |")
        .contains(
            "| " + entities.size() + " entities (" + described + " with pages, the rest years")
        .contains("| " + relations.size() + " relations |")
        .contains("| " + seeds.size() + " (" + count("language").get("zh") + " Chinese) |")
        .contains("| `benchmarks/held_out.jsonl` | held-out questions | 18 |")
        .contains("| `reports/` | long reports for the report seeds | " + reports().size() + " |")
        .containsPattern("\\| question with answer \\|.*\\| " + answered + " \\|")
        .containsPattern(
            "\\| question without answer \\|.*\\| "
                + (kinds.getOrDefault("question", 0L) - answered)
                + " \\|")
        .containsPattern("\\| report \\|.*\\| " + kinds.get("report") + " \\|")
        .containsPattern("\\| graph \\|.*\\| " + kinds.get("graph") + " \\|")
        .containsPattern("\\| documents \\|.*\\| " + kinds.get("documents") + " \\|")
        .containsPattern("\\| paragraph \\|.*\\| " + kinds.get("paragraph") + " \\|");
    assertThat(SampleWorld.json("benchmarks/held_out.jsonl")).hasSize(18);
    assertThat(SampleWorld.names("entities.tsv").keySet())
        .hasSize(SampleWorld.graph("entities.tsv").size());
  }

  private Map<String, Long> count(String key) {
    return seeds.stream()
        .collect(
            Collectors.groupingBy(
                seed -> seed.path(key).asText(), TreeMap::new, Collectors.counting()));
  }

  @Test
  void namesStandForOneEntityEach() {
    Map<String, String> owner = new HashMap<>();
    entities.forEach(
        (id, names) -> {
          if (!pagesOf(id).isEmpty()) {
            names.forEach(name -> assertThat(owner.put(name, id)).as(name).isNull());
          }
        });
  }

  @Test
  void theBenchmarkOverlapsWithTheSeedsWhereTheReadmeSays() {
    Map<String, String> asked = new HashMap<>();
    seeds.forEach(seed -> asked.put(seed.path("question").asText("-"), seed.path("id").asText()));
    List<String> same =
        SampleWorld.json("benchmarks/held_out.jsonl").stream()
            .filter(row -> asked.containsKey(row.path("question").asText()))
            .map(row -> row.path("id").asText() + " " + asked.get(row.path("question").asText()))
            .toList();
    assertThat(same).containsExactly("h-001 q-001");
  }

  private static List<Path> reports() throws IOException {
    try (Stream<Path> files = Files.list(SampleWorld.FOLDER.resolve("reports"))) {
      return files.sorted().toList();
    }
  }

  /** The files beside the seeds. */
  private static final class Beside implements SourceFiles {
    @Override
    public byte[] read(String path) throws IOException {
      return Files.readAllBytes(SampleWorld.FOLDER.resolve(path));
    }

    @Override
    public String folder(String path) {
      return SampleWorld.FOLDER.resolve(path).toString();
    }
  }
}
