package io.synth.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.agent.tool.Toolbox.Outcome;
import io.synth.corpus.SourceId;
import io.synth.model.ToolCall;
import org.junit.jupiter.api.Test;

final class BatchSearchTest {
  private final Workspace workspace =
      new Workspace(
          new PagesInMemory()
              .with("https://a.example/1", "Tides [old]", "tides\nrise")
              .with("https://a.example/2", "潮汐", "tides 潮汐"));

  @Test
  void listsTheResultsOfEachQuery() {
    Outcome outcome = search("{\"queries\": [\"tides\", \"no such\"], \"limit\": 2}");
    assertThat(outcome.text())
        .isEqualTo(
            """
            ## Query 1: tides
            1. [Tides (old)](https://a.example/1)
               id: %s | publisher: A Bureau | date: 2031-05-01 | authority: official
               tides rise
            2. [潮汐](https://a.example/2)
               id: %s | publisher: A Bureau | date: 2031-05-01 | authority: official
               tides 潮汐

            ## Query 2: no such
            No results."""
                .formatted(SourceId.of("https://a.example/1"), SourceId.of("https://a.example/2")));
    assertThat(outcome.empty()).isFalse();
  }

  @Test
  void aSearchWithoutAnyResultIsEmpty() {
    assertThat(search("{\"queries\": [\"no such\"]}"))
        .isEqualTo(new Outcome("## Query 1: no such\nNo results.", true, false));
  }

  private Outcome search(String arguments) {
    return Toolbox.standard().call(ToolCall.of("1", "batch_search", arguments), workspace);
  }
}
