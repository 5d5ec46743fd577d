package io.synth.corpus;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.SynthException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An index on disk, with {@code index.json} that tells what it holds and from what it was made. It
 * is built beside its place and renamed, so that an interrupted build leaves nothing half; two
 * processes that want the same index build it once.
 *
 * @param kind of index, e.g. {@code pages}
 * @param format version of its layout: another one is rebuilt
 */
record IndexFolder(Path path, String kind, int format) {
  private static final String MANIFEST = "index.json";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectWriter PRETTY = JSON.writerWithDefaultPrettyPrinter();

  IndexFolder {
    path = path.toAbsolutePath().normalize();
  }

  /** Fills an empty folder and tells what it then holds. */
  interface Build {
    void into(Path folder, ObjectNode manifest) throws IOException;
  }

  /** Whether an index with this manifest is up to date; may bring the manifest up to date. */
  interface Freshness {
    boolean of(ObjectNode manifest) throws IOException;
  }

  /**
   * Builds the index unless it is made from what has this fingerprint.
   *
   * @throws SynthException when the folder is something else, or cannot be written
   */
  IndexSummary ensure(String fingerprint, Build build) {
    return ensure(
        manifest -> manifest.path("fingerprint").asText().equals(fingerprint),
        (folder, manifest) -> {
          manifest.put("fingerprint", fingerprint);
          build.into(folder, manifest);
        });
  }

  /**
   * Builds the index unless it is up to date.
   *
   * @throws SynthException when the folder is something else, or cannot be written
   */
  IndexSummary ensure(Freshness freshness, Build build) {
    Optional<ObjectNode> current = current(freshness);
    if (current.isPresent()) {
      return IndexSummary.of(current.get(), true);
    }
    try {
      return IndexLock.during(path, () -> buildLocked(freshness, build));
    } catch (IOException | UncheckedIOException e) {
      throw new SynthException(
          SynthException.Code.DATA, "the index " + path + " cannot be built: " + e, e);
    }
  }

  /**
   * What {@code index.json} tells.
   *
   * @throws SynthException when there is no such index
   */
  ObjectNode manifest() {
    Optional<ObjectNode> manifest = read();
    if (manifest.isEmpty()) {
      throw new SynthException(
          SynthException.Code.DATA, path + " is no index of " + kind + "; build it first");
    }
    ObjectNode node = manifest.get();
    if (!node.path("kind").asText().equals(kind) || node.path("format").asInt() != format) {
      throw new SynthException(
          SynthException.Code.DATA,
          path
              + " is an index of "
              + node.path("kind").asText()
              + ", format "
              + node.path("format").asInt()
              + ", not of "
              + kind
              + ", format "
              + format
              + "; build it again");
    }
    return node;
  }

  private IndexSummary buildLocked(Freshness freshness, Build build) throws IOException {
    Optional<ObjectNode> current = current(freshness);
    if (current.isPresent()) {
      return IndexSummary.of(current.get(), true);
    }
    refuseForeignFolder();
    removeLeftovers();
    Path building = sibling("building");
    Files.createDirectory(building);
    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("kind", kind).put("format", format);
    try {
      build.into(building, manifest);
      Files.write(building.resolve(MANIFEST), PRETTY.writeValueAsBytes(manifest));
    } catch (IOException | RuntimeException e) {
      delete(building);
      throw e;
    }
    if (Files.exists(path)) {
      Path old = sibling("old");
      Files.move(path, old);
      Files.move(building, path);
      delete(old);
    } else {
      Files.move(building, path);
    }
    return IndexSummary.of(manifest, false);
  }

  private Optional<ObjectNode> current(Freshness freshness) {
    Optional<ObjectNode> manifest =
        read()
            .filter(node -> node.path("kind").asText().equals(kind))
            .filter(node -> node.path("format").asInt() == format);
    try {
      if (manifest.isEmpty()) {
        return Optional.empty();
      }
      ObjectNode before = manifest.get().deepCopy();
      if (!freshness.of(manifest.get())) {
        return Optional.empty();
      }
      if (!before.equals(manifest.get())) {
        Path beside = sibling("manifest");
        Files.write(beside, PRETTY.writeValueAsBytes(manifest.get()));
        Files.move(beside, path.resolve(MANIFEST), StandardCopyOption.REPLACE_EXISTING);
      }
      return manifest;
    } catch (IOException e) {
      throw new SynthException(
          SynthException.Code.DATA, "the index " + path + " cannot be brought up to date: " + e, e);
    }
  }

  private Optional<ObjectNode> read() {
    Path file = path.resolve(MANIFEST);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode node
          ? Optional.of(node)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Nothing but an index is ever replaced. */
  private void refuseForeignFolder() throws IOException {
    if (!Files.exists(path) || Files.exists(path.resolve(MANIFEST))) {
      return;
    }
    if (Files.isDirectory(path)) {
      try (Stream<Path> files = Files.list(path)) {
        if (files.findAny().isEmpty()) {
          return;
        }
      }
    }
    throw new SynthException(
        SynthException.Code.DATA,
        path + " exists and is no index; name another place for the index, or remove it");
  }

  private void removeLeftovers() throws IOException {
    String prefix = "." + path.getFileName() + ".";
    try (DirectoryStream<Path> siblings = Files.newDirectoryStream(parent())) {
      for (Path sibling : siblings) {
        String name = sibling.getFileName().toString();
        if (name.equals(prefix + "building") || name.equals(prefix + "old")) {
          delete(sibling);
        }
      }
    }
  }

  private Path parent() {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  private Path sibling(String what) {
    return parent().resolve("." + path.getFileName() + "." + what);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
