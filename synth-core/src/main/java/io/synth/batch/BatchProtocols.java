package io.synth.batch;

import io.synth.SynthException;
import io.synth.config.TeacherConfig;
import java.util.Map;

/** The batch interfaces by the name of the teachers' protocol. */
public final class BatchProtocols {
  private static final Map<String, BatchProtocol> ALL =
      Map.of("openai", new OpenAiBatches(), "anthropic", new AnthropicBatches());

  private BatchProtocols() {}

  /** The one of a teacher. */
  static BatchProtocol of(TeacherConfig teacher) {
    BatchProtocol protocol = ALL.get(teacher.protocol());
    if (protocol == null) {
      throw new SynthException(
          SynthException.Code.CONFIGURATION,
          "batch.roles: teacher '"
              + teacher.name()
              + "' has protocol "
              + teacher.protocol()
              + ", for which there is no batch interface; take its roles out");
    }
    return protocol;
  }
}
