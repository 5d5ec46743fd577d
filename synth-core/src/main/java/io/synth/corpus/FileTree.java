package io.synth.corpus;

import io.synth.SynthException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/**
 * The files of a folder in a fixed order: by name, folder by folder. Hidden ones are left out.
 * Links are followed, but not back to a folder that they are in.
 *
 * @param excluded a folder that is left out, e.g. the index when it lies inside
 */
record FileTree(Path root, Path excluded) {
  /** A file, or a folder that cannot be listed. */
  record Entry(String path, Path file, long size, long modifiedMillis, boolean readable) {}

  /** Is handed each file. */
  interface Visitor {
    void visit(Entry entry) throws IOException;
  }

  /** Fingerprint of names, sizes and times of all files, and how many there are. */
  record Fingerprint(String hash, long files) {}

  FileTree {
    root = root.toAbsolutePath().normalize();
    excluded = excluded.toAbsolutePath().normalize();
    if (!Files.isDirectory(root)) {
      throw new SynthException(
          SynthException.Code.DATA, root + " is no folder; name the folder that holds the data");
    }
  }

  void walk(Visitor visitor) throws IOException {
    walk(root, "", new ArrayDeque<>(), visitor);
  }

  Fingerprint fingerprint() throws IOException {
    MessageDigest digest = sha256();
    long[] files = {0};
    walk(
        entry -> {
          files[0]++;
          String line = entry.path() + '\0' + entry.size() + '\0' + entry.modifiedMillis() + '\n';
          digest.update(line.getBytes(StandardCharsets.UTF_8));
        });
    return new Fingerprint(HexFormat.of().formatHex(digest.digest()), files[0]);
  }

  private void walk(Path folder, String prefix, Deque<Path> above, Visitor visitor)
      throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(children::add);
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      visitor.visit(new Entry(prefix, folder, 0, 0, false));
      return;
    }
    children.sort((a, b) -> name(a).compareTo(name(b)));
    above.push(folder.toRealPath());
    for (Path child : children) {
      String path = prefix.isEmpty() ? name(child) : prefix + "/" + name(child);
      if (name(child).startsWith(".") || child.equals(excluded)) {
        continue;
      }
      if (!Files.isDirectory(child)) {
        visitor.visit(entry(path, child));
      } else if (!above.contains(child.toRealPath())) {
        walk(child, path, above, visitor);
      }
    }
    above.pop();
  }

  private static Entry entry(String path, Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Entry(
          path,
          file,
          attributes.size(),
          attributes.lastModifiedTime().toMillis(),
          attributes.isRegularFile());
    } catch (IOException | UncheckedIOException e) {
      return new Entry(path, file, 0, 0, false);
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
