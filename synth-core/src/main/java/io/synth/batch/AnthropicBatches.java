package io.synth.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.synth.teacher.CallFailure;
import io.synth.teacher.TeacherServer;
import io.synth.teacher.WantedCall;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Anthropic's Message Batches. They carry no name of ours: one whose submission was not heard of
 * again is taken for a batch of as many requests made since; its results tell whether it is ours,
 * as only ours have the ids of our requests.
 */
public final class AnthropicBatches implements BatchProtocol {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/messages/batches";
  private static final int PAGE = 100;

  /** The clocks of two machines differ by less. */
  private static final Duration SKEW = Duration.ofMinutes(10);

  @Override
  public int mostRequests() {
    return 100_000;
  }

  @Override
  public long mostBytes() {
    return 256_000_000;
  }

  @Override
  public String line(WantedCall call) {
    return "{\"custom_id\":\"" + call.id() + "\",\"params\":" + call.body() + "}";
  }

  @Override
  public String submit(TeacherServer server, BatchDraft draft) throws CallFailure {
    JsonNode batch = server.post(PATH, draft.array("{\"requests\":[", "]}"), draft.name());
    String id = batch.path("id").asText("");
    if (id.isEmpty()) {
      throw CallFailure.of(
          "invalid_response",
          "no id in the reply",
          false,
          CallFailure.Charge.UNKNOWN,
          "at " + PATH + ": " + batch);
    }
    return id;
  }

  @Override
  public BatchStanding standing(TeacherServer server, String id) throws CallFailure {
    JsonNode batch = server.get(PATH + "/" + id);
    JsonNode counts = batch.path("request_counts");
    int answered =
        counts.path("succeeded").asInt()
            + counts.path("errored").asInt()
            + counts.path("canceled").asInt()
            + counts.path("expired").asInt();
    // Its results_url may name another host, which is not to see the key.
    return batch.path("processing_status").asText().equals("ended")
        ? BatchStanding.ended(answered, List.of(PATH + "/" + id + "/results"))
        : BatchStanding.running(answered);
  }

  @Override
  public void results(TeacherServer server, BatchStanding ended, Results results)
      throws CallFailure {
    for (String path : ended.results()) {
      server.lines(path, line -> results.take(result(line)));
    }
  }

  private static BatchResult result(String line) throws JsonProcessingException {
    JsonNode entry = JSON.readTree(line);
    String id = entry.path("custom_id").asText();
    JsonNode result = entry.path("result");
    return switch (result.path("type").asText()) {
      case "succeeded" -> new BatchResult(id, 200, result.path("message").toString());
      case "errored" -> {
        JsonNode error = result.path("error");
        String type = error.path("error").path("type").asText(error.path("type").asText());
        yield new BatchResult(
            id, type.equals("invalid_request_error") ? 400 : 500, error.toString());
      }
      default -> new BatchResult(id, BatchResult.NOT_MADE, result.toString());
    };
  }

  @Override
  public Optional<String> find(TeacherServer server, BatchDraft draft, Set<String> others)
      throws CallFailure {
    String after = "";
    while (true) {
      JsonNode page = server.get(PATH + "?limit=" + PAGE + after);
      for (JsonNode batch : page.path("data")) {
        Instant created = time(batch.path("created_at").asText());
        if (created.isBefore(draft.prepared().minus(SKEW))) {
          // The newest come first.
          return Optional.empty();
        }
        int requests = 0;
        for (JsonNode count : batch.path("request_counts")) {
          requests += count.asInt();
        }
        String id = batch.path("id").asText();
        if (requests == draft.requests() && !others.contains(id)) {
          return Optional.of(id);
        }
      }
      String last = page.path("last_id").asText("");
      if (!page.path("has_more").asBoolean() || last.isEmpty()) {
        return Optional.empty();
      }
      after = "&after_id=" + last;
    }
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return Instant.MAX;
    }
  }
}
