package io.synth.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** Builds a {@link TeacherConfig}; {@link TeacherConfig#builder} names the defaults. */
public final class TeacherConfigBuilder {
  private final String name;
  private String protocol = "openai";
  private String baseUrl = "";
  private String model = "";
  private ApiKeySource apiKey = ApiKeySource.NONE;
  private Prices prices = Prices.FREE;
  private RateLimits limits = RateLimits.NONE;
  private Budget budget = Budget.NONE;
  private TeacherTimeouts timeouts = TeacherTimeouts.DEFAULT;
  private RetrySettings retry = RetrySettings.DEFAULT;
  private int contextTokens = 32_768;
  private SamplingDefaults sampling = SamplingDefaults.OPEN;
  private Set<SamplingSetting> omit = Set.of();
  private boolean idempotencyKey = true;
  private boolean cacheControl = true;
  private boolean toolChoiceNone = true;
  private boolean stream = false;
  private StructuredMode structured = StructuredMode.JSON_SCHEMA;
  private ToolMode tools = ToolMode.NATIVE;
  private boolean inlineThink = true;
  private boolean sendReasoning = false;
  private String maxTokensKey = "max_tokens";
  private Map<String, String> headers = Map.of();
  private Map<String, JsonNode> body = Map.of();

  TeacherConfigBuilder(String name) {
    this.name = name;
  }

  TeacherConfigBuilder(TeacherConfig config) {
    this.name = config.name();
    this.protocol = config.protocol();
    this.baseUrl = config.baseUrl();
    this.model = config.model();
    this.apiKey = config.apiKey();
    this.prices = config.prices();
    this.limits = config.limits();
    this.budget = config.budget();
    this.timeouts = config.timeouts();
    this.retry = config.retry();
    this.contextTokens = config.contextTokens();
    this.sampling = config.sampling();
    this.omit = config.omit();
    this.idempotencyKey = config.idempotencyKey();
    this.cacheControl = config.cacheControl();
    this.toolChoiceNone = config.toolChoiceNone();
    this.stream = config.stream();
    this.structured = config.structured();
    this.tools = config.tools();
    this.inlineThink = config.inlineThink();
    this.sendReasoning = config.sendReasoning();
    this.maxTokensKey = config.maxTokensKey();
    this.headers = config.headers();
    this.body = config.body();
  }

  public TeacherConfigBuilder protocol(String value) {
    this.protocol = value;
    return this;
  }

  public TeacherConfigBuilder baseUrl(String value) {
    this.baseUrl = value;
    return this;
  }

  public TeacherConfigBuilder model(String value) {
    this.model = value;
    return this;
  }

  public TeacherConfigBuilder apiKey(ApiKeySource value) {
    this.apiKey = value;
    return this;
  }

  public TeacherConfigBuilder prices(Prices value) {
    this.prices = value;
    return this;
  }

  public TeacherConfigBuilder limits(RateLimits value) {
    this.limits = value;
    return this;
  }

  public TeacherConfigBuilder budget(Budget value) {
    this.budget = value;
    return this;
  }

  public TeacherConfigBuilder timeouts(TeacherTimeouts value) {
    this.timeouts = value;
    return this;
  }

  public TeacherConfigBuilder retry(RetrySettings value) {
    this.retry = value;
    return this;
  }

  public TeacherConfigBuilder contextTokens(int value) {
    this.contextTokens = value;
    return this;
  }

  public TeacherConfigBuilder sampling(SamplingDefaults value) {
    this.sampling = value;
    return this;
  }

  public TeacherConfigBuilder omit(Set<SamplingSetting> value) {
    this.omit = value;
    return this;
  }

  public TeacherConfigBuilder idempotencyKey(boolean value) {
    this.idempotencyKey = value;
    return this;
  }

  public TeacherConfigBuilder cacheControl(boolean value) {
    this.cacheControl = value;
    return this;
  }

  public TeacherConfigBuilder toolChoiceNone(boolean value) {
    this.toolChoiceNone = value;
    return this;
  }

  public TeacherConfigBuilder stream(boolean value) {
    this.stream = value;
    return this;
  }

  public TeacherConfigBuilder structured(StructuredMode value) {
    this.structured = value;
    return this;
  }

  public TeacherConfigBuilder tools(ToolMode value) {
    this.tools = value;
    return this;
  }

  public TeacherConfigBuilder inlineThink(boolean value) {
    this.inlineThink = value;
    return this;
  }

  public TeacherConfigBuilder sendReasoning(boolean value) {
    this.sendReasoning = value;
    return this;
  }

  public TeacherConfigBuilder maxTokensKey(String value) {
    this.maxTokensKey = value;
    return this;
  }

  public TeacherConfigBuilder headers(Map<String, String> value) {
    this.headers = value;
    return this;
  }

  public TeacherConfigBuilder body(Map<String, JsonNode> value) {
    this.body = value;
    return this;
  }

  /**
   * Checks and builds.
   *
   * @throws IllegalArgumentException naming the key that is wrong
   */
  public TeacherConfig build() {
    return new TeacherConfig(
        name,
        protocol,
        baseUrl,
        model,
        apiKey,
        prices,
        limits,
        budget,
        timeouts,
        retry,
        contextTokens,
        sampling,
        omit,
        idempotencyKey,
        cacheControl,
        toolChoiceNone,
        stream,
        structured,
        tools,
        inlineThink,
        sendReasoning,
        maxTokensKey,
        headers,
        body);
  }
}
