package io.synth.recipe;

/**
 * Thresholds of the recipes. Figures of the Step-DeepResearch report where it gives any; the others
 * are our choice.
 *
 * @param minDegree least degree of an entity that a graph walk starts from (report: 3)
 * @param maxDegree greatest degree of such an entity (report: 10)
 * @param minNodes least entities of the subgraph (report: 10)
 * @param maxNodes most entities of the subgraph (report: 40)
 * @param hubDegree an entity above this degree becomes a leaf (report: 1000)
 * @param minHops least pages that a question must combine (our choice: 2)
 * @param maxHops most pages that a question combines (our choice: 4)
 * @param walkSteps most pages that a walk along links opens (our choice: 8)
 * @param minReportWords least length of a source report, in words, two Chinese characters counted
 *     as one word (our choice: 300)
 */
public record RecipeSettings(
    int minDegree,
    int maxDegree,
    int minNodes,
    int maxNodes,
    int hubDegree,
    int minHops,
    int maxHops,
    int walkSteps,
    int minReportWords) {
  public static final RecipeSettings DEFAULT =
      new RecipeSettings(3, 10, 10, 40, 1000, 2, 4, 8, 300);
}
