package io.synth.corpus;

import io.synth.SynthException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one shard of an index: reads the pages of its files and indexes them in the order of their
 * paths. Holds a few pages at a time, and eight bytes for each address. One use per shard.
 */
public final class ShardWriter {
  private static final int AHEAD = 2;

  private final PageFiles files;
  private final PageReader reader;
  private final int threads;

  /**
   * @param threads pages read at once
   */
  public ShardWriter(PageFiles files, Sources sources, int threads) {
    this.files = files;
    this.reader = new PageReader(sources);
    this.threads = threads;
  }

  /** What became of a file: a page, or the reason why not. */
  private record Reading(
      PageFile file, CorpusHash content, @Nullable Page page, String reason, String message) {}

  /**
   * Writes the shard into an empty folder.
   *
   * @param byPath its files, ascending by path
   * @param done is told how many files are done
   * @throws IOException when the folder cannot be written
   */
  public void write(Iterator<PageFile> byPath, Path folder, LongConsumer done) throws IOException {
    ExecutorService readers =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "page-reader");
              thread.setDaemon(true);
              return thread;
            });
    try (ShardFolder shard = ShardFolder.create(folder)) {
      Deque<Future<Reading>> ahead = new ArrayDeque<>();
      long count = 0;
      while (byPath.hasNext()) {
        PageFile file = byPath.next();
        ahead.add(readers.submit(() -> reading(file)));
        if (ahead.size() > AHEAD * threads) {
          enter(await(ahead.remove()), shard);
          done.accept(++count);
        }
      }
      while (!ahead.isEmpty()) {
        enter(await(ahead.remove()), shard);
        done.accept(++count);
      }
      shard.finish();
    } finally {
      readers.shutdownNow();
    }
  }

  private static void enter(Reading reading, ShardFolder shard) throws IOException {
    Page page = reading.page();
    shard.read(reading.content());
    if (reading.file().path().equals(Sources.FILE)) {
      shard.settings();
    } else if (page == null) {
      shard.skip(reading.file().path(), reading.reason(), reading.message());
    } else {
      shard.add(page, reading.file().path());
    }
  }

  private Reading reading(PageFile file) {
    byte[] bytes = new byte[0];
    try {
      if (!file.isReadable()) {
        throw new UnreadablePageException("unreadable", "it cannot be read");
      }
      if (CorpusHash.isRead(file)) {
        bytes = files.read(file.path());
      }
      if (file.path().equals(Sources.FILE)) {
        return new Reading(file, CorpusHash.content(file, bytes), null, "", "");
      }
      if (PageReader.mayBePage(file.path()) && file.size() > PageReader.MAX_BYTES) {
        throw new UnreadablePageException(
            "too_large",
            file.size() + " bytes are more than the " + PageReader.MAX_BYTES + " of a page");
      }
      Page page = reader.file(file.path(), bytes);
      return new Reading(file, CorpusHash.content(file, bytes), page, "", "");
    } catch (UnreadablePageException e) {
      return refused(file, bytes, e.reason(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      PageFile unread = PageFile.unreadable(file.path());
      return refused(unread, bytes, "unreadable", "it cannot be read: " + e);
    } catch (RuntimeException | StackOverflowError e) {
      return refused(file, bytes, "broken", "the page cannot be parsed: " + e);
    }
  }

  private static Reading refused(PageFile file, byte[] bytes, String reason, String message) {
    return new Reading(file, CorpusHash.content(file, bytes), null, reason, message);
  }

  private static Reading await(Future<Reading> reading) {
    try {
      return reading.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SynthException(
          SynthException.Code.JOB, "indexing was interrupted; start it again", e);
    } catch (ExecutionException e) {
      throw new SynthException(SynthException.Code.JOB, "indexing failed: " + e.getCause(), e);
    }
  }
}
