package io.synth.teacher.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.synth.teacher.CallFailure;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells what an error of a server means, from its status, code and words. */
final class ServerErrors {
  /** Of the statuses below 500 those after which a request is sent again. */
  private static final Set<Integer> RETRIED = Set.of(408, 409, 425, 429);

  /** Of those from 500 on the ones that will be the same next time. */
  private static final Set<Integer> FINAL = Set.of(501, 505, 511);

  private static final Pattern CONTEXT =
      Pattern.compile(
          "(?i)context_length|exceed_context_size|maximum context|context (length|window|size)"
              + "|(prompt|input)( is)? too long|too many (input )?tokens|maximum (input|prompt)"
              + " length|reduce the length");
  private static final Pattern FILTER =
      Pattern.compile(
          "(?i)content_filter|content[_ ](management )?policy|data_inspection_failed"
              + "|responsibleai|flagged|sensitive content|content exists risk");
  private static final Pattern QUOTA =
      Pattern.compile(
          "(?i)insufficient_quota|insufficient[_ ]balance|billing_hard_limit|billing_error"
              + "|credit balance is too low");

  private ServerErrors() {}

  static CallFailure of(int status, String body) {
    String words = words(body);
    if (status == 401) {
      return CallFailure.ofStatus("unauthorized", status, false, words);
    }
    if (status == 400 || status == 403 || status == 413 || status == 422 || status == 500) {
      if (CONTEXT.matcher(body).find()) {
        return CallFailure.ofStatus("context_length", status, false, words);
      }
      if (FILTER.matcher(body).find()) {
        return CallFailure.ofStatus("content_filter", status, false, words);
      }
    }
    if (status == 402 || ((status == 429 || status == 400) && QUOTA.matcher(body).find())) {
      return CallFailure.ofStatus("quota_spent", status, false, words);
    }
    String reason =
        switch (status) {
          case 403 -> "unauthorized";
          case 404 -> "not_found";
          case 413 -> "request_too_large";
          case 429 -> "rate_limited";
          default -> status >= 500 || RETRIED.contains(status) ? "unavailable" : "bad_request";
        };
    return CallFailure.ofStatus(reason, status, retried(status), words);
  }

  /** Gateways make up statuses of their own from 500 on (520 to 530, 561, 598, 999). */
  private static boolean retried(int status) {
    return status >= 500 ? !FINAL.contains(status) : RETRIED.contains(status);
  }

  /**
   * Some servers and routers answer 200 and then report an error in the body, or in the midst of
   * the stream.
   */
  static void throwIfError(JsonNode node) throws CallFailure {
    JsonNode error = node.path("error");
    if (error.isMissingNode()
        || error.isNull()
        || (error.isTextual() && error.asText().isEmpty())) {
      return;
    }
    int status =
        switch (error.path("type").asText("")) {
          case "invalid_request_error" -> 400;
          case "authentication_error" -> 401;
          case "billing_error" -> 402;
          case "permission_error" -> 403;
          case "not_found_error" -> 404;
          case "request_too_large" -> 413;
          case "rate_limit_error" -> 429;
          case "timeout_error" -> 504;
          case "overloaded_error" -> 529;
          default -> 500;
        };
    status = error.path("code").asInt(error.path("status").asInt(status));
    throw of(status < 400 || status > 599 ? 500 : status, node.toString());
  }

  private static String words(String body) {
    try {
      JsonNode root = JsonBody.JSON.readTree(body);
      JsonNode message = root.path("error").path("message");
      String text = message.isTextual() ? message.textValue() : root.path("message").asText("");
      // Written anew, so that no escape hides a key.
      return !text.isBlank() ? text : root.isContainerNode() ? root.toString() : body;
    } catch (JsonProcessingException e) {
      return body;
    }
  }
}
