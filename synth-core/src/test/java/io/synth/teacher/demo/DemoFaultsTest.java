package io.synth.teacher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DemoFaultsTest {
  private static final String QUESTION = "Who designed the Larkspur Aqueduct?";
  private static final int TURNS = 16;

  private static ObjectNode body(String question) {
    return DemoClient.withTools(DemoClient.body("Research.", question));
  }

  private static String answer(UnaryOperator<DemoSettings.Builder> fault, String question) {
    DemoSettings settings = fault.apply(DemoSettings.faultless().toBuilder()).build();
    try (DemoTeacher teacher = DemoTeacher.start(settings)) {
      return World.larkspur().converse(new DemoClient(teacher), body(question), TURNS);
    }
  }

  @Test
  void answersWrongAlthoughItFoundTheRightAnswer() {
    String wrong = answer(s -> s.wrongAnswer(1), QUESTION);
    String year = answer(s -> s.wrongAnswer(1), "When was the Larkspur Aqueduct opened?");
    String chinese = answer(s -> s.wrongAnswer(1), "听雪灯塔是谁设计的？");

    assertThat(wrong).startsWith("<answer>\n").doesNotStartWith("<answer>\nMirabel Oakhurst\n");
    assertThat(year).startsWith("<answer>\n1887\n");
    assertThat(chinese).doesNotStartWith("<answer>\n沈渡之\n");
  }

  @Test
  void answersWithoutCitations() {
    assertThat(answer(s -> s.missingCitation(1), QUESTION))
        .startsWith("<answer>\nMirabel Oakhurst\n")
        .doesNotContain("\\cite");
  }

  @Test
  void refuses() {
    assertThat(answer(s -> s.refusal(1), QUESTION))
        .isEqualTo("I'm sorry, but I can't help with that request.");
    assertThat(answer(s -> s.refusal(1), "听雪灯塔是谁设计的？")).isEqualTo("很抱歉，我无法协助处理这个请求。");
  }

  @Test
  void fallsIntoTheOtherLanguage() {
    assertThat(answer(s -> s.languageMixing(1), QUESTION)).contains("综合以上网页的内容来看");
    assertThat(answer(s -> s.languageMixing(1), "听雪灯塔是谁设计的？")).contains("Taken together");
  }

  @Test
  void loopsInCallsOrInSentences() {
    int endless = 0;
    int repeated = 0;
    for (int seed = 0; seed < 12; seed++) {
      int s = seed;
      try {
        String text = answer(b -> b.loop(1).seed(s), QUESTION);
        repeated += text.split("The answer is therefore", -1).length > 8 ? 1 : 0;
      } catch (AssertionError e) {
        assertThat(e).hasMessage("no answer after " + TURNS + " turns");
        endless++;
      }
    }
    assertThat(endless).isPositive();
    assertThat(repeated).isPositive();
    assertThat(endless + repeated).isEqualTo(12);
  }

  @Test
  void spoilsToolArguments() {
    DemoSettings settings = DemoSettings.faultless().toBuilder().badToolArguments(1).build();
    try (DemoTeacher teacher = DemoTeacher.start(settings)) {
      for (int i = 0; i < 10; i++) {
        String arguments =
            new DemoClient(teacher)
                .chat(body("Who designed Bridge " + i + "?"))
                .message()
                .path("tool_calls")
                .path(0)
                .path("function")
                .path("arguments")
                .asText();

        assertThat(Json.read(arguments).filter(a -> a.has("queries"))).as(arguments).isEmpty();
      }
    }
  }

  @Test
  void spoilsStructuredReplies() {
    DemoSettings settings = DemoSettings.faultless().toBuilder().malformedJson(1).build();
    try (DemoTeacher teacher = DemoTeacher.start(settings)) {
      for (int i = 0; i < 10; i++) {
        String sections =
            "<language>\nen\n</language>\n\n<question>\nWhy do herons stand on one leg "
                + i
                + "?\n</question>";
        ObjectNode body = DemoClient.withSchema(DemoClient.body("Write.", sections), "rubric");
        String reply = new DemoClient(teacher).chat(body).content();

        assertThat(Json.read(reply)).as(reply).isEmpty();
      }
    }
  }

  @Test
  void turnsRequestsAwayOnce() {
    DemoSettings settings =
        DemoSettings.faultless().toBuilder().tooManyRequests(1).retryAfterMillis(2_500).build();
    try (DemoTeacher teacher = DemoTeacher.start(settings)) {
      DemoClient client = new DemoClient(teacher);
      DemoClient.Answer first = client.chat(body(QUESTION));
      DemoClient.Answer second = client.chat(body(QUESTION));

      assertThat(first.status()).isEqualTo(429);
      assertThat(first.retryAfter()).isEqualTo("3");
      assertThat(first.json().path("error").path("message").asText())
          .isEqualTo("too many requests; retry after 2500 ms");
      assertThat(second.status()).isEqualTo(200);
    }
  }

  @Test
  void failsOnceWithAServerError() {
    DemoSettings settings = DemoSettings.faultless().toBuilder().serverError(1).build();
    try (DemoTeacher teacher = DemoTeacher.start(settings)) {
      DemoClient client = new DemoClient(teacher);
      DemoClient.Answer first = client.chat(body(QUESTION));

      assertThat(first.status()).isIn(500, 503);
      assertThat(first.json().path("error").path("message").asText())
          .isEqualTo("the server failed this once; retry");
      assertThat(client.chat(body(QUESTION)).status()).isEqualTo(200);
    }
  }

  @Test
  void isSlowAndYetAnswers() {
    DemoSettings settings = DemoSettings.faultless().toBuilder().slow(1).slowMillis(5).build();
    try (DemoTeacher teacher = DemoTeacher.start(settings)) {
      assertThat(new DemoClient(teacher).chat(body(QUESTION)).status()).isEqualTo(200);
    }
  }

  @Test
  void drawsTrajectoryFaultsAboutAsOftenAsTold() {
    FaultLottery lottery = new FaultLottery(DemoSettings.realistic(3));
    int hits = 0;
    for (int i = 0; i < 2000; i++) {
      hits += lottery.draw("wrong answer 0", "question " + i) < 0.08 ? 1 : 0;
    }
    assertThat(hits).isBetween(120, 200);
  }
}
