package io.synth.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.synth.SynthException;
import io.synth.model.Authority;
import io.synth.model.Labelled;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Publishers by host and by folder, from {@code sources.yaml} at the corpus root; for hosts that it
 * does not name, the authority is told from the domain. A subdomain counts as its parent unless it
 * is named, and a folder as the one that it is in. Immutable.
 */
public final class Sources implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Name of the file. */
  public static final String FILE = "sources.yaml";

  /** For corpora without the file. */
  public static final Sources NONE = new Sources(Map.of(), Map.of());

  private static final String FOLDERS = "folders";
  private static final String NOWHERE = "\0";

  private static final Pattern OFFICIAL =
      Pattern.compile("(?:^|.*\\.)(?:gov|mil|int|gouv|gob|go)(?:\\.[a-z]{2})?|.*\\.europa\\.eu");
  private static final Pattern ACADEMIC = Pattern.compile("(?:^|.*\\.)(?:edu|ac)(?:\\.[a-z]{2})?");
  private static final Pattern PERSONAL =
      Pattern.compile(
          "(?:.*[.-])?(?:blogs?|forums?|bbs|wordpress|blogspot|tumblr|medium|substack|livejournal|reddit"
              + "|quora|zhihu|tieba|weibo|douban|csdn|jianshu)(?:[.-].*)?");
  private static final Set<String> PERSONAL_FOLDERS =
      Set.of("blog", "blogs", "forum", "forums", "bbs");

  private record Entry(String publisher, @Nullable Authority authority) implements Serializable {}

  /** What is said of a folder; its address ends with a slash, and is empty where none is given. */
  private record Folder(String url, String date, Entry entry) implements Serializable {}

  private final Map<String, Entry> byHost;
  private final Map<String, Folder> byFolder;

  private Sources(Map<String, Entry> byHost, Map<String, Folder> byFolder) {
    this.byHost = Map.copyOf(byHost);
    this.byFolder = Map.copyOf(byFolder);
  }

  /**
   * Reads the file of a corpus folder, if it has one: a mapping {@code host: {publisher,
   * authority}}, also below the key {@code hosts} or {@code sources}, or a list of entries with
   * {@code host}; and below {@code folders} a mapping {@code folder: {url, publisher, authority,
   * date}}.
   *
   * @throws SynthException naming every entry that is wrong
   */
  public static Sources read(Path corpus) {
    return read(new LocalPageFiles(corpus, corpus));
  }

  /** Reads the file of a corpus folder, wherever it lies. */
  public static Sources read(PageFiles corpus) {
    String name = corpus.name() + "/" + FILE;
    try {
      return parse(corpus.read(FILE), name);
    } catch (NoSuchFileException | FileNotFoundException e) {
      return NONE;
    } catch (IOException e) {
      throw new SynthException(
          SynthException.Code.DATA, name + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Sources parse(byte[] yaml, String file) {
    JsonNode root;
    try {
      root = new YAMLMapper().readTree(new String(yaml, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new SynthException(
          SynthException.Code.DATA,
          file + " is no YAML: " + e.getOriginalMessage() + "; correct or remove it",
          e);
    }
    Map<String, Entry> hosts = new HashMap<>();
    Map<String, Folder> folders = new HashMap<>();
    List<String> errors = new ArrayList<>();
    if (root.isObject() && root.has(FOLDERS)) {
      JsonNode named = ((ObjectNode) root).remove(FOLDERS);
      if (named.isObject()) {
        named.properties().forEach(e -> addFolder(e.getKey(), e.getValue(), folders, errors));
      } else {
        errors.add("folders must be a mapping of folders");
      }
    }
    for (String key : List.of("hosts", "sources")) {
      if (root.isObject() && root.has(key)) {
        root = root.get(key);
      }
    }
    if (root.isObject()) {
      root.properties().forEach(e -> add(e.getKey(), e.getValue(), hosts, errors));
    } else if (root.isArray()) {
      root.forEach(e -> add(e.path("host").asText(), e, hosts, errors));
    } else if (!root.isMissingNode() && !root.isNull()) {
      errors.add("it must be a mapping of hosts, or a list of entries with host");
    }
    if (!errors.isEmpty()) {
      throw new SynthException(SynthException.Code.DATA, file + ": " + String.join("; ", errors));
    }
    return new Sources(hosts, folders);
  }

  /** Address of a file of the corpus folder whose page tells none. */
  String address(String path) {
    String within = folderOf(path, folder -> !folder.url().isEmpty());
    Folder folder = byFolder.get(within);
    return folder == null
        ? Addresses.ofFile(path)
        : folder.url()
            + Addresses.encodedPath(path.substring(within.isEmpty() ? 0 : within.length() + 1));
  }

  /** Date of a file whose page tells none; empty where the file has none for its folder. */
  String date(String path) {
    Folder folder = byFolder.get(folderOf(path, named -> !named.date().isEmpty()));
    return folder == null ? "" : folder.date();
  }

  /** Publisher of a file whose address has none and whose page tells none. */
  String publisherOfFile(String path) {
    Folder folder = byFolder.get(folderOf(path, named -> !named.entry().publisher().isEmpty()));
    return folder == null ? "" : folder.entry().publisher();
  }

  /** Authority of a file of the corpus folder with an address. */
  Authority authority(String url, String path) {
    Folder folder = byFolder.get(folderOf(path, named -> named.entry().authority() != null));
    Authority own = folder == null ? null : folder.entry().authority();
    return own == null || entry(url) != null ? authority(url) : own;
  }

  /**
   * The nearest folder at or above a file that tells what is asked for; a folder that no file has.
   */
  private String folderOf(String path, Predicate<Folder> tells) {
    // The path of an address begins with a slash; a file's does not.
    String folder = path.startsWith("/") ? "" : path;
    while (!folder.isEmpty()) {
      int slash = folder.lastIndexOf('/');
      folder = slash < 0 ? "" : folder.substring(0, slash);
      Folder named = byFolder.get(folder);
      if (named != null && tells.test(named)) {
        return folder;
      }
    }
    return NOWHERE;
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

  private static void addFolder(
      String name, JsonNode node, Map<String, Folder> folders, List<String> errors) {
    if (!node.isObject()) {
      errors.add("folder '" + name + "' must have url, publisher, authority or date");
      return;
    }
    String url = node.path("url").asText("").strip();
    if (!url.isEmpty() && !Addresses.isAbsolute(url)) {
      errors.add("url of folder '" + name + "' must be an absolute address: " + url);
      return;
    }
    Map<String, Entry> own = new HashMap<>();
    add(name.isEmpty() ? "." : name, node, own, errors);
    String folder = name.strip().replaceAll("^(?:\\./)+|^/+|/+$|^\\.$", "");
    own.values()
        .forEach(
            entry ->
                folders.put(
                    folder,
                    new Folder(
                        url.isEmpty() || url.endsWith("/") ? url : url + "/",
                        PageDates.iso(node.path("date").asText("")),
                        entry)));
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
