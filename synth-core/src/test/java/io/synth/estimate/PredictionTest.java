package io.synth.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.synth.SynthException;
import io.synth.model.TeacherRole;
import io.synth.model.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionTest {
  private static final Prediction PREDICTION =
      new Prediction(
          List.of("runs/a", "runs/b"),
          false,
          new Estimate(
              10,
              20,
              40,
              List.of(
                  new Estimate.Line(
                      new Part("generate", TeacherRole.ACTOR),
                      "big",
                      new Usage(400, 40_000, 20_000, 1_000, 4_000, 500, 0.125)),
                  new Estimate.Line(new Part("check", TeacherRole.JUDGE), "small", Usage.NONE))));

  @Test
  void aRunFolderKeepsIt() {
    assertThat(Prediction.ofJson(PREDICTION.json(), "prediction.json")).isEqualTo(PREDICTION);
  }

  @Test
  void aResumedRunKeepsTheFirstOneAndSaysSo() {
    Prediction resumed = PREDICTION.whenResumed();
    assertThat(resumed.resumed()).isTrue();
    assertThat(resumed.estimate()).isEqualTo(PREDICTION.estimate());
    assertThat(Prediction.ofJson(resumed.json(), "prediction.json")).isEqualTo(resumed);
  }

  @Test
  void itTellsWhatItWasMadeFrom() {
    assertThat(PREDICTION.basis()).isEqualTo("runs/a, runs/b");
    assertThat(new Prediction(List.of(), false, PREDICTION.estimate()).basis())
        .isEqualTo("the sample run with the demo teacher");
  }

  @Test
  void somethingElseIsToldWithTheRemedy() {
    for (String other : List.of("{", "{}", PREDICTION.json().replace("judge", "jury"))) {
      assertThatThrownBy(() -> Prediction.ofJson(other, "run/prediction.json"))
          .isInstanceOf(SynthException.class)
          .hasMessage(
              "run/prediction.json holds no prediction; remove it, and the run makes another one");
    }
  }
}
