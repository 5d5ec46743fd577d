package io.synth.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;

/** Counts the connections that calls take and give back. */
final class ConnectionLeaks extends EventListener {
  private final AtomicInteger acquired = new AtomicInteger();
  private final AtomicInteger released = new AtomicInteger();

  /** A client whose calls are counted. */
  OkHttpClient client() {
    return new OkHttpClient.Builder().eventListenerFactory(call -> this).build();
  }

  void assertNone() {
    assertThat(acquired.get()).as("connections taken").isEqualTo(released.get());
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    acquired.incrementAndGet();
  }

  @Override
  public void connectionReleased(Call call, Connection connection) {
    released.incrementAndGet();
  }
}
