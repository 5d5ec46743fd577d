package io.synth.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HadoopSourcesTest {
  @TempDir private Path folder;

  private HadoopSources sources = new HadoopSources("/", new Configuration());

  @BeforeEach
  void write() throws IOException {
    sources = new HadoopSources(folder.toUri().toString(), new Configuration());
    Files.createDirectory(folder.resolve("reports"));
    Files.writeString(folder.resolve("reports/a.md"), "# A");
    try (RandomAccessFile big = new RandomAccessFile(folder.resolve("big.md").toFile(), "rw")) {
      big.setLength((16 << 20) + 1);
    }
  }

  @Test
  void readsFilesAndNamesFoldersFromTheSeedFilesOn() throws IOException {
    assertThat(new String(sources.read("reports/a.md"), StandardCharsets.UTF_8)).isEqualTo("# A");
    assertThat(new String(sources.read(folder + "/reports/a.md"), StandardCharsets.UTF_8))
        .isEqualTo("# A");
    assertThat(sources.folder("reports")).isEqualTo(folder.resolve("reports").toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none.md | there is no such file or folder",
        "reports | it is a folder",
        "big.md | it has 16777217 bytes; 16 MiB is the most",
        "http://127.0.0.1:1/a.md | it is not where the seed file is; nothing is fetched from elsewhere",
        "a:b:c | it is not a path",
      })
  void saysWhyAFileCannotBeRead(String path, String reason) {
    assertThatThrownBy(() -> sources.read(path)).isInstanceOf(IOException.class).hasMessage(reason);
  }

  @Test
  void saysWhyAFolderCannotBeUsed() {
    assertThatThrownBy(() -> sources.folder("reports/a.md")).hasMessage("it is not a folder");
    assertThatThrownBy(() -> sources.folder("none")).hasMessage("there is no such file or folder");
  }
}
