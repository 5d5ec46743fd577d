package io.synth.corpus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.SynthException;
import io.synth.model.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Makes the index of a folder of pages that {@link LuceneCorpus} reads. An index that is up to date
 * with the folder's names, sizes and times is left as it is. Pages are read in parallel and indexed
 * in the order of their paths; of pages with one address the first is kept. Holds a few pages at a
 * time, and eight bytes for each address.
 */
public final class CorpusIndexer {
  static final String KIND = "pages";
  static final int FORMAT = 1;

  private static final int THREADS = Math.min(8, Runtime.getRuntime().availableProcessors());
  private static final int AHEAD = 2 * THREADS;

  private final Path corpus;
  private final Path index;
  private final IndexProgress progress;

  public CorpusIndexer(Path corpus, Path index, IndexProgress progress) {
    this.corpus = corpus;
    this.index = index;
    this.progress = progress;
  }

  /**
   * Brings the index up to date.
   *
   * @throws SynthException when the folder is missing or holds no page, {@code sources.yaml} is
   *     wrong, or the index cannot be written
   */
  public IndexSummary build() {
    FileTree tree = new FileTree(corpus, index);
    Sources sources = Sources.read(corpus);
    try {
      FileTree.Fingerprint fingerprint = tree.fingerprint();
      return new IndexFolder(index, KIND, FORMAT)
          .ensure(
              fingerprint.hash(),
              (folder, manifest) ->
                  index(tree, new PageReader(sources), fingerprint.files(), folder, manifest));
    } catch (IOException e) {
      throw new SynthException(
          SynthException.Code.DATA, corpus + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** What became of a file: a page, or the reason why not. */
  private record Reading(String path, @Nullable Page page, String reason, String message) {}

  private void index(FileTree tree, PageReader reader, long files, Path folder, ObjectNode manifest)
      throws IOException {
    ExecutorService readers =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "page-reader");
              thread.setDaemon(true);
              return thread;
            });
    try (SkippedFiles skipped = new SkippedFiles(folder);
        PageWriter writer = new PageWriter(folder)) {
      Books books = new Books(files, writer, skipped);
      Deque<Future<Reading>> ahead = new ArrayDeque<>();
      tree.walk(
          entry -> {
            if (entry.path().equals(Sources.FILE)) {
              books.settings();
              return;
            }
            ahead.add(readers.submit(reading(reader, entry)));
            if (ahead.size() > AHEAD) {
              books.enter(await(ahead.remove()));
            }
          });
      while (!ahead.isEmpty()) {
        books.enter(await(ahead.remove()));
      }
      books.close(manifest);
    } finally {
      readers.shutdownNow();
    }
  }

  private static Callable<Reading> reading(PageReader reader, FileTree.Entry entry) {
    return () -> {
      try {
        if (!entry.readable()) {
          throw new UnreadablePageException("unreadable", "it cannot be read");
        }
        if (PageReader.mayBePage(entry.path()) && entry.size() > PageReader.MAX_BYTES) {
          throw new UnreadablePageException(
              "too_large",
              entry.size() + " bytes are more than the " + PageReader.MAX_BYTES + " of a page");
        }
        boolean read = PageReader.mayBePage(entry.path());
        byte[] bytes = read ? Files.readAllBytes(entry.file()) : new byte[0];
        return new Reading(entry.path(), reader.file(entry.path(), bytes), "", "");
      } catch (UnreadablePageException e) {
        return refused(entry, e.reason(), String.valueOf(e.getMessage()));
      } catch (IOException e) {
        return refused(entry, "unreadable", "it cannot be read: " + e);
      } catch (RuntimeException | StackOverflowError e) {
        return refused(entry, "broken", "the page cannot be parsed: " + e);
      }
    };
  }

  private static Reading refused(FileTree.Entry entry, String reason, String message) {
    return new Reading(entry.path(), null, reason, message);
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

  /** Counts what becomes of each file. */
  private final class Books {
    private final long files;
    private final PageWriter writer;
    private final SkippedFiles skipped;
    private final Map<Language, Long> pages = new EnumMap<>(Language.class);
    private long settings;
    private long done;

    Books(long files, PageWriter writer, SkippedFiles skipped) {
      this.files = files;
      this.writer = writer;
      this.skipped = skipped;
    }

    void settings() {
      settings++;
      progress.at(++done, files);
    }

    void enter(Reading reading) throws IOException {
      Page page = reading.page();
      if (page == null) {
        skipped.add(reading.path(), reading.reason(), reading.message());
      } else if (writer.add(page, reading.path())) {
        pages.merge(page.language(), 1L, Long::sum);
      } else {
        skipped.add(
            reading.path(),
            "duplicate_url",
            "a page before it has the same address, " + page.url());
      }
      progress.at(++done, files);
    }

    void close(ObjectNode manifest) throws IOException {
      long all = pages.values().stream().mapToLong(Long::longValue).sum();
      if (all == 0) {
        throw new SynthException(
            SynthException.Code.DATA,
            corpus
                + " holds no page among "
                + done
                + " files; pages are .html, .md and .txt files");
      }
      writer.commit();
      ObjectNode counts = manifest.putObject("counts");
      counts.put("files", done).put("pages", all).put("settings", settings);
      for (Language language : Language.values()) {
        counts.put("pages_" + language.label(), pages.getOrDefault(language, 0L));
      }
      long duplicates = skipped.count("duplicate_url");
      counts.put("duplicates", duplicates).put("skipped", skipped.count() - duplicates);
      skipped.describe(manifest);
    }
  }
}
