package io.synth.run;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.synth.SynthException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * The folder of a run on any Hadoop file system: its datasets, its configuration, what it remembers
 * of its steps. Small files are written beside and renamed, so that a reader never sees half of
 * one. Not thread-safe.
 */
public final class RunFolder {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final FileSystem files;
  private final Path folder;

  private RunFolder(FileSystem files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /** The folder at an address; need not exist yet. */
  public static RunFolder at(String address, Configuration hadoop) {
    try {
      FileSystem files = files(new Path(address), hadoop);
      return new RunFolder(files, files.makeQualified(new Path(address)));
    } catch (IOException e) {
      throw failed("open", address, e);
    }
  }

  /** The file system of a path; the local one without checksum files beside the data. */
  public static FileSystem files(Path path, Configuration hadoop) throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    return files instanceof LocalFileSystem local ? local.getRaw() : files;
  }

  /** Its address, with the scheme. */
  public String address() {
    return folder.toString();
  }

  /** Address of something in it. */
  public Path path(String relative) {
    return new Path(folder, relative);
  }

  /** Files of a dataset, in the order of their names. */
  public List<Path> parts(RunDataset<?> dataset) {
    Path place = path(dataset.folder());
    try {
      List<Path> parts = new ArrayList<>();
      if (files.exists(place)) {
        for (FileStatus file : files.listStatus(place)) {
          if (file.getPath().getName().endsWith(".parquet")) {
            parts.add(file.getPath());
          }
        }
      }
      parts.sort(null);
      return parts;
    } catch (IOException e) {
      throw failed("list", place.toString(), e);
    }
  }

  /** Removes something and all below it; nothing happens where it is not. */
  public void delete(String relative) {
    try {
      files.delete(path(relative), true);
    } catch (IOException e) {
      throw failed("delete", path(relative).toString(), e);
    }
  }

  /** A small text file; empty where it is not. */
  public Optional<String> read(String relative) {
    try (InputStream in = files.open(path(relative))) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("read", path(relative).toString(), e);
    }
  }

  /** Names of what is in a folder below, sorted; empty where it is not. Hidden files are not. */
  public List<String> names(String relative) {
    try {
      List<String> names = new ArrayList<>();
      for (FileStatus file : files.listStatus(path(relative))) {
        String name = file.getPath().getName();
        if (!name.startsWith(".")) {
          names.add(name);
        }
      }
      names.sort(null);
      return names;
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw failed("list", path(relative).toString(), e);
    }
  }

  /** Opens a file. */
  public InputStream open(String relative) throws IOException {
    return files.open(path(relative));
  }

  /** Writes a small text file, whole or not at all, and durably. */
  public void write(String relative, String text) {
    try (Beside out = beside(relative)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.commit();
    } catch (IOException e) {
      throw failed("write", path(relative).toString(), e);
    }
  }

  /** Begins a file that stands in its place when it is committed, or not at all. */
  public Beside beside(String relative) throws IOException {
    Path place = path(relative);
    Path work = new Path(place.getParent(), "." + place.getName() + "." + UUID.randomUUID());
    files.mkdirs(place.getParent());
    return new Beside(files.create(work, true), work, place);
  }

  /** A file that is written beside its place. */
  public final class Beside extends OutputStream {
    private final FSDataOutputStream out;
    private final Path work;
    private final Path place;
    private boolean ended;

    private Beside(FSDataOutputStream out, Path work, Path place) {
      this.out = out;
      this.work = work;
      this.place = place;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      out.write(bytes, from, count);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    /** Makes it durable and puts it into its place, over what was there. */
    public void commit() throws IOException {
      if (out.hasCapability(StreamCapabilities.HSYNC)) {
        out.hsync();
      }
      out.close();
      if (files instanceof RawLocalFileSystem) {
        if (!files.rename(work, place)) {
          throw new IOException("cannot move " + work + " to " + place);
        }
      } else {
        FileContext.getFileContext(files.getUri(), files.getConf())
            .rename(work, place, Options.Rename.OVERWRITE);
      }
      ended = true;
    }

    /** Throws it away, unless it is committed. */
    public void abandon() {
      if (ended) {
        return;
      }
      ended = true;
      try {
        out.close();
        files.delete(work, false);
      } catch (IOException e) {
        // A file that nobody looks for stays behind.
        return;
      }
    }

    @Override
    public void close() {
      abandon();
    }
  }

  /** What it remembers of a step. */
  public Optional<StepRecord> step(String name) {
    return read("steps/" + name + ".json").map(RunFolder::parse);
  }

  /** Remembers a step. */
  public void remember(StepRecord step) {
    try {
      write("steps/" + step.step() + ".json", JSON.writeValueAsString(step) + "\n");
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Forgets a step. */
  public void forget(String step) {
    delete("steps/" + step + ".json");
  }

  private static StepRecord parse(String json) {
    try {
      return JSON.readValue(json, StepRecord.class);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new SynthException(
          SynthException.Code.DATA,
          "the run's memory of a step cannot be read ("
              + e.getOriginalMessage()
              + "); delete the run's folder `steps` to do its steps again from the journal",
          e);
    }
  }

  private static SynthException failed(String what, String where, IOException e) {
    return new SynthException(
        SynthException.Code.JOB,
        "cannot "
            + what
            + " "
            + where
            + ": "
            + e.getMessage()
            + ". Is the disk full, or the folder not writable? The run can be resumed by the same command.",
        e);
  }
}
