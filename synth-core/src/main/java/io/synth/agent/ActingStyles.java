package io.synth.agent;

import java.util.List;

/** The ways of acting there are. */
final class ActingStyles {
  private static final List<ActingStyle> ALL =
      List.of(new ReactActing(), new ReflectActing(), new DeepVerifyActing(), new DirectActing());

  private ActingStyles() {}

  static ActingStyle of(Acting acting) {
    return ALL.stream()
        .filter(style -> style.acting() == acting)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no style is registered for " + acting.label()));
  }
}
