package io.synth.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.corpus.KnowledgeGraph.Edge;
import io.synth.fake.MapGraph;
import io.synth.recipe.Chain.Certainty;
import io.synth.recipe.Chain.Hop;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChainTest {
  private static final Hop A_TO_B = new Hop(new Edge("a", "owns", "b"), "b");
  private static final Hop B_TO_C = new Hop(new Edge("c", "built", "b"), "c");

  private final Chain chain = new Chain("a", List.of(A_TO_B, B_TO_C));
  private final MapGraph graph = new MapGraph().edge("a", "owns", "b").edge("c", "built", "b");

  @Test
  void isFunctionalWhereEachHopLeadsToOneEntityInTheDirectionWalked() {
    graph.edge("c", "built", "x").edge("y", "owns", "b").edge("a", "sold", "z");

    assertThat(chain.certainty(graph, 100)).isEqualTo(Certainty.FUNCTIONAL);
    assertThat(chain.between()).containsExactly("b");
    assertThat(chain.end()).isEqualTo("c");
  }

  @Test
  void isDeterminedWhereSeveralEntitiesLeadToOneEnd() {
    graph.edge("a", "owns", "b2").edge("c", "built", "b2");

    assertThat(chain.certainty(graph, 100)).isEqualTo(Certainty.DETERMINED);
  }

  @Test
  void isAmbiguousWhereItLeadsToSeveralEnds() {
    graph.edge("d", "built", "b");

    assertThat(chain.certainty(graph, 100)).isEqualTo(Certainty.AMBIGUOUS);
  }

  @Test
  void isAmbiguousWhereAHubCannotBeFollowed() {
    graph.edge("b", "near", "n1").edge("b", "near", "n2");

    assertThat(chain.certainty(graph, 3)).isEqualTo(Certainty.AMBIGUOUS);
    assertThat(chain.certainty(graph, 4)).isEqualTo(Certainty.FUNCTIONAL);
  }
}
