package io.synth.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.synth.SynthException;
import io.synth.model.Authority;
import io.synth.model.Labelled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Publishers by host, from {@code sources.yaml} at the corpus root; for hosts that it does not
 * name, the authority is told from the domain. A subdomain counts as its parent unless it is named.
 * Immutable.
 */
public final class Sources {
  /** Name of the file. */
  public static final String FILE = "sources.yaml";

  /** For corpora without the file. */
  public static final Sources NONE = new Sources(Map.of());

  private static final Pattern OFFICIAL =
      Pattern.compile("(?:^|.*\\.)(?:gov|mil|int|gouv|gob|go)(?:\\.[a-z]{2})?|.*\\.europa\\.eu");
  private static final Pattern ACADEMIC = Pattern.compile("(?:^|.*\\.)(?:edu|ac)(?:\\.[a-z]{2})?");
  private static final Pattern PERSONAL =
      Pattern.compile(
          "(?:.*[.-])?(?:blogs?|forums?|bbs|wordpress|blogspot|tumblr|medium|substack|livejournal|reddit"
              + "|quora|zhihu|tieba|weibo|douban|csdn|jianshu)(?:[.-].*)?");
  private static final Set<String> PERSONAL_FOLDERS =
      Set.of("blog", "blogs", "forum", "forums", "bbs");

  private record Entry(String publisher, @Nullable Authority authority) {}

  private final Map<String, Entry> byHost;

  private Sources(Map<String, Entry> byHost) {
    this.byHost = Map.copyOf(byHost);
  }

  /**
   * Reads the file of a corpus folder, if it has one: a mapping {@code host: {publisher,
   * authority}}, also below the key {@code hosts} or {@code sources}, or a list of entries with
   * {@code host}.
   *
   * @throws SynthException naming every entry that is wrong
   */
  public static Sources read(Path corpus) {
    Path file = corpus.resolve(FILE);
    if (!Files.exists(file)) {
      return NONE;
    }
    JsonNode root;
    try {
      root = new YAMLMapper().readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new SynthException(
          SynthException.Code.DATA,
          file + " is no YAML: " + e.getOriginalMessage() + "; correct or remove it",
          e);
    } catch (IOException e) {
      throw new SynthException(
          SynthException.Code.DATA, file + " cannot be read: " + e.getMessage(), e);
    }
    for (String key : List.of("hosts", "sources")) {
      if (root.isObject() && root.has(key)) {
        root = root.get(key);
      }
    }
    Map<String, Entry> entries = new HashMap<>();
    List<String> errors = new ArrayList<>();
    if (root.isObject()) {
      root.properties().forEach(e -> add(e.getKey(), e.getValue(), entries, errors));
    } else if (root.isArray()) {
      root.forEach(e -> add(e.path("host").asText(), e, entries, errors));
    } else if (!root.isMissingNode() && !root.isNull()) {
      errors.add("it must be a mapping of hosts, or a list of entries with host");
    }
    if (!errors.isEmpty()) {
      throw new SynthException(SynthException.Code.DATA, file + ": " + String.join("; ", errors));
    }
    return new Sources(entries);
  }

  /** Publisher of an address as the file has it; empty where it does not. */
  public String publisher(String url) {
    Entry entry = entry(url);
    return entry == null ? "" : entry.publisher();
  }

  /** Authority of an address's publisher. */
  public Authority authority(String url) {
    Entry entry = entry(url);
    if (entry != null && entry.authority() != null) {
      return entry.authority();
    }
    String host = Addresses.host(url);
    if (OFFICIAL.matcher(host).matches()) {
      return Authority.OFFICIAL;
    }
    if (ACADEMIC.matcher(host).matches()) {
      return Authority.ACADEMIC;
    }
    for (String folder : Addresses.path(url).toLowerCase(Locale.ROOT).split("/", -1)) {
      if (!host.isEmpty() && PERSONAL_FOLDERS.contains(folder)) {
        return Authority.PERSONAL;
      }
    }
    return PERSONAL.matcher(host).matches() ? Authority.PERSONAL : Authority.UNKNOWN;
  }

  private @Nullable Entry entry(String url) {
    String host = Addresses.host(url);
    while (!host.isEmpty()) {
      Entry entry = byHost.get(host);
      if (entry != null) {
        return entry;
      }
      int dot = host.indexOf('.');
      host = dot < 0 ? "" : host.substring(dot + 1);
    }
    return null;
  }

  private static void add(
      String host, JsonNode node, Map<String, Entry> entries, List<String> errors) {
    if (host.isBlank() || !node.isObject()) {
      errors.add(
          "entry '"
              + (host.isBlank() ? node.toString() : host)
              + "' must have host, publisher and authority");
      return;
    }
    Authority authority = null;
    String label = node.path("authority").asText("").strip().toLowerCase(Locale.ROOT);
    if (!label.isEmpty()) {
      try {
        authority = Labelled.of(Authority.class, label);
      } catch (IllegalArgumentException e) {
        errors.add("authority of " + host + ": " + e.getMessage());
      }
    }
    entries.put(
        host.strip().toLowerCase(Locale.ROOT),
        new Entry(PageText.line(node.path("publisher").asText("")), authority));
  }
}
