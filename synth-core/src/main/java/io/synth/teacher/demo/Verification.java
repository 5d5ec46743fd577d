package io.synth.teacher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The roles of deep verification: extract, plan, verify, replan, report. */
final class Verification {
  private static final Pattern HEADING =
      Pattern.compile("(?m)^## (Extract|Plan|Verify|Replan|Report)\\b.*$");
  private static final Pattern POINT = Pattern.compile("^\\s*(\\d{1,2})[.)、．]\\s*(\\S.*)$");
  private static final Pattern LABEL = Pattern.compile("^\\s*[\\p{L} ]{2,20}[:：]\\s*$");
  private static final int PAGES_PER_TURN = 3;
  private static final int PAGES_PER_POINT = 2;
  private static final int MOST_TURNS = 12;

  private final List<String> points = new ArrayList<>();
  private final Set<String> queries = new LinkedHashSet<>();
  private final Dossier dossier;
  private final Speech speech;
  private final String topic;
  private final PointJudge judge;

  private Verification(ChatCall call) {
    String prompt = HEADING.matcher(call.firstUser()).replaceAll("").strip();
    this.dossier = Dossier.of(call.turns());
    this.speech = Speech.of(prompt);
    List<String> given = new ArrayList<>();
    StringBuilder running = new StringBuilder();
    for (String line : prompt.lines().toList()) {
      Matcher m = POINT.matcher(line);
      if (LABEL.matcher(line).matches()) {
        continue;
      }
      if (m.matches()) {
        given.add(m.group(2).strip());
      } else {
        running.append(line).append('\n');
      }
    }
    String paragraph = longestBlock(running.toString());
    this.topic = topic(paragraph.isEmpty() ? String.join("\n", given) : paragraph);
    extracted(call, given, paragraph);
    for (String point : points) {
      queries.addAll(queriesFor(point));
    }
    further(call);
    this.judge = new PointJudge(dossier, topic, speech);
  }

  static Verification of(ChatCall call) {
    return new Verification(call);
  }

  /** Whether the latest turn of a role is Verify, which is answered with tools. */
  static boolean isVerifyTurn(ChatCall call) {
    String role = "";
    for (ChatCall.Turn turn : call.turns()) {
      if (turn.role().equals("user")) {
        Matcher m = HEADING.matcher(turn.content());
        role = m.find() && m.start() == 0 ? m.group(1) : role;
      }
    }
    return role.equals("Verify");
  }

  /** The text to verify, apart from the instructions around it. */
  private static String longestBlock(String text) {
    String longest = "";
    for (String block : text.split("\\n\\s*\\n", -1)) {
      longest = block.strip().length() > longest.length() ? block.strip() : longest;
    }
    return longest;
  }

  /** What the paragraph is about: its first name. */
  private static String topic(String paragraph) {
    Matcher zh =
        Pattern.compile(
                "^[《“]?([\\p{IsHan}A-Za-z0-9· ]{2,14}?)[》”]?(?=是|位于|设在|坐落|由|为|在|成立|创办|于|，|的)")
            .matcher(paragraph);
    if (Speech.of(paragraph) == Speech.ZH) {
      return zh.find() ? zh.group(1) : "";
    }
    return Names.in(paragraph).stream().map(Names.Span::text).findFirst().orElse("");
  }

  private void extracted(ChatCall call, List<String> given, String paragraph) {
    for (JsonNode reply : replies(call)) {
      if (points.isEmpty()) {
        reply.path("points").forEach(p -> points.add(p.asText()));
      }
    }
    if (points.isEmpty()) {
      points.addAll(given);
    }
    if (points.isEmpty()) {
      Sentence.split(paragraph.replace('\n', ' ')).forEach(s -> points.add(s.plain()));
    }
    if (points.isEmpty()) {
      points.add(paragraph.isEmpty() ? speech.pick("(no text)", "（无内容）") : paragraph);
    }
  }

  private void further(ChatCall call) {
    for (JsonNode reply : replies(call)) {
      reply.path("checks").forEach(c -> c.path("queries").forEach(q -> queries.add(q.asText())));
      reply.path("queries").forEach(q -> queries.add(q.asText()));
    }
  }

  /** The structured replies in the conversation so far. */
  private static List<JsonNode> replies(ChatCall call) {
    List<JsonNode> replies = new ArrayList<>();
    for (ChatCall.Turn turn : call.turns()) {
      if (turn.role().equals("assistant") && turn.content().startsWith("{")) {
        Json.read(turn.content()).ifPresent(replies::add);
      }
    }
    return replies;
  }

