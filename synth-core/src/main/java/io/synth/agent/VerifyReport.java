package io.synth.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.model.Claim;
import io.synth.model.Finding;
import io.synth.model.Labelled;
import io.synth.model.Language;
import io.synth.model.Source;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The last reply of a deep verification: a finding and its explanation for each point. */
record VerifyReport(List<Finding> findings, List<String> explanations) {
  private static final Pattern SOURCE_ID = Pattern.compile("web_[0-9a-f]{8}");

  VerifyReport {
    findings = List.copyOf(findings);
    explanations = List.copyOf(explanations);
  }

  /** What is wrong with a reply: it must judge each point once. */
  static Optional<String> problem(JsonNode reply, int points) {
    List<Integer> judged = new ArrayList<>();
    reply.path("findings").forEach(finding -> judged.add(finding.path("point").asInt()));
    List<Integer> expected = IntStream.rangeClosed(1, points).boxed().toList();
    return judged.stream().sorted().toList().equals(expected)
        ? Optional.empty()
        : Optional.of(
            "it must have one finding for each of the points 1 to "
                + points
                + ", and it has findings for "
                + judged.stream().map(String::valueOf).collect(Collectors.joining(", ")));
  }

  /** Reads a reply without problem; its points are put in order. */
  static VerifyReport of(JsonNode reply, List<String> points, List<Source> opened) {
    Map<Integer, JsonNode> byPoint = new TreeMap<>();
    reply.path("findings").forEach(node -> byPoint.put(node.path("point").asInt(), node));
    List<Finding> findings = new ArrayList<>();
    List<String> explanations = new ArrayList<>();
    byPoint.forEach(
        (point, node) -> {
          findings.add(
              new Finding(
                  points.get(point - 1),
                  Labelled.of(Claim.Verdict.class, node.path("verdict").asText()),
                  citations(node, opened)));
          explanations.add(Citations.strip(node.path("explanation").asText()).strip());
        });
    return new VerifyReport(findings, explanations);
  }

  /** The report as a person reads it: for each point its verdict, why, and the sources. */
  String text(Language language) {
    String layout = AgentPrompts.text("verify_finding", language);
    return IntStream.range(0, findings.size())
        .mapToObj(
            i -> {
              Finding finding = findings.get(i);
              String cites =
                  finding.citations().isEmpty() ? "" : Citations.cite(finding.citations());
              return PromptText.fill(
                      layout,
                      Map.of(
                          "number", Integer.toString(i + 1),
                          "point", Sections.line(finding.claim()),
                          "verdict", verdict(finding.verdict(), language),
                          "explanation", explanations.get(i),
                          "citations", cites))
                  .strip();
            })
        .collect(Collectors.joining("\n\n"));
  }

  private static String verdict(Claim.Verdict verdict, Language language) {
    boolean chinese = language == Language.ZH;
    return switch (verdict) {
      case SUPPORT -> chinese ? "支持" : "Supported";
      case REFUTE -> chinese ? "反驳" : "Refuted";
      case DOUBTFUL -> chinese ? "存疑" : "Doubtful";
    };
  }

  /**
   * Ids of sources, whether given bare, in brackets, as a citation or as the address of an opened
   * page. What is none of these stays as it is, for a check to find.
   */
  private static List<String> citations(JsonNode finding, List<Source> opened) {
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode citation : finding.path("citations")) {
      String given = citation.asText().strip();
      List<String> named = SOURCE_ID.matcher(given).results().map(match -> match.group()).toList();
      if (!named.isEmpty()) {
        ids.addAll(named);
      } else if (!given.isEmpty()) {
        ids.add(
            opened.stream()
                .filter(source -> source.url().equals(given))
                .map(Source::id)
                .findFirst()
                .orElse(given));
      }
    }
    // Some teachers cite in the explanation only.
    Citations.ids(finding.path("explanation").asText()).stream()
        .filter(id -> SOURCE_ID.matcher(id).matches())
        .forEach(ids::add);
    return List.copyOf(ids);
  }
}
