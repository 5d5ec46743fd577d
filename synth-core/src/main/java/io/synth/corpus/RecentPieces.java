package io.synth.corpus;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.util.concurrent.UncheckedExecutionException;
import java.util.concurrent.ExecutionException;

/**
 * The pages that searches found of late, taken apart: popular pages are found again and again, and
 * taking one apart costs more than finding it. Holds about 64 MiB. Thread-safe.
 */
final class RecentPieces {
  private static final long MOST_BYTES = 64L << 20;

  private final Cache<String, PagePieces> pages =
      CacheBuilder.newBuilder()
          .maximumWeight(MOST_BYTES)
          .weigher((String url, PagePieces pieces) -> pieces.weight())
          .build();

  /** The pieces of a page of the corpus. */
  PagePieces get(Page page) {
    try {
      return pages.get(page.url(), () -> PagePieces.of(page.text()));
    } catch (ExecutionException | UncheckedExecutionException e) {
      throw new IllegalStateException("cannot take apart " + page.url(), e.getCause());
    }
  }
}
