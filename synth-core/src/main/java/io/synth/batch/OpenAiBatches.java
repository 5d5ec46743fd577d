package io.synth.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.teacher.CallFailure;
import io.synth.teacher.TeacherServer;
import io.synth.teacher.WantedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;

/**
 * OpenAI's batch interface: a file of requests is uploaded and named in a batch, which ends with a
 * file of replies and one of errors. A batch carries our name in its metadata.
 */
public final class OpenAiBatches implements BatchProtocol {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final MediaType TYPE = MediaType.get("application/json");
  private static final String NAME = "synth_batch";
  private static final String ENDPOINT = "/v1/chat/completions";
  private static final int PAGE = 100;

  @Override
  public int mostRequests() {
    return 50_000;
  }

  @Override
  public long mostBytes() {
    return 200_000_000;
  }

  @Override
  public String line(WantedCall call) {
    return "{\"custom_id\":\""
        + call.id()
        + "\",\"method\":\"POST\",\"url\":\""
        + ENDPOINT
        + "\",\"body\":"
        + call.body()
        + "}";
  }

  @Override
  public String submit(TeacherServer server, BatchDraft draft) throws CallFailure {
    RequestBody file =
        new MultipartBody.Builder()
            .setType(MultipartBody.FORM)
            .addFormDataPart("purpose", "batch")
            .addFormDataPart("file", draft.name() + ".jsonl", draft.file())
            .build();
    ObjectNode batch = JSON.createObjectNode();
    // A file that is uploaded twice costs nothing: only a batch that names it does.
    batch.put("input_file_id", id(server.upload("/files", file), "/files"));
    batch.put("endpoint", ENDPOINT);
    batch.put("completion_window", "24h");
    batch.putObject("metadata").put(NAME, draft.name());
    RequestBody body = RequestBody.create(batch.toString(), TYPE);
    return id(server.post("/batches", body, draft.name()), "/batches");
  }

  private static String id(JsonNode created, String path) throws CallFailure {
    String id = created.path("id").asText("");
    if (id.isEmpty()) {
      throw CallFailure.of(
          "invalid_response",
          "no id in the reply",
          false,
          CallFailure.Charge.UNKNOWN,
          "at " + path + ": " + created);
    }
    return id;
  }

  @Override
  public BatchStanding standing(TeacherServer server, String id) throws CallFailure {
    JsonNode batch = server.get("/batches/" + id);
    JsonNode counts = batch.path("request_counts");
    int answered = counts.path("completed").asInt() + counts.path("failed").asInt();
    return switch (batch.path("status").asText()) {
      case "completed", "expired", "cancelled" -> BatchStanding.ended(answered, files(batch));
      case "failed" -> BatchStanding.refused(errors(batch));
      default -> BatchStanding.running(answered);
    };
  }

  private static List<String> files(JsonNode batch) {
    List<String> files = new ArrayList<>();
    for (String member : List.of("output_file_id", "error_file_id")) {
      String file = batch.path(member).asText("");
      if (!file.isEmpty() && !batch.path(member).isNull()) {
        files.add("/files/" + file + "/content");
      }
    }
    return files;
  }

  private static String errors(JsonNode batch) {
    List<String> errors = new ArrayList<>();
    for (JsonNode error : batch.path("errors").path("data")) {
      errors.add(error.path("code").asText() + ": " + error.path("message").asText());
    }
    return errors.isEmpty() ? "it gives no reason" : String.join("; ", errors);
  }

  @Override
  public void results(TeacherServer server, BatchStanding ended, Results results)
      throws CallFailure {
    for (String file : ended.results()) {
      server.lines(file, line -> results.take(result(line)));
    }
  }

  private static BatchResult result(String line) throws JsonProcessingException {
    JsonNode result = JSON.readTree(line);
    String id = result.path("custom_id").asText();
    JsonNode response = result.path("response");
    if (response.isObject()) {
      return new BatchResult(
          id, response.path("status_code").asInt(), response.path("body").toString());
    }
    return new BatchResult(id, BatchResult.NOT_MADE, result.path("error").toString());
  }

  @Override
  public Optional<String> find(TeacherServer server, BatchDraft draft, Set<String> others)
      throws CallFailure {
    String after = "";
    while (true) {
      JsonNode page = server.get("/batches?limit=" + PAGE + after);
      String last = "";
      for (JsonNode batch : page.path("data")) {
        last = batch.path("id").asText();
        if (batch.path("metadata").path(NAME).asText().equals(draft.name())) {
          return Optional.of(last);
        }
      }
      if (!page.path("has_more").asBoolean() || last.isEmpty()) {
        return Optional.empty();
      }
      after = "&after=" + last;
    }
  }
}
