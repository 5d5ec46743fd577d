package io.synth.agent.tool;

import io.synth.corpus.Corpus;
import io.synth.corpus.Page;
import io.synth.model.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one trajectory has at hand and has done: the corpus, its files, its to-do list, the sources
 * it opened.
 */
public final class Workspace {
  private final Corpus corpus;
  private final Map<String, Source> sources = new LinkedHashMap<>();
  private final SortedMap<String, String> files = new TreeMap<>();
  private final Map<String, TodoItem> todos = new LinkedHashMap<>();

  public Workspace(Corpus corpus) {
    this.corpus = corpus;
  }

  public Corpus corpus() {
    return corpus;
  }

  /** Records that a page was opened. */
  public void opened(Page page) {
    sources.putIfAbsent(page.url(), page.source());
  }

  /** Pages opened so far, in order. */
  public List<Source> sources() {
    return new ArrayList<>(sources.values());
  }

  /** Files by path; tools change it. */
  public SortedMap<String, String> files() {
    return files;
  }

  /** To-do items by id, in the order they were added; tools change it. */
  public Map<String, TodoItem> todos() {
    return todos;
  }

  /** One entry of the to-do list. */
  public record TodoItem(
      String id,
      String task,
      String status,
      String priority,
      String details,
      List<String> dependencies) {
    public TodoItem {
      dependencies = List.copyOf(dependencies);
    }
  }
}
