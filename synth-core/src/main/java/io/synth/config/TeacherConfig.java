package io.synth.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One teacher: a model behind an HTTP API. Holds no secret, but for what a user writes into {@code
 * headers}, whose values {@link #toString} leaves out.
 *
 * @param name name in the configuration
 * @param protocol wire protocol, e.g. {@code openai}
 * @param baseUrl as configured, e.g. {@code https://host/v1}, or {@code demo} for the embedded
 *     teacher, whose address is known only when it runs
 * @param model as the server calls it
 * @param budget cap of this teacher alone, besides the run's
 * @param contextTokens context window: input and output tokens together
 * @param omit sampling settings that are never sent, for servers and models that refuse them
 * @param idempotencyKey whether each call carries an {@code Idempotency-Key}, the same for all its
 *     repetitions; false for servers that refuse the header
 * @param cacheControl whether requests mark what the server shall keep in its prompt cache, where
 *     the protocol has marks
 * @param toolChoiceNone whether the server heeds {@code tool_choice: none}; where not, turns that
 *     must not call a tool go without tools
 * @param stream whether replies are streamed, which keeps slow ones alive
 * @param structured how structured replies are asked for
 * @param tools how tools are offered and called
 * @param inlineThink whether {@code <think>} in a reply's text is taken as reasoning
 * @param sendReasoning whether the reasoning of earlier turns is sent back
 * @param maxTokensKey what the request calls the output limit: {@code max_tokens} or {@code
 *     max_completion_tokens}
 * @param headers further HTTP headers; not for secrets
 * @param body further members of the request's JSON object; they shape the reply, so they are part
 *     of a call's fingerprint
 */
public record TeacherConfig(
    String name,
    String protocol,
    String baseUrl,
    String model,
    ApiKeySource apiKey,
    Prices prices,
    RateLimits limits,
    Budget budget,
    TeacherTimeouts timeouts,
    RetrySettings retry,
    int contextTokens,
    SamplingDefaults sampling,
    Set<SamplingSetting> omit,
    boolean idempotencyKey,
    boolean cacheControl,
    boolean toolChoiceNone,
    boolean stream,
    StructuredMode structured,
    ToolMode tools,
    boolean inlineThink,
    boolean sendReasoning,
    String maxTokensKey,
    Map<String, String> headers,
    Map<String, JsonNode> body)
    implements Serializable {
  public TeacherConfig {
    required("name", name);
    required("protocol", protocol);
    required("base_url", baseUrl);
    required("model", model);
    required("max_tokens_key", maxTokensKey);
    if (baseUrl.matches("[a-zA-Z][a-zA-Z0-9+.-]*://[^/]*@.*") || baseUrl.contains("?")) {
      throw new IllegalArgumentException(
          "base_url of teacher '"
              + name
              + "' holds a user name, password or query; give the key as api_key.env or"
              + " api_key.file");
    }
    if (contextTokens < 1) {
      throw new IllegalArgumentException(
          "context_tokens of teacher '"
              + name
              + "' is "
              + contextTokens
              + "; it must be the model's context window in tokens");
    }
    omit = Collections.unmodifiableSet(new TreeSet<>(omit));
    headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    body = Collections.unmodifiableMap(new TreeMap<>(body));
  }

  private static void required(String key, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(key + " of a teacher is empty");
    }
  }

  /**
   * A builder with the defaults: protocol {@code openai}, no key, free, no limits, a context of
   * 32768 tokens, sampling left to the server, nothing of it omitted, idempotency keys, marks for
   * the prompt cache, {@code tool_choice: none} heeded, no streaming, replies by {@code
   * json_schema}, native tool calls, inline thinking parsed, reasoning not sent back.
   */
  public static TeacherConfigBuilder builder(String name) {
    return new TeacherConfigBuilder(name);
  }

  /** A builder that starts from this teacher. */
  public TeacherConfigBuilder toBuilder() {
    return new TeacherConfigBuilder(this);
  }

  /** The same as its batches have it: at their price, and not streamed. */
  public TeacherConfig forBatches() {
    return toBuilder().prices(prices.forBatches()).stream(false).build();
  }

  @Override
  public String toString() {
    return "TeacherConfig["
        + name
        + ": model "
        + model
        + ", protocol "
        + protocol
        + ", base_url "
        + baseUrl
        + ", "
        + apiKey
        + ", "
        + prices
        + ", "
        + limits
        + ", "
        + budget
        + ", "
        + timeouts
        + ", "
        + retry
        + ", context_tokens "
        + contextTokens
        + ", "
        + sampling
        + ", omit "
        + omit
        + ", idempotency_key "
        + idempotencyKey
        + ", cache_control "
        + cacheControl
        + ", tool_choice_none "
        + toolChoiceNone
        + ", stream "
        + stream
        + ", structured "
        + structured.label()
        + ", tools "
        + tools.label()
        + ", inline_think "
        + inlineThink
        + ", send_reasoning "
        + sendReasoning
        + ", "
        + maxTokensKey
        + ", headers "
        + headers.keySet()
        + ", body "
        + body
        + "]";
  }
}
