package io.synth.teacher;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.synth.config.TeacherConfig;
import io.synth.teacher.CallFailure.Charge;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * A teacher's server apart from its chat: requests with its key, for batches. Errors of the server
 * and of the connection are retried until the teacher's deadline, where that can do no harm.
 * Thread-safe.
 */
public final class TeacherServer {
  private static final long MOST_BYTES = 32L << 20;
  private static final int MOST_ERROR_BYTES = 64 << 10;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TeacherConfig teacher;
  private final TeacherProtocol protocol;
  private final String address;
  private final ApiKey key;
  private final OkHttpClient client;
  private final Sleeper sleeper;
  private final Consumer<CallFailure> trouble;

  /**
   * @param trouble is told of each failure after which a request is made again
   */
  TeacherServer(
      TeacherConfig teacher,
      TeacherProtocol protocol,
      String address,
      ApiKey key,
      OkHttpClient shared,
      Sleeper sleeper,
      Consumer<CallFailure> trouble) {
    this.teacher = teacher;
    this.protocol = protocol;
    this.address = address.replaceAll("/+$", "");
    this.key = key;
    this.sleeper = sleeper;
    this.trouble = trouble;
    this.client =
        shared
            .newBuilder()
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .connectTimeout(teacher.timeouts().connect())
            .readTimeout(teacher.timeouts().read())
            .writeTimeout(teacher.timeouts().read())
            .build();
  }

  /** The teacher. */
  public TeacherConfig teacher() {
    return teacher;
  }

  /** What a reply with an error status means. */
  public CallFailure failure(int status, String body) {
    return protocol.failure(status, body);
  }

  /** Reads something of a reply. */
  @FunctionalInterface
  private interface Reader<T> {
    T read(Response response) throws IOException;
  }

  /** Takes a line. */
  @FunctionalInterface
  public interface Lines {
    /** A line without its end, never empty. */
    void take(String line) throws IOException;
  }

  /**
   * Gets a JSON document.
   *
   * @param path under the base URL, with its query
   */
  public JsonNode get(String path) throws CallFailure {
    return retried(() -> once(request(path).get().build(), this::json));
  }

  /** Posts something that may be posted twice, and gets a JSON document. */
  public JsonNode upload(String path, RequestBody body) throws CallFailure {
    return retried(() -> once(request(path).post(body).build(), this::json));
  }

  /**
   * Posts something once and gets a JSON document.
   *
   * @throws CallFailure also where the server may have got it: {@link CallFailure#status} is null
   *     or 500 and above then
   */
  public JsonNode post(String path, RequestBody body, String idempotencyKey) throws CallFailure {
    Request.Builder request = request(path).post(new SentOnce(body));
    if (teacher.idempotencyKey()) {
      request.header("Idempotency-Key", idempotencyKey);
    }
    return once(request.build(), this::json);
  }

  /** Gets a file line by line; where the connection breaks, once more from its beginning. */
  public void lines(String path, Lines lines) throws CallFailure {
    retried(
        () ->
            once(
                request(path).get().build(),
                response -> {
                  BufferedReader in =
                      new BufferedReader(
                          new InputStreamReader(
                              response.body().byteStream(), StandardCharsets.UTF_8));
                  String line = in.readLine();
                  while (line != null) {
                    if (!line.isBlank()) {
                      lines.take(key.takenOutOf(line));
                    }
                    line = in.readLine();
                  }
                  return true;
                }));
  }

  /** A request that may be made again. */
  @FunctionalInterface
  private interface Attempt<T> {
    T make() throws CallFailure;
  }

  private <T> T retried(Attempt<T> attempt) throws CallFailure {
    RetryPolicy policy = new RetryPolicy(teacher.retry());
    SplittableRandom random = new SplittableRandom(teacher.name().hashCode());
    Duration waited = Duration.ZERO;
    for (int failures = 1; ; failures++) {
      try {
        return attempt.make();
      } catch (CallFailure failure) {
        Duration delay = policy.delay(failures, failure.retryAfter(), random);
        waited = waited.plus(delay);
        // What was paid for lies there: a server that is down for a while is waited for.
        if (!failure.retryable() || waited.compareTo(teacher.retry().deadline()) >= 0) {
          throw failure;
        }
        trouble.accept(failure);
        sleep(delay);
      }
    }
  }

  private void sleep(Duration delay) throws CallFailure {
    try {
      sleeper.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ConnectionFailures.interrupted();
    }
  }

  private Request.Builder request(String path) {
    HttpUrl url = HttpUrl.get(address + path);
    Request.Builder request = new Request.Builder().url(url).header("Accept", "application/json");
    teacher.headers().forEach(request::header);
    protocol.headers(key.value()).forEach(request::header);
    return request;
  }

  private <T> T once(Request request, Reader<T> reader) throws CallFailure {
    try (Response response = client.newCall(request).execute()) {
      if (!response.isSuccessful()) {
        throw protocol.failure(response.code(), error(response));
      }
      return reader.read(response);
    } catch (CallFailure failure) {
      throw failure.withDetail(Excerpt.of(failure.detail(), key.value()));
    } catch (JacksonException e) {
      throw CallFailure.of(
          "invalid_response",
          "invalid JSON",
          false,
          Charge.NONE,
          "at " + request.url().encodedPath());
    } catch (IOException e) {
      CallFailure failure = ConnectionFailures.of(e, teacher, false);
      throw failure.withDetail(Excerpt.of(failure.detail(), key.value()));
    }
  }

  private JsonNode json(Response response) throws IOException {
    try (InputStream body = new BoundedInput(response.body().byteStream(), MOST_BYTES)) {
      return JSON.readTree(key.takenOutOf(new String(body.readAllBytes(), StandardCharsets.UTF_8)));
    }
  }

  private static String error(Response response) {
    @Nullable String text = null;
    try (InputStream body = response.body().byteStream()) {
      text = new String(body.readNBytes(MOST_ERROR_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      // The status tells more than the broken body does.
    }
    return text == null ? "" : text;
  }
}
