package io.synth.jobs.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.SynthException;
import io.synth.run.RunFolder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkFiles;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Where an index lies, on any Hadoop file system, and beside it the folder in which it is built.
 * Shards are written under a name of their own and renamed when they are whole, and so is the
 * index: whoever looks sees all of it or nothing, and a build that was interrupted goes on with the
 * shards that stand.
 */
final class IndexPlace implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** File that tells what an index holds. */
  private static final String MANIFEST = "index.json";

  /** File in the folder of a build that tells what is being built. */
  private static final String PLAN = "plan.json";

  private final Path path;
  private final SerializableConfiguration hadoop;

  private IndexPlace(Path path, Configuration hadoop) {
    this.path = path;
    this.hadoop = new SerializableConfiguration(hadoop);
  }

  /**
   * @param index an address, or a path on the machine's own file system
   */
  static IndexPlace of(String index, Configuration hadoop) {
    return new IndexPlace(
        index.contains(":/")
            ? new Path(index)
            : new Path("file", null, java.nio.file.Path.of(index).toAbsolutePath().toString()),
        hadoop);
  }

  private FileSystem files() throws IOException {
    return RunFolder.files(path, hadoop.value());
  }

  /** Its whole address. */
  Path path() throws IOException {
    return files().makeQualified(path);
  }

  /** The same folder on the machine's own file system; empty when it lies on another. */
  Optional<java.nio.file.Path> local() {
    return local(path);
  }

  private static Optional<java.nio.file.Path> local(Path path) {
    return "file".equals(path.toUri().getScheme())
        ? Optional.of(java.nio.file.Path.of(path.toUri().getPath()))
        : Optional.empty();
  }

  private Path sibling(String what) {
    return new Path(path.getParent(), "." + path.getName() + "." + what);
  }

  private Path building(String part) {
    return new Path(sibling("building"), part);
  }

  /** The manifest of the index that is there; empty where there is none. */
  Optional<ObjectNode> manifest() throws IOException {
    return read(new Path(path, MANIFEST));
  }

  /** What is being built; empty where nothing is. */
  Optional<ObjectNode> plan() throws IOException {
    return read(building(PLAN));
  }

  /** Begins to build anew: what a build left is removed. */
  void begin(ObjectNode plan) throws IOException {
    refuseForeignFolder();
    abandon();
    files().mkdirs(sibling("building"));
    write(building(PLAN), plan);
  }

  /** Removes what a build left. */
  void abandon() throws IOException {
    files().delete(sibling("building"), true);
  }

  /** Rewrites the manifest of the index that is there. */
  void amend(ObjectNode manifest) throws IOException {
    write(sibling("manifest"), manifest);
    replace(sibling("manifest"), new Path(path, MANIFEST));
  }

  boolean isBuilt(String part) throws IOException {
    return files().exists(building(part));
  }

  /** Opens a file of the build. */
  InputStream open(String file) throws IOException {
    return files().open(building(file));
  }

  OutputStream create(String file) throws IOException {
    return files().create(building(file), true);
  }

  /** Work on the files of a shard on this machine. */
  interface ShardWork {
    void in(java.nio.file.Path folder) throws IOException;
  }

  /**
   * Makes a part of the index in a folder on this machine and puts it into its place. Where it
   * stands already, as when a task is tried twice, it is left as it is.
   *
   * @param from name of what it begins as a copy of; empty for none
   */
  void put(String part, String from, ShardWork work) throws IOException {
    Path place = building(part);
    if (files().exists(place)) {
      return;
    }
    Path own = building("." + UUID.randomUUID());
    Optional<java.nio.file.Path> here = local(own);
    java.nio.file.Path folder =
        here.orElse(java.nio.file.Path.of(SparkFiles.getRootDirectory(), own.getName()));
    try {
      Files.createDirectories(folder);
      if (!from.isEmpty()) {
        fetch(building(from), folder);
      }
      work.in(folder);
      if (here.isEmpty()) {
        upload(folder, own);
      }
      // A twin of this task may have been faster; what it made is the same.
      if (!files().exists(place) && !files().rename(own, place) && !files().exists(place)) {
        throw new IOException("cannot move " + own + " to " + place);
      }
    } finally {
      files().delete(own, true);
      delete(folder);
    }
  }

  /** Puts a part in the place of another, if it is there. */
  void swap(String part, String place) throws IOException {
    if (isBuilt(part)) {
      replace(building(part), building(place));
    }
  }

  /** Puts the finished index into its place. */
  void finish(ObjectNode manifest) throws IOException {
    for (FileStatus file : files().listStatus(sibling("building"))) {
      if (file.getPath().getName().startsWith(".")) {
        // What a task left that was killed.
        files().delete(file.getPath(), true);
      }
    }
    write(building(MANIFEST), manifest);
    Path old = sibling("old");
    files().delete(old, true);
    if (files().exists(path)) {
      rename(path, old);
    }
    rename(sibling("building"), path);
    files().delete(new Path(path, PLAN), false);
    files().delete(old, true);
  }

  /** Copies the index into a folder on this machine. */
  void fetchTo(java.nio.file.Path folder) throws IOException {
    fetch(path, folder);
  }

  private void fetch(Path from, java.nio.file.Path to) throws IOException {
    for (FileStatus child : files().listStatus(from)) {
      java.nio.file.Path target = to.resolve(child.getPath().getName());
      if (child.isDirectory()) {
        Files.createDirectories(target);
        fetch(child.getPath(), target);
      } else {
        try (InputStream in = files().open(child.getPath())) {
          Files.copy(in, target);
        }
      }
    }
  }

  private void upload(java.nio.file.Path from, Path to) throws IOException {
    files().mkdirs(to);
    try (Stream<java.nio.file.Path> all = Files.walk(from)) {
      for (java.nio.file.Path file : all.filter(Files::isRegularFile).toList()) {
        try (OutputStream out = files().create(new Path(to, from.relativize(file).toString()))) {
          Files.copy(file, out);
        }
      }
    }
  }

  /** Nothing but an index is ever replaced. */
  private void refuseForeignFolder() throws IOException {
    FileSystem files = files();
    if (!files.exists(path) || files.exists(new Path(path, MANIFEST))) {
      return;
    }
    if (!files.getFileStatus(path).isDirectory() || files.listStatus(path).length > 0) {
      throw new SynthException(
          SynthException.Code.DATA,
          local().map(Object::toString).orElse(path.toString())
              + " exists and is no index; name another place for the index, or remove it");
    }
  }

  private Optional<ObjectNode> read(Path file) throws IOException {
    try (InputStream in = files().open(file)) {
      return JSON.readTree(in) instanceof ObjectNode node ? Optional.of(node) : Optional.empty();
    } catch (FileNotFoundException | JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private void write(Path file, ObjectNode json) throws IOException {
    try (OutputStream out = files().create(file, true)) {
      out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
    }
  }

  private void replace(Path from, Path to) throws IOException {
    files().delete(to, true);
    rename(from, to);
  }

  private void rename(Path from, Path to) throws IOException {
    if (!files().rename(from, to)) {
      throw new IOException("cannot move " + from + " to " + to);
    }
  }

  private static void delete(java.nio.file.Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<java.nio.file.Path> all = Files.walk(folder)) {
        for (java.nio.file.Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
