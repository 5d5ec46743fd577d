package io.synth.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.synth.SynthException;
import io.synth.model.Authority;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SourcesTest {
  private final Path folder;

  SourcesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hosts:\n  a.example: {publisher: 岚雾大学, authority: academic}\n",
        "a.example: {publisher: 岚雾大学, authority: academic}\n",
        "- {host: A.example, publisher: 岚雾大学, authority: Academic}\n",
        "sources:\n- host: a.example\n  publisher: 岚雾大学\n  authority: academic\n"
      })
  void readsMappingsAndLists(String yaml) throws Exception {
    Sources sources = read(yaml);
    assertThat(sources.publisher("https://www.a.example:8080/x")).isEqualTo("岚雾大学");
    assertThat(sources.authority("https://a.example/x")).isEqualTo(Authority.ACADEMIC);
    assertThat(sources.publisher("https://b.example/x")).isEmpty();
    assertThat(sources.authority("https://b.example/x")).isEqualTo(Authority.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "https://www.nist.gov/a,OFFICIAL",
    "https://www.gov.cn/a,OFFICIAL",
    "https://gov.example/a,UNKNOWN",
    "https://mit.edu/a,ACADEMIC",
    "https://www.ox.ac.uk/a,ACADEMIC",
    "https://tide-forum.example/a,PERSONAL",
    "https://a.example/blog/x,PERSONAL",
    "https://a.example/x,UNKNOWN",
    "corpus:/blog/x.html,UNKNOWN"
  })
  void tellsTheAuthorityFromTheDomain(String url, Authority authority) {
    assertThat(Sources.NONE.authority(url)).isEqualTo(authority);
  }

  @Test
  void wrongEntriesAreAllNamed() {
    assertThatThrownBy(() -> read("a.example: {authority: great}\nb.example: 5\n"))
        .isInstanceOf(SynthException.class)
        .hasMessageEndingWith(
            "sources.yaml: authority of a.example: 'great' is none of official, academic, news, commercial,"
                + " personal, unknown; entry 'b.example' must have host, publisher and authority");
    assertThatThrownBy(() -> read("a: [b"))
        .hasMessageContaining("sources.yaml is no YAML: ")
        .hasMessageEndingWith("; correct or remove it");
    assertThatThrownBy(() -> read("5"))
        .hasMessageEndingWith(
            "sources.yaml: it must be a mapping of hosts, or a list of entries with host");
  }

  @Test
  void aFolderWithoutTheFileHasNone() {
    assertThat(Sources.read(folder)).isSameAs(Sources.NONE);
  }

  @Test
  void foldersTellWhatTheirPagesDoNot() throws Exception {
    Sources sources =
        read(
            "hosts: {a.example: {publisher: A, authority: news}}\n"
                + "folders:\n"
                + "  manual: {url: 'https://docs.example/15', publisher: Docs, authority: official,"
                + " date: 2023-02-01}\n"
                + "  manual/zh: {date: 2024-05-06}\n");
    assertThat(sources.address("manual/zh/a b.html"))
        .isEqualTo("https://docs.example/15/zh/a%20b.html");
    assertThat(sources.date("manual/zh/a.html")).isEqualTo("2024-05-06");
    assertThat(sources.date("manual/a.html")).isEqualTo("2023-02-01");
    assertThat(sources.publisherOfFile("manual/zh/a.html")).isEqualTo("Docs");
    assertThat(sources.authority("https://docs.example/15/a.html", "manual/a.html"))
        .isEqualTo(Authority.OFFICIAL);
    assertThat(sources.authority("https://a.example/x", "manual/a.html")).isEqualTo(Authority.NEWS);

    assertThat(sources.address("other/a.html")).isEqualTo("corpus:/other/a.html");
    assertThat(sources.date("other/a.html")).isEmpty();
    assertThat(sources.publisherOfFile("manuals/a.html")).isEmpty();
    assertThatThrownBy(() -> read("folders: {manual: {url: docs}, other: 5}"))
        .hasMessageEndingWith(
            "sources.yaml: url of folder 'manual' must be an absolute address: docs;"
                + " folder 'other' must have url, publisher, authority or date");
  }

  private Sources read(String yaml) throws Exception {
    Files.writeString(folder.resolve("sources.yaml"), yaml);
    return Sources.read(folder);
  }
}