  private List<String> queriesFor(String point) {
    String bare = point.replaceAll("[.。]+$", "");
    boolean named = topic.isEmpty() || Names.mentions(bare, topic);
    return List.of(named ? bare : topic + " " + bare);
  }

  /** The reply of a structured role. */
  ObjectNode structured(String schema) {
    return switch (schema) {
      case "verify_extract" -> {
        ObjectNode reply = Json.object();
        reply.set("points", Json.strings(points));
        yield reply;
      }
      case "verify_plan" -> plan();
      case "verify_replan" -> replan();
      default -> report();
    };
  }

  private ObjectNode plan() {
    ObjectNode reply = Json.object();
    ArrayNode checks = reply.putArray("checks");
    for (int i = 0; i < points.size(); i++) {
      ObjectNode check = checks.addObject().put("point", i + 1);
      check.set("queries", Json.strings(queriesFor(points.get(i))));
    }
    return reply;
  }

  private ObjectNode replan() {
    Set<String> more = new LinkedHashSet<>();
    for (String point : points) {
      if (judge.judge(point).verdict().equals("doubtful")) {
        String key = String.join(" ", Names.in(point).stream().map(Names.Span::text).toList());
        String query = (topic + " " + (key.isEmpty() ? shortened(point) : key)).strip();
        if (!dossier.searched(query)) {
          more.add(query);
        }
      }
    }
    List<String> next = more.stream().limit(3).toList();
    ObjectNode reply = Json.object();
    reply.put("sufficient", next.isEmpty());
    reply.set("queries", Json.strings(next));
    return reply;
  }

  private String shortened(String point) {
    int most = speech == Speech.ZH ? 16 : 60;
    return point.length() > most ? point.substring(0, most) : point;
  }

  private ObjectNode report() {
    ObjectNode reply = Json.object();
    ArrayNode findings = reply.putArray("findings");
    for (int i = 0; i < points.size(); i++) {
      PointJudge.Finding finding = judge.judge(points.get(i));
      ObjectNode item = findings.addObject();
      item.put("point", i + 1);
      item.put("verdict", finding.verdict());
      item.put("explanation", finding.explanation());
      item.set("citations", Json.strings(finding.citations()));
    }
    return reply;
  }

  /** A turn of the Verify role: search, open, or sum the evidence up. */
  DemoReply turn(ChatCall call) {
    boolean mayCall = call.tools().contains("batch_search") && dossier.toolTurns() < MOST_TURNS;
    if (mayCall) {
      List<String> unsearched = queries.stream().filter(q -> !dossier.searched(q)).toList();
      List<String> urls = promising();
      if (!urls.isEmpty()
          && dossier.hits().size() > dossier.pages().size()
          && (unsearched.isEmpty() || unopened())) {
        return ResearchTurn.opening(
            speech.pick("These pages should tell whether the points hold.", "这些网页应能说明各点是否成立。"),
            urls);
      }
      if (!unsearched.isEmpty()) {
        return ResearchTurn.searching(
            speech.pick("I'll search for evidence on each point.", "逐点搜索证据。"),
            unsearched.subList(0, Math.min(5, unsearched.size())));
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < points.size(); i++) {
      text.append(i + 1).append(". ").append(judge.judge(points.get(i)).explanation()).append('\n');
    }
    return DemoReply.say(
        speech.pick("That is the evidence the pages give.", "网页给出的证据如下。"), text.toString().strip());
  }

  private boolean unopened() {
    return dossier.pages().isEmpty();
  }

  /** The best unopened results of the points that have seen least. */
  private List<String> promising() {
    Set<String> urls = new LinkedHashSet<>();
    for (String point : points) {
      Set<String> wanted = Terms.of(topic + " " + point);
      long seen =
          dossier.pages().stream().filter(p -> Terms.coverage(wanted, terms(p)) > 0.6).count();
      if (seen < PAGES_PER_POINT) {
        dossier.hits().stream()
            .filter(h -> !dossier.opened(h.url()) && !urls.contains(h.url()))
            .filter(h -> promise(h, wanted) > 0.3)
            .max(Comparator.comparingDouble(h -> promise(h, wanted)))
            .ifPresent(h -> urls.add(h.url()));
      }
    }
    return urls.stream().limit(PAGES_PER_TURN).toList();
  }

  private static Set<String> terms(OpenedPage page) {
    Set<String> terms = Terms.of(page.title());
    page.text().sentences().forEach(s -> terms.addAll(s.terms()));
    return terms;
  }

  private double promise(Hit hit, Set<String> wanted) {
    double about = !topic.isEmpty() && Names.same(hit.subject(), topic) ? 0.3 : 0;
    return Terms.coverage(wanted, hit.terms()) + about - 0.04 * Hit.rank(hit.authority());
  }
}
