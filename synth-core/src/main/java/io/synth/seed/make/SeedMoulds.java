package io.synth.seed.make;

import java.util.List;

/** The kinds of seeds that can be made from pages. */
final class SeedMoulds {
  static final List<SeedMould> ALL =
      List.of(new DocumentSeeds(), new ReportSeeds(), new ParagraphSeeds());

  private SeedMoulds() {}
}
