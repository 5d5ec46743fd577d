package io.synth.teacher;

import io.synth.model.TeacherRole;

/** Who takes calls that need not be answered at once. Thread-safe. */
public interface Deferral {
  /** Takes none: all are made at once. */
  Deferral NONE =
      new Deferral() {
        @Override
        public boolean takes(TeacherRole role, String fingerprint) {
          return false;
        }

        @Override
        public void want(WantedCall call) {
          throw new IllegalStateException("no call can be put off");
        }
      };

  /** Whether a call is put off. */
  boolean takes(TeacherRole role, String fingerprint);

  /** Keeps a call to be made later; the item that wants it is worked on again then. */
  void want(WantedCall call);
}
