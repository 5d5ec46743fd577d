package io.synth.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user brings: one line of a seed file that passed validation. Fields as in the Avro schema
 * of the same name.
 */
public record Seed(
    String seedId,
    String name,
    SeedKind kind,
    Language language,
    List<Capability> capabilities,
    String source,
    long line,
    @Nullable String question,
    @Nullable String answer,
    List<String> aliases,
    List<RubricItem> rubric,
    @Nullable String title,
    @Nullable String abstractText,
    @Nullable String text,
    List<Claim> claims,
    @Nullable String graph,
    @Nullable String entity,
    List<String> urls) {
  public Seed {
    capabilities = List.copyOf(capabilities);
    aliases = List.copyOf(aliases);
    rubric = List.copyOf(rubric);
    claims = List.copyOf(claims);
    urls = List.copyOf(urls);
  }
}
