package io.synth.teacher.demo;

/**
 * How the demo teacher errs. Shares are of 0 to 1; each is drawn by lot from the request and {@code
 * seed}, so that equal requests meet equal faults.
 *
 * @param seed of the lottery
 * @param wrongAnswer share of conversations whose first answer is wrong although the right one was
 *     found
 * @param loop of conversations that repeat a call, or a sentence, again and again
 * @param malformedJson of structured replies that are no valid JSON
 * @param missingCitation of conversations that answer without citations
 * @param refusal of conversations that are declined
 * @param languageMixing of conversations whose answer falls into the other language
 * @param badToolArguments of tool calls whose arguments do not fit the tool
 * @param tooManyRequests of requests that get 429 at the first attempt
 * @param retryAfterMillis what that 429 tells in {@code retry-after-ms}, and in whole seconds in
 *     {@code Retry-After}
 * @param slow of requests that are answered late
 * @param slowMillis how late, in milliseconds
 * @param serverError of requests that get 500 or 503 at the first attempt
 * @param contextTokens longest prompt, in tokens as the teacher counts them
 */
public record DemoSettings(
    long seed,
    double wrongAnswer,
    double loop,
    double malformedJson,
    double missingCitation,
    double refusal,
    double languageMixing,
    double badToolArguments,
    double tooManyRequests,
    int retryAfterMillis,
    double slow,
    int slowMillis,
    double serverError,
    int contextTokens) {
  public DemoSettings {
    share("wrongAnswer", wrongAnswer);
    share("loop", loop);
    share("malformedJson", malformedJson);
    share("missingCitation", missingCitation);
    share("refusal", refusal);
    share("languageMixing", languageMixing);
    share("badToolArguments", badToolArguments);
    share("tooManyRequests", tooManyRequests);
    share("slow", slow);
    share("serverError", serverError);
    atLeast("retryAfterMillis", retryAfterMillis, 0);
    atLeast("slowMillis", slowMillis, 0);
    atLeast("contextTokens", contextTokens, 1);
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be a share of 0 to 1, not " + value);
    }
  }

  private static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", not " + value);
    }
  }

  /** A teacher with the faults of a real one, at the builder's defaults. */
  public static DemoSettings realistic(long seed) {
    return builder().seed(seed).build();
  }

  /** A teacher that errs only where its rules do. */
  public static DemoSettings faultless() {
    return builder()
        .wrongAnswer(0)
        .loop(0)
        .malformedJson(0)
        .missingCitation(0)
        .refusal(0)
        .languageMixing(0)
        .badToolArguments(0)
        .tooManyRequests(0)
        .slow(0)
        .serverError(0)
        .build();
  }

  /**
   * Starts from the defaults: seed 0, wrong answers 8 %, loops 3 %, malformed JSON 3 %, missing
   * citations 6 %, refusals 2 %, mixing 3 %, bad tool arguments 3 %, 429 2 % (retry after 100 ms),
   * slow 1 % (500 ms), server errors 1 %, context 131,072 tokens.
   */
  public static Builder builder() {
    return new Builder();
  }

  /** These settings, to change some of. */
  public Builder toBuilder() {
    return builder()
        .seed(seed)
        .wrongAnswer(wrongAnswer)
        .loop(loop)
        .malformedJson(malformedJson)
        .missingCitation(missingCitation)
        .refusal(refusal)
        .languageMixing(languageMixing)
        .badToolArguments(badToolArguments)
        .tooManyRequests(tooManyRequests)
        .retryAfterMillis(retryAfterMillis)
        .slow(slow)
        .slowMillis(slowMillis)
        .serverError(serverError)
        .contextTokens(contextTokens);
  }

  /** Collects the settings. */
  public static final class Builder {
    private long seed;
    private double wrongAnswer = 0.08;
    private double loop = 0.03;
    private double malformedJson = 0.03;
    private double missingCitation = 0.06;
    private double refusal = 0.02;
    private double languageMixing = 0.03;
    private double badToolArguments = 0.03;
    private double tooManyRequests = 0.02;
    private int retryAfterMillis = 100;
    private double slow = 0.01;
    private int slowMillis = 500;
    private double serverError = 0.01;
    private int contextTokens = 131_072;

    private Builder() {}

    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    public Builder wrongAnswer(double share) {
      this.wrongAnswer = share;
      return this;
    }

    public Builder loop(double share) {
      this.loop = share;
      return this;
    }

    public Builder malformedJson(double share) {
      this.malformedJson = share;
      return this;
    }

    public Builder missingCitation(double share) {
      this.missingCitation = share;
      return this;
    }

    public Builder refusal(double share) {
      this.refusal = share;
      return this;
    }

    public Builder languageMixing(double share) {
      this.languageMixing = share;
      return this;
    }

    public Builder badToolArguments(double share) {
      this.badToolArguments = share;
      return this;
    }

    public Builder tooManyRequests(double share) {
      this.tooManyRequests = share;
      return this;
    }

    public Builder retryAfterMillis(int millis) {
      this.retryAfterMillis = millis;
      return this;
    }

    public Builder slow(double share) {
      this.slow = share;
      return this;
    }

    public Builder slowMillis(int millis) {
      this.slowMillis = millis;
      return this;
    }

    public Builder serverError(double share) {
      this.serverError = share;
      return this;
    }

    public Builder contextTokens(int tokens) {
      this.contextTokens = tokens;
      return this;
    }

    /**
     * Checks and gives the settings.
     *
     * @throws IllegalArgumentException when a share is not of 0 to 1, or a number is too small
     */
    public DemoSettings build() {
      return new DemoSettings(
          seed,
          wrongAnswer,
          loop,
          malformedJson,
          missingCitation,
          refusal,
          languageMixing,
          badToolArguments,
          tooManyRequests,
          retryAfterMillis,
          slow,
          slowMillis,
          serverError,
          contextTokens);
    }
  }
}
