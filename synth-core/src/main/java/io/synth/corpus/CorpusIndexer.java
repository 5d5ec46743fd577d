package io.synth.corpus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.SynthException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes the index of a small folder of pages that {@link LuceneCorpus} reads, in this process and
 * as one shard; a large one is made of the same shards by a Spark job. An index that was made from
 * the same content is left as it is: where names, sizes and times of change are as they were,
 * nothing is read; where only times differ, as after a copy, the content decides. Holds the names
 * of all files, a few pages at a time, and eight bytes for each address.
 */
public final class CorpusIndexer {
  /** Kind and format of an index of pages, as its manifest names them. */
  public static final String KIND = "pages";

  /** Another format, or pages read in another way, makes an index out of date. */
  public static final int FORMAT = 2;

  private static final int MOST_FILES = 1000;
  private static final long MOST_BYTES = 32 << 20;
  private static final int THREADS = Math.min(8, Runtime.getRuntime().availableProcessors());

  private final PageFiles files;
  private final Sources sources;
  private final Path index;
  private final IndexProgress progress;
  private final List<PageFile> listed;

  /**
   * @throws SynthException when the folder is missing or cannot be listed, or {@code sources.yaml}
   *     is wrong
   */
  public CorpusIndexer(Path corpus, Path index, IndexProgress progress) {
    this(new LocalPageFiles(corpus, index), index, progress, new ArrayList<>());
    list(files, Long.MAX_VALUE, Long.MAX_VALUE).ifPresent(listed::addAll);
  }

  private CorpusIndexer(
      PageFiles files, Path index, IndexProgress progress, List<PageFile> listed) {
    this.files = files;
    this.sources = Sources.read(files);
    this.index = index;
    this.progress = progress;
    this.listed = listed;
  }

  /** The indexer of a folder on this machine, if it is small. Looks at no more files than that. */
  public static Optional<CorpusIndexer> ofSmall(Path corpus, Path index, IndexProgress progress) {
    PageFiles files = new LocalPageFiles(corpus, index);
    return list(files, MOST_FILES, MOST_BYTES)
        .map(listed -> new CorpusIndexer(files, index, progress, listed));
  }

  /** The files of a folder; empty when they are more. */
  private static Optional<List<PageFile>> list(PageFiles files, long mostFiles, long mostBytes) {
    List<PageFile> listed = new ArrayList<>();
    long bytes = 0;
    try (FileWalk walk = new FileWalk(files, "", true)) {
      while (walk.hasNext()) {
        PageFile file = walk.next();
        bytes += file.size();
        listed.add(file);
        if (listed.size() > mostFiles || bytes > mostBytes) {
          return Optional.empty();
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw new SynthException(
          SynthException.Code.DATA, files.name() + " cannot be read: " + e.getMessage(), e);
    }
    return Optional.of(listed);
  }

  /**
   * Brings the index up to date.
   *
   * @throws SynthException when the folder holds no page, or the index cannot be written
   */
  public IndexSummary build() {
    CorpusHash stamp = sum(CorpusHash::stamp);
    CorpusHash names = sum(CorpusHash::names);
    return new IndexFolder(index, KIND, FORMAT)
        .ensure(
            manifest -> isCurrent(manifest, stamp, names),
            (folder, manifest) -> index(folder, manifest, stamp, names));
  }

  private boolean isCurrent(ObjectNode manifest, CorpusHash stamp, CorpusHash names) {
    if (manifest.path("stamp").asText().equals(stamp.text())) {
      return true;
    }
    boolean same =
        manifest.path("names").asText().equals(names.text())
            && manifest
                .path("fingerprint")
                .asText()
                .equals(sum(file -> CorpusHash.content(file, files)).text());
    if (same) {
      manifest.put("stamp", stamp.text());
    }
    return same;
  }

  private CorpusHash sum(Function<PageFile, CorpusHash> hash) {
    return listed.stream().map(hash).reduce(CorpusHash.NONE, CorpusHash::plus);
  }

  private void index(Path folder, ObjectNode manifest, CorpusHash stamp, CorpusHash names)
      throws IOException {
    listed.sort(Comparator.comparing(PageFile::path));
    Path shard = Files.createDirectory(folder.resolve(ShardFolder.name(0)));
    new ShardWriter(files, sources, THREADS)
        .write(listed.iterator(), shard, done -> progress.at(done, listed.size()));
    try (OutputStream skipped =
        new BufferedOutputStream(Files.newOutputStream(folder.resolve(ShardedIndex.SKIPPED)))) {
      ShardedIndex.describe(
          files.name(),
          stamp,
          names,
          1,
          path -> Files.newInputStream(folder.resolve(path)),
          manifest,
          skipped);
    }
  }
}
