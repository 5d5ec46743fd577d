package io.synth.teacher.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Chooses who answers a request; every kind of reply is registered here. Thread-safe. */
final class Replies {
  private static final Map<String, StructuredReply> STRUCTURED =
      List.of(
              new PlanTaskReply(),
              new ReportTaskReply(),
              new TripleEvidenceReply(),
              new GraphQuestionReply(),
              new WalkStepReply(),
              new WalkQuestionReply(),
              new RubricReply(),
              new AnswerJudgementReply(),
              new SupportJudgementReply(),
              new PlanJudgementReply())
          .stream()
          .collect(Collectors.toUnmodifiableMap(StructuredReply::schema, Function.identity()));

  private static final Set<String> VERIFICATION =
      Set.of("verify_extract", "verify_plan", "verify_replan", "verify_report");

  /** Names of the schemas that there are replies for. */
  static final Set<String> SCHEMAS =
      java.util.stream.Stream.concat(STRUCTURED.keySet().stream(), VERIFICATION.stream())
          .collect(Collectors.toUnmodifiableSet());

  private final Faults faults;

  Replies(FaultLottery lottery) {
    this.faults = new Faults(lottery);
  }

  DemoReply reply(ChatCall call) {
    return faults.applied(call, right(call));
  }

  private DemoReply right(ChatCall call) {
    StructuredReply structured = STRUCTURED.get(call.schema());
    if (structured != null) {
      Sections sections = Sections.of(call.firstUser());
      ObjectNode reply = structured.reply(sections, sections.speech());
      return DemoReply.say(reply.toString());
    }
    if (VERIFICATION.contains(call.schema())) {
      return DemoReply.say(Verification.of(call).structured(call.schema()).toString());
    }
    if (Verification.isVerifyTurn(call)) {
      return Verification.of(call).turn(call);
    }
    Dossier dossier = Dossier.of(call.turns());
    if (!call.tools().isEmpty() || !dossier.pages().isEmpty() || dossier.toolTurns() > 0) {
      return new ResearchTurn(call, dossier, faults.wrong(call)).reply();
    }
    return PlainReply.to(call);
  }
}
