package io.synth.text;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import io.synth.SynthException;
import java.util.Map;
import java.util.TreeMap;

/** The tokenizers there are, by name. A vocabulary is loaded once, when it is first asked for. */
public final class Tokenizers {
  private static final Map<String, EncodingType> TYPES =
      new TreeMap<>(
          Map.of(
              "cl100k_base", EncodingType.CL100K_BASE,
              "o200k_base", EncodingType.O200K_BASE));

  private Tokenizers() {}

  /** Holds the registry apart, so that a class that only lists the names loads no vocabulary. */
  private static final class Registry {
    static final EncodingRegistry LAZY = Encodings.newLazyEncodingRegistry();
  }

  /**
   * The tokenizer of a name.
   *
   * @throws SynthException when there is none, listing the names there are
   */
  public static Tokenizer of(String name) {
    EncodingType type = TYPES.get(name);
    if (type == null) {
      throw new SynthException(
          SynthException.Code.CONFIGURATION,
          "there is no tokenizer '" + name + "'; use one of " + String.join(", ", TYPES.keySet()));
    }
    return new JTokkitTokenizer(Registry.LAZY.getEncoding(type));
  }
}
