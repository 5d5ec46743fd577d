package io.synth.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** The floor: the same bytes by the same library, and nothing else. */
final class OkHttpLoop implements BenchClient {
  private static final MediaType JSON = MediaType.get("application/json");

  private final OkHttpClient client;
  private final String url;

  OkHttpLoop(MockOptions options) {
    url = options.text("url", "") + "/v1/chat/completions";
    int inFlight = options.number("in-flight", 64);
    client =
        new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(inFlight, 1, TimeUnit.MINUTES))
            .readTimeout(Duration.ofSeconds(options.number("timeout", 300)))
            .build();
  }

  @Override
  public boolean call(int number) {
    String body =
        "{\"model\":\"mock\",\"messages\":[{\"role\":\"user\",\"content\":\""
            + BenchClient.prompt(number)
            + "\"}]}";
    Request request = new Request.Builder().url(url).post(RequestBody.create(body, JSON)).build();
    try (Response response = client.newCall(request).execute()) {
      return response.isSuccessful() && !response.body().string().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    client.connectionPool().evictAll();
  }
}
