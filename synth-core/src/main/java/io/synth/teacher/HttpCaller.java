package io.synth.teacher;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.synth.SynthException;
import io.synth.config.TeacherConfig;
import io.synth.teacher.CallFailure.Charge;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Sends one HTTP request and reads one reply; retries nothing. Thread-safe. */
final class HttpCaller implements Caller, AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final long MOST_BYTES = 32L << 20;

  /** A stream spends some hundred bytes of JSON on each token. */
  private static final long MOST_STREAM_BYTES = 256L << 20;

  private static final int MOST_ERROR_BYTES = 64 << 10;

  private static final long MOST_MODEL_BYTES = 8L << 20;
  private static final ObjectMapper MODELS = new ObjectMapper();

  private final TeacherConfig teacher;
  private final TeacherProtocol protocol;
  private final String address;
  private final HttpUrl url;
  private final ApiKey key;
  private final ConnectionLanes connections;
  private final Clock clock;

  /**
   * @param address where to connect: the configured base URL, or what it stands for
   */
  HttpCaller(
      TeacherConfig teacher,
      TeacherProtocol protocol,
      String address,
      ApiKey key,
      OkHttpClient shared,
      Clock clock) {
    this.teacher = teacher;
    this.protocol = protocol;
    this.key = key;
    this.clock = clock;
    this.address = address;
    this.url = url(teacher, address, protocol.path());
    this.connections =
        new ConnectionLanes(
            shared
                .newBuilder()
                // RetryingCaller alone decides what is sent twice.
                .retryOnConnectionFailure(false)
                // A redirected POST would become a GET, or carry the key to another host.
                .followRedirects(false)
                .connectTimeout(teacher.timeouts().connect())
                .readTimeout(teacher.timeouts().read())
                .writeTimeout(teacher.timeouts().read())
                .callTimeout(teacher.timeouts().call())
                .addNetworkInterceptor(UsedConnection::note)
                .build());
  }

  private static HttpUrl url(TeacherConfig teacher, String address, String path) {
    HttpUrl parsed = HttpUrl.parse(address.replaceAll("/+$", "") + path);
    if (parsed == null) {
      throw new SynthException(
          SynthException.Code.CONFIGURATION,
          "base_url of teacher '"
              + teacher.name()
              + "' is '"
              + address
              + "'; it must be an http or https URL such as https://host/v1");
    }
    return parsed;
  }

  /** Where requests go. */
  String address() {
    return url.toString();
  }

  @Override
  public Received call(ChatRequest request, @Nullable String idempotencyKey) throws CallFailure {
    UsedConnection connection = new UsedConnection();
    Request.Builder http =
        new Request.Builder()
            .url(url)
            .tag(UsedConnection.class, connection)
            .post(new SentOnce(RequestBody.create(protocol.encode(teacher, request), JSON)))
            .header("Accept", teacher.stream() ? "text/event-stream" : "application/json");
    if (idempotencyKey != null && teacher.idempotencyKey()) {
      http.header("Idempotency-Key", idempotencyKey);
    }
    teacher.headers().forEach(http::header);
    protocol.headers(key.value()).forEach(http::header);
    long start = clock.millis();
    RateHeaders rate = RateHeaders.NONE;
    try (ConnectionLanes.Place place = connections.take();
        Response response = place.execute(http.build())) {
      rate = RateHeaders.of(response.headers(), clock);
      betweenBytes(response);
      WireReply reply = key.takenOutOf(read(request, response));
      return Received.of(teacher, request, reply, clock.millis() - start, rate);
    } catch (CallFailure failure) {
      if (failure.charge() == Charge.UNKNOWN) {
        connection.discard();
      }
      throw clean(failure, start, rate);
    } catch (IOException e) {
      throw clean(ConnectionFailures.of(e, teacher, false), start, rate);
    }
  }

  /** From the first byte on, silence is told by a timeout of its own. */
  private void betweenBytes(Response response) {
    response
        .body()
        .source()
        .timeout()
        .timeout(teacher.timeouts().between().toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * What the server tells of its models, at {@code /models}.
   *
   * @throws CallFailure when it doesn't
   */
  JsonNode models() throws CallFailure {
    HttpUrl models = url(teacher, address, "/models");
    long start = clock.millis();
    Request.Builder http = new Request.Builder().url(models).header("Accept", "application/json");
    teacher.headers().forEach(http::header);
    protocol.headers(key.value()).forEach(http::header);
    try (ConnectionLanes.Place place = connections.take();
        Response response = place.execute(http.build())) {
      if (!response.isSuccessful()) {
        throw protocol.failure(response.code(), errorBody(response));
      }
      betweenBytes(response);
      try (InputStream body = new BoundedInput(response.body().byteStream(), MOST_MODEL_BYTES)) {
        return MODELS.readTree(body);
      }
    } catch (CallFailure failure) {
      throw clean(failure, start, RateHeaders.NONE);
    } catch (JacksonException e) {
      throw clean(
          CallFailure.of("invalid_response", "invalid JSON", false, Charge.NONE, "at /models"),
          start,
          RateHeaders.NONE);
    } catch (IOException e) {
      throw clean(ConnectionFailures.of(e, teacher, false), start, RateHeaders.NONE);
    }
  }

  private WireReply read(ChatRequest request, Response response) throws CallFailure, IOException {
    if (!response.isSuccessful()) {
      String location = response.header("Location");
      throw location == null
          ? protocol.failure(response.code(), errorBody(response))
          : protocol.failure(
              response.code(),
              "redirected to " + location + "; correct base_url: " + errorBody(response));
    }
    String type = response.header("Content-Type", "");
    boolean events = type != null && type.startsWith("text/event-stream");
    long most = events ? MOST_STREAM_BYTES : MOST_BYTES;
    BoundedInput body = new BoundedInput(response.body().byteStream(), most);
    try (body) {
      return events
          ? protocol.decodeStream(teacher, request, body)
          : protocol.decode(teacher, request, body);
    } catch (BoundedInput.PassedException e) {
      throw CallFailure.tooLong(most + " bytes");
    } catch (IOException e) {
      CallFailure failure = ConnectionFailures.of(e, teacher, true);
      throw failure.withDetail(failure.detail() + "; " + body.told());
    } catch (CallFailure failure) {
      throw failure.reason().equals("invalid_response")
          ? failure.withDetail(told(type, response) + ": " + failure.detail())
          : failure;
    }
  }

  private static String told(@Nullable String type, Response response) {
    // OkHttp takes it off where it undoes it.
    String encoding = response.header("Content-Encoding");
    return "Content-Type " + type + (encoding == null ? "" : ", Content-Encoding " + encoding);
  }

  private static String errorBody(Response response) {
    try (InputStream body = response.body().byteStream()) {
      return new String(body.readNBytes(MOST_ERROR_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      // The status tells more than the broken body does.
      return "";
    }
  }

  private CallFailure clean(CallFailure failure, long start, RateHeaders rate) {
    return failure
        .withDetail(Excerpt.of(failure.detail(), key.value()))
        .timed(Duration.ofMillis(Math.max(0, clock.millis() - start)), rate);
  }

  /** Closes the connections. Calls in flight fail. */
  @Override
  public void close() {
    connections.close();
  }
}
