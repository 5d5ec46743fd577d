package io.synth.jobs.governor;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.teacher.FakeTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GroupDeskTest {
  private final FakeTime time = new FakeTime();
  private final GroupDesk desk = new GroupDesk(time);

  @Test
  void oneAttemptAtATimeWorksAtAGroup() {
    assertThat(begins("1", "generate-0", 7)).isTrue();
    assertThat(begins("2", "generate-0", 8)).isFalse();
    assertThat(begins("2", "generate-1", 8)).isTrue();
    assertThat(ends("1", "generate-0", 7)).isTrue();
    assertThat(begins("2", "generate-0", 8)).isTrue();
  }

  @Test
  void anAttemptThatWaitsInVainEndsWithoutTakingTheGroupFromTheOther() {
    assertThat(begins("1", "generate-0", 7)).isTrue();
    assertThat(begins("2", "generate-0", 8)).isFalse();
    assertThat(ends("2", "generate-0", 8)).isFalse();
    assertThat(begins("2", "generate-0", 9)).isFalse();
  }

  @Test
  void aQuestionThatIsAskedAgainGetsTheSameAnswer() {
    assertThat(begins("1", "generate-0", 7)).isTrue();
    assertThat(begins("1", "generate-0", 7)).isTrue();
    assertThat(ends("1", "generate-0", 7)).isTrue();
    assertThat(ends("1", "generate-0", 7)).isTrue();
    assertThat(begins("2", "generate-0", 8)).isTrue();
  }

  @Test
  void theGroupsOfALostExecutorAreFreeOnceItMustBeDead() {
    assertThat(begins("1", "generate-0", 7)).isTrue();
    assertThat(begins("2", "generate-1", 8)).isTrue();
    desk.lost("1");
    time.pass(LostExecutors.GRACE.minusMillis(1));
    desk.lost("1");
    assertThat(begins("2", "generate-0", 9)).isFalse();
    time.pass(Duration.ofMillis(1));
    assertThat(begins("2", "generate-0", 9)).isTrue();
    assertThat(begins("3", "generate-1", 10)).isFalse();
  }

  @Test
  void aLostExecutorThatStillLivesEndsItsGroupAndGetsNoOther() {
    assertThat(begins("1", "generate-0", 7)).isTrue();
    desk.lost("1");
    assertThat(begins("1", "generate-1", 8)).isFalse();
    assertThat(ends("1", "generate-0", 7)).isTrue();
    assertThat(begins("2", "generate-0", 9)).isTrue();
    assertThat(begins("1", "generate-0", 10)).isFalse();
    assertThat(begins("2", "generate-1", 11)).isTrue();
  }

  private boolean begins(String executor, String group, long attempt) {
    return desk.answer(new Claim(executor, group, attempt, false));
  }

  private boolean ends(String executor, String group, long attempt) {
    return desk.answer(new Claim(executor, group, attempt, true));
  }
}
