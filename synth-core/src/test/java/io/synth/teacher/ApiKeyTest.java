package io.synth.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.synth.SynthException;
import io.synth.config.ApiKeySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeyTest {
  private final Path folder;

  ApiKeyTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void readsAKeyFromAFileAndShowsItNot() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "secret-1\n");
    ApiKey key = ApiKey.read("t", ApiKeySource.file(file.toString()), name -> null);
    assertThat(key.value()).isEqualTo("secret-1");
    assertThat(key).hasToString("***");
    assertThat(ApiKey.read("t", ApiKeySource.NONE, name -> null)).hasToString("no key");
  }

  @Test
  void anErrorTellsThePlaceAndNotTheKey() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "secret 1");
    assertThatThrownBy(() -> ApiKey.read("t", ApiKeySource.file(file.toString()), name -> null))
        .isInstanceOf(SynthException.class)
        .hasMessage(
            "api_key of teacher 't': the file "
                + file
                + " holds no key: one word of ASCII characters is expected");
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> ApiKey.read("t", ApiKeySource.file(none.toString()), name -> null))
        .isInstanceOf(SynthException.class)
        .hasMessage(
            "api_key of teacher 't': the file "
                + none
                + " cannot be read (NoSuchFileException); it must hold the key alone");
  }

  @Test
  void excerptsAreShortAndKeyFree() {
    assertThat(Excerpt.of("a\n\n b key-9 c sk-abcdef1234", "key-9")).isEqualTo("a b *** c ***");
    assertThat(Excerpt.of("x".repeat(295) + "key-9-longer", "key-9-longer"))
        .isEqualTo("x".repeat(295) + "***");
    assertThat(Excerpt.of("字".repeat(400), null)).isEqualTo("字".repeat(300) + "…");
  }
}
