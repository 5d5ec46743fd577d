package io.synth.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.fake.Trials;
import io.synth.teacher.Observation.Sign;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TeacherCircuitTest {
  private final TeacherCircuit circuit = new TeacherCircuit("t");
  private long now = 1_000_000;

  @ParameterizedTest
  @EnumSource(
      value = Sign.class,
      names = {"DOWN", "TIMEOUT"})
  void failuresInARowOpenIt(Sign sign) {
    for (int i = 1; i < TeacherCircuit.IN_A_ROW; i++) {
      end(sign);
      assertThat(circuit.waitMs(now)).isZero();
    }
    end(sign);
    assertThat(circuit.waitMs(now)).isBetween(750L, 1_000L);
  }

  @Test
  void aServerThatMostlyFailsOpensItToo() {
    int calls = 0;
    while (!circuit.open() && calls < 1_000) {
      end(++calls % 6 == 0 ? Sign.ALIVE : Sign.DOWN);
    }
    assertThat(calls).as("five of six fail").isLessThan(40);
  }

  @Test
  void passingFaultsDoNotOpenIt() {
    Trials.of(
        20,
        random -> {
          TeacherCircuit one = new TeacherCircuit("t");
          for (int i = 0; i < 2_000; i++) {
            one.settle(seen(random.nextInt(10) == 0 ? Sign.DOWN : Sign.ALIVE), now);
            assertThat(one.open()).isFalse();
          }
        });
  }

  @Test
  void errorsThatAreTheRequestsOwnDoNotOpenIt() {
    for (int i = 0; i < 100; i++) {
      end(Sign.ALIVE);
      end(Sign.NONE);
    }
    assertThat(circuit.open()).isFalse();
  }

  @Test
  void singleProbesGoAfterGrowingWaitsThatAreTheSameInEachRun() {
    List<Long> waits = waits(circuit);
    for (int i = 0; i < waits.size(); i++) {
      long longest = Math.min(1_000L << i, 60_000);
      assertThat(waits.get(i)).as("wait %d", i).isBetween(longest * 3 / 4, longest);
    }
    assertThat(waits(new TeacherCircuit("t"))).isEqualTo(waits);
    assertThat(waits(new TeacherCircuit("u")))
        .as("teachers are not probed at once")
        .isNotEqualTo(waits);
  }

  private List<Long> waits(TeacherCircuit one) {
    for (int i = 0; i < TeacherCircuit.IN_A_ROW; i++) {
      one.settle(seen(Sign.DOWN), now);
    }
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      long wait = one.waitMs(now);
      waits.add(wait);
      now += wait;
      assertThat(one.waitMs(now)).as("a probe may go").isZero();
      one.start(now);
      assertThat(one.waitMs(now)).as("and no second one").isPositive();
      one.settle(seen(Sign.DOWN), now);
    }
    return waits;
  }

  @Test
  void aSuccessClosesIt() {
    waits(circuit);
    end(Sign.ALIVE);
    assertThat(circuit.open()).isFalse();
    assertThat(circuit.standing(now)).isEqualTo(Standing.well("t"));
  }

  @Test
  void aClockThatIsSetBackDoesNotKeepItOpenForLonger() {
    waits(circuit);
    assertThat(circuit.waitMs(now - 86_400_000)).isEqualTo(TeacherCircuit.LONGEST_WAIT_MS);
  }

  @Test
  void tellsHowTheTeacherStands() {
    assertThat(circuit.standing(now).describe()).isEqualTo("teacher 't' answers");
    for (int i = 0; i < TeacherCircuit.IN_A_ROW; i++) {
      end(Sign.DOWN);
    }
    now += 12_000;
    circuit.start(now);
    end(Sign.TIMEOUT);
    Standing standing = circuit.standing(now);
    assertThat(standing.open()).isTrue();
    assertThat(standing.troubleMs()).isEqualTo(12_000);
    assertThat(standing.describe())
        .isEqualTo(
            "teacher 't' has been down for 12 s: 9 calls failed, the last with TIMEOUT: said so;"
                + " the next probe goes in 2 s");
  }

  @ParameterizedTest
  @CsvSource({
    "503, unavailable, HTTP 503, DOWN",
    "500, unavailable, HTTP 500, DOWN",
    "529, unavailable, HTTP 529, DOWN",
    "504, unavailable, HTTP 504, TIMEOUT",
    "408, unavailable, HTTP 408, TIMEOUT",
    "409, unavailable, HTTP 409, ALIVE",
    "429, rate_limited, HTTP 429, ALIVE",
    "400, context_length, HTTP 400, ALIVE",
    ", unavailable, connection refused, DOWN",
    ", unavailable, timeout while connecting, DOWN",
    ", unavailable, timeout before the first byte, TIMEOUT",
    ", unavailable, timeout between bytes, TIMEOUT",
    ", unavailable, timeout of the whole call, TIMEOUT",
    ", truncated, truncated reply, DOWN",
    ", invalid_response, invalid JSON, ALIVE",
    ", interrupted, interrupted, NONE",
  })
  void tellsAServersTroubleFromARequests(
      @org.jspecify.annotations.Nullable Integer status, String reason, String label, Sign sign) {
    CallFailure failure =
        status == null
            ? CallFailure.of(reason, label, true, CallFailure.Charge.UNKNOWN, "words")
            : CallFailure.ofStatus(reason, status, true, "words");
    assertThat(Observation.of(failure).sign()).isEqualTo(sign);
    assertThat(Observation.of(failure).failure()).isEqualTo(label + ": words");
  }

  private void end(Sign sign) {
    circuit.settle(seen(sign), now);
  }

  private static Observation seen(Sign sign) {
    return new Observation(sign, 5, RateHeaders.NONE, sign + ": said so");
  }
}
