package io.synth.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One capability-sized prompt made from a seed, with its evidence and its expected outcome. Fields
 * as in the Avro schema of the same name.
 */
public record Task(
    String taskId,
    String seedId,
    Capability capability,
    String recipe,
    Language language,
    String prompt,
    @Nullable String context,
    @Nullable String answer,
    List<String> aliases,
    List<String> plan,
    List<Claim> claims,
    List<RubricItem> rubric,
    @Nullable String reference,
    List<Evidence> evidence,
    List<Triple> formalization,
    int hops,
    String writer,
    Usage usage) {
  public Task {
    aliases = List.copyOf(aliases);
    plan = List.copyOf(plan);
    claims = List.copyOf(claims);
    rubric = List.copyOf(rubric);
    evidence = List.copyOf(evidence);
    formalization = List.copyOf(formalization);
  }

  /**
   * Starts a task of a seed. Defaults: no context, answer, plan, claims, rubric, reference,
   * evidence; 0 hops; no writer; nothing consumed. The id is made from seed, recipe and prompt.
   */
  public static Builder builder(Seed seed, Capability capability, String recipe, String prompt) {
    return new Builder(seed, capability, recipe, prompt);
  }

  /** Collects the parts of a task. */
  public static final class Builder {
    private final Seed seed;
    private final Capability capability;
    private final String recipe;
    private final String prompt;
    private @Nullable String context;
    private @Nullable String answer;
    private List<String> aliases = List.of();
    private List<String> plan = List.of();
    private List<Claim> claims = List.of();
    private List<RubricItem> rubric = List.of();
    private @Nullable String reference;
    private List<Evidence> evidence = List.of();
    private List<Triple> formalization = List.of();
    private int hops = 0;
    private String writer = "";
    private Usage usage = Usage.NONE;

    private Builder(Seed seed, Capability capability, String recipe, String prompt) {
      this.seed = seed;
      this.capability = capability;
      this.recipe = recipe;
      this.prompt = prompt;
    }

    public Builder context(@Nullable String context) {
      this.context = context;
      return this;
    }

    public Builder answer(@Nullable String answer) {
      this.answer = answer;
      return this;
    }

    public Builder aliases(List<String> aliases) {
      this.aliases = aliases;
      return this;
    }

    public Builder plan(List<String> plan) {
      this.plan = plan;
      return this;
    }

    public Builder claims(List<Claim> claims) {
      this.claims = claims;
      return this;
    }

    public Builder rubric(List<RubricItem> rubric) {
      this.rubric = rubric;
      return this;
    }

    public Builder reference(@Nullable String reference) {
      this.reference = reference;
      return this;
    }

    public Builder evidence(List<Evidence> evidence) {
      this.evidence = evidence;
      return this;
    }

    public Builder formalization(List<Triple> formalization) {
      this.formalization = formalization;
      return this;
    }

    public Builder hops(int hops) {
      this.hops = hops;
      return this;
    }

    public Builder writer(String writer) {
      this.writer = writer;
      return this;
    }

    public Builder usage(Usage usage) {
      this.usage = usage;
      return this;
    }

    public Task build() {
      return new Task(
          ContentHash.id("task", seed.seedId(), recipe, prompt),
          seed.seedId(),
          capability,
          recipe,
          seed.language(),
          prompt,
          context,
          answer,
          aliases,
          plan,
          claims,
          rubric,
          reference,
          evidence,
          formalization,
          hops,
          writer,
          usage);
    }
  }
}
