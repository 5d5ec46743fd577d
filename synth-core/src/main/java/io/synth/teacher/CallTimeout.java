package io.synth.teacher;

import io.synth.config.TeacherConfig;
import io.synth.config.TeacherTimeouts;
import io.synth.teacher.CallFailure.Charge;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;

/** The timeouts of a call. Each tells what it waited for and which setting to raise. */
enum CallTimeout {
  CONNECT("timeout while connecting", "connect", "no connection stood", Charge.NONE),
  FIRST_BYTE("timeout before the first byte", "read", "no reply began", Charge.UNKNOWN),
  BETWEEN("timeout between bytes", "between", "no further byte came", Charge.UNKNOWN),
  CALL("timeout of the whole call", "call", "the reply was not whole", Charge.UNKNOWN);

  private final String label;
  private final String key;
  private final String missed;
  private final Charge charge;

  CallTimeout(String label, String key, String missed, Charge charge) {
    this.label = label;
    this.key = key;
    this.missed = missed;
    this.charge = charge;
  }

  /** Whether a failure's label says that the server was reached and took too long. */
  static boolean slow(String label) {
    return !label.equals(CONNECT.label)
        && Arrays.stream(values()).anyMatch(timeout -> timeout.label.equals(label));
  }

  /** A call that it ended. */
  CallFailure failure(TeacherConfig teacher) {
    return CallFailure.of(
        "unavailable",
        label,
        true,
        charge,
        missed
            + " within "
            + seconds(limit(teacher.timeouts()))
            + " s (teachers."
            + teacher.name()
            + ".timeouts."
            + key
            + "; raise it where that is too short)");
  }

  private Duration limit(TeacherTimeouts timeouts) {
    return switch (this) {
      case CONNECT -> timeouts.connect();
      case FIRST_BYTE -> timeouts.read();
      case BETWEEN -> timeouts.between();
      case CALL -> timeouts.call();
    };
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
  }
}
