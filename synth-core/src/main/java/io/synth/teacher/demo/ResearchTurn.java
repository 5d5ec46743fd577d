package io.synth.teacher.demo;

import io.synth.model.ContentHash;
import java.util.List;

/** One turn of a conversation with tools: the next call, or the answer. */
final class ResearchTurn {
  private static final int MOST_TOOL_TURNS = 14;

  private final ChatCall call;
  private final Dossier dossier;
  private final boolean wrong;
  private final Prompt prompt;
  private final List<String> excluded;
  private final boolean mayCall;

  /**
   * @param wrong whether to answer wrong although the pages tell the right answer
   */
  ResearchTurn(ChatCall call, Dossier dossier, boolean wrong) {
    this.call = call;
    this.dossier = dossier;
    this.wrong = wrong;
    this.prompt = Prompt.of(call.firstUser());
    this.excluded = Attempts.before(call.turns());
    int allowance = MOST_TOOL_TURNS * (1 + excluded.size());
    this.mayCall = call.tools().contains("batch_search") && dossier.toolTurns() < allowance;
  }

  DemoReply reply() {
    if (prompt.open()) {
      return new ReportTurn(prompt, dossier, call.tools(), mayCall).reply();
    }
    Step step = step();
    if (step instanceof Step.Search search) {
      return searching(search.thought(), search.queries());
    }
    if (step instanceof Step.Open open) {
      return opening(open.thought(), open.urls());
    }
    ShortAnswer answer = new ShortAnswer(dossier, prompt.speech());
    if (step instanceof Step.Known known) {
      return answer.of(wrong ? answer.spoilt(known) : known, !excluded.isEmpty());
    }
    return answer.none(prompt.question());
  }

  private Step step() {
    Step step = new Step.Unknown(prompt.question());
    if (prompt.asked().isPresent()) {
      boolean lot = Math.floorMod(ContentHash.seed("cross-check", prompt.question()), 5) < 3;
      boolean crossCheck = lot || !excluded.isEmpty();
      Resolver resolver = new Resolver(dossier, prompt.speech(), excluded, crossCheck);
      step = resolver.resolve(prompt.asked().get());
    }
    if (isAction(step) && !mayCall) {
      // A chain that breaks off may still answer without the second source it wanted.
      step =
          new Resolver(dossier, prompt.speech(), excluded, false)
              .resolve(prompt.asked().orElseThrow());
    }
    if (step instanceof Step.Unknown || (isAction(step) && !mayCall)) {
      step = new LooseSearch(dossier, prompt.speech(), prompt.question(), excluded).step(!mayCall);
    }
    return step;
  }

  private static boolean isAction(Step step) {
    return step instanceof Step.Search || step instanceof Step.Open;
  }

  static DemoReply searching(String thought, List<String> queries) {
    var arguments = Json.object();
    arguments.set("queries", Json.strings(queries.stream().limit(5).toList()));
    return DemoReply.call(thought, "batch_search", arguments);
  }

  static DemoReply opening(String thought, List<String> urls) {
    var arguments = Json.object();
    arguments.set("urls", Json.strings(urls.stream().limit(5).toList()));
    return DemoReply.call(thought, "batch_open", arguments);
  }
}
