package io.synth.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.model.Authority;
import io.synth.sample.SampleWorld.Written;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is judged and what is planted in the sample data stands where the README says. */
class SampleTrapsTest {
  @Test
  void everySupportedOrRefutedClaimIsDecidedByAPageThatMayBeTrusted() {
    Set<String> decided = new TreeSet<>();
    for (List<String> row : SampleWorld.table("decided.tsv")) {
      Written page = SampleWorld.page("https://" + row.get(1));
      assertThat(decided.add(row.get(0))).isTrue();
      assertThat(page.says(row.get(2))).as("%s", row).isTrue();
      assertThat(page.page().authority()).as("%s", row).isNotEqualTo(Authority.PERSONAL);
    }
    Set<String> judged = new TreeSet<>();
    for (JsonNode seed : SampleWorld.json("seeds.jsonl")) {
      int number = 0;
      for (JsonNode claim : seed.path("claims")) {
        number++;
        if (!claim.path("verdict").asText().equals("doubtful")) {
          judged.add(seed.path("id").asText() + "." + number);
        }
      }
    }
    assertThat(decided).isEqualTo(judged);
  }

  @Test
  void everyPlantedContradictionStandsOnItsPageAndTheTruthOnABetterOne() {
    Set<String> planted = new TreeSet<>();
    for (List<String> row : SampleWorld.table("contradicted.tsv")) {
      Written wrong = SampleWorld.page("https://" + row.get(0));
      Written right = SampleWorld.page("https://" + row.get(2));
      planted.add(wrong.page().url());
      assertThat(wrong.says(row.get(1))).as("%s", row).isTrue();
      assertThat(right.says(row.get(3))).as("%s", row).isTrue();
      assertThat(right.says(row.get(1))).as("%s", row).isFalse();
      assertThat(
              wrong.page().authority().compareTo(right.page().authority()) > 0
                  || wrong.page().date().compareTo(right.page().date()) < 0)
          .as("%s", row)
          .isTrue();
    }
    Set<String> told = new TreeSet<>(traps("contradiction"));
    told.addAll(traps("superseded"));
    assertThat(planted).isEqualTo(told);
  }

  @Test
  void theOtherTrapsAreWhatTheReadmeSaysAndWhereItSays() {
    assertThat(pagesThat(page -> page.source().contains("Ignore all previous instructions")))
        .isEqualTo(traps("injection"))
        .hasSize(1);
    assertThat(SampleWorld.page(traps("injection").get(0)).words())
        .doesNotContain("previous instructions");
    assertThat(pagesThat(page -> page.words().matches("(?s).*\\b\\w+\\.\\w+@[\\w.-]+\\.example.*")))
        .isEqualTo(traps("personal data"))
        .hasSize(1);
    assertThat(SampleWorld.page(traps("personal data").get(0)).words())
        .contains("555-0142", "QI-710423-5508-X");
    assertThat(SampleWorld.page(traps("very short").get(0)).words().split("\\s+"))
        .hasSizeLessThan(40);
    assertThat(SampleWorld.wordCount(SampleWorld.page(traps("long").get(0)).words()))
        .isGreaterThan(2500);
    assertThat(SampleWorld.page(traps("full-width").get(0)).words()).contains("２０１２年", "Ａｖｅｒｉｎ");
    String sloppy = SampleWorld.page(traps("sloppy HTML").get(0)).source();
    assertThat(sloppy.split("<p>", -1)).hasSizeGreaterThan(sloppy.split("</p>", -1).length);
    for (String url : traps("low authority")) {
      assertThat(SampleWorld.page(url).page().authority()).isEqualTo(Authority.PERSONAL);
    }
  }

  private static List<String> pagesThat(Predicate<Written> are) {
    return SampleWorld.PAGES.values().stream().filter(are).map(page -> page.page().url()).toList();
  }

  private static List<String> traps(String kind) {
    List<String> urls = traps(kind, "README.md");
    assertThat(urls).as(kind).isNotEmpty();
    assertThat(traps(kind, "WORLD.md")).isEqualTo(urls);
    return urls;
  }

  private static List<String> traps(String kind, String file) {
    Matcher rows =
        Pattern.compile("(?m)^\\| " + kind + " \\| (\\S+) \\|").matcher(SampleWorld.text(file));
    return rows.results().map(row -> row.group(1)).toList();
  }
}
