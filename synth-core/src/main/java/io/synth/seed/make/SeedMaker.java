package io.synth.seed.make;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.SynthException;
import io.synth.corpus.CorpusPages;
import io.synth.corpus.IndexProgress;
import io.synth.corpus.Page;
import io.synth.corpus.PageAddress;
import io.synth.model.ContentHash;
import io.synth.model.Language;
import io.synth.model.SeedKind;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes a seed file from a folder of pages. Reads each page once, and those that seeds are made of
 * twice; holds a hash for each page and a few hundred bytes for each seed. Equal requests over
 * equal pages write equal files.
 */
public final class SeedMaker {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_NAME = 200;

  private final SeedRequest request;
  private final IndexProgress progress;
  private final CorpusPages corpus;
  private final Map<Group, Draw> draws = new LinkedHashMap<>();
  private final Map<String, Long> refused = new TreeMap<>();
  private final Set<Long> telling = new HashSet<>();
  private long pages;

  /**
   * @throws SynthException when the folder's {@code sources.yaml} is wrong
   */
  public SeedMaker(SeedRequest request, IndexProgress progress) {
    this.request = request;
    this.progress = progress;
    this.corpus = new CorpusPages(request.corpus());
    for (SeedMould mould : SeedMoulds.ALL) {
      for (Language language : Language.values()) {
        if (request.kinds().contains(mould.kind()) && request.languages().contains(language)) {
          draws.put(new Group(mould, language), new Draw(request.count()));
        }
      }
    }
  }

  private record Group(SeedMould mould, Language language) {
    SeedKind kind() {
      return mould.kind();
    }
  }

  /**
   * Makes the file.
   *
   * @throws SynthException when there is no such folder, no page of it gives a seed, or the file
   *     cannot be written
   */
  public MadeSeeds make() {
    corpus.read(new Offers(), progress);
    Map<Group, List<Draw.Lot>> drawn = new LinkedHashMap<>();
    draws.forEach((group, draw) -> drawn.put(group, draw.drawn(this::leadsOn)));
    Map<Group, Integer> shares = Shares.of(request.count(), sizes(drawn));
    drawn.replaceAll((group, lots) -> lots.subList(0, shares.getOrDefault(group, 0)));
    List<MadeSeeds.Group> groups = new ArrayList<>();
    drawn.forEach(
        (group, lots) ->
            groups.add(
                new MadeSeeds.Group(group.kind(), group.language(), offered(group), lots.size())));
    MadeSeeds made = new MadeSeeds(pages, refused, groups);
    if (made.made() == 0) {
      throw new SynthException(
          SynthException.Code.DATA,
          "no page of "
              + request.corpus()
              + " gives a seed: "
              + pages
              + " pages say enough, refused were "
              + new TreeMap<>(refused));
    }
    write(drawn);
    return made;
  }

  private long offered(Group group) {
    Draw draw = draws.get(group);
    return draw == null ? 0 : draw.offered();
  }

  private static Map<Group, Integer> sizes(Map<Group, List<Draw.Lot>> drawn) {
    Map<Group, Integer> sizes = new LinkedHashMap<>();
    drawn.forEach((group, lots) -> sizes.put(group, lots.size()));
    return sizes;
  }

  /** Enters each page's drafts into the draw. */
  private final class Offers implements CorpusPages.Visitor {
    @Override
    public void page(String path, Page page) {
      ReadPage read = ReadPage.of(path, page);
      PageScreen.refusal(read).ifPresentOrElse(reason -> skipped(path, reason), () -> offer(read));
    }

    @Override
    public void skipped(String path, String reason) {
      refused.merge(reason, 1L, Long::sum);
    }

    private void offer(ReadPage page) {
      pages++;
      // Of pages with one address the draw takes the first by its path, as an index does.
      telling.add(PageAddress.hash(page.page().url()));
      draws.forEach(
          (group, draw) -> {
            if (group.language() == page.language()) {
              List<Draft> drafts = group.mould().drafts(page, request.number());
              for (int place = 0; place < drafts.size(); place++) {
                draw.offer(lot(page, drafts.get(place), place));
              }
            }
          });
    }
  }

  private Draw.Lot lot(ReadPage page, Draft draft, int place) {
    return new Draw.Lot(
        ContentHash.seed(
            Long.toString(request.number()),
            draft.kind().label(),
            page.page().url(),
            Integer.toString(place)),
        page.path(),
        place,
        Sketch.of(draft.likeness()),
        draft.needs().stream().map(PageAddress::hash).distinct().toList(),
        draft.leastNeeds());
  }

  private boolean leadsOn(Draw.Lot lot) {
    return lot.needs().stream().filter(telling::contains).count() >= lot.leastNeeds();
  }

  private void write(Map<Group, List<Draw.Lot>> drawn) {
    Path file = request.out().toAbsolutePath();
    Path beside = file.resolveSibling("." + file.getFileName() + ".writing");
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      try (BufferedWriter out = Files.newBufferedWriter(beside)) {
        for (Map.Entry<Group, List<Draw.Lot>> group : drawn.entrySet()) {
          for (Draw.Lot lot : group.getValue()) {
            out.write(line(group.getKey().mould(), lot));
            out.write('\n');
          }
        }
      }
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new SynthException(
          SynthException.Code.DATA,
          "the seed file " + request.out() + " cannot be written (" + e + "); name another --out",
          e);
    }
  }

  private String line(SeedMould mould, Draw.Lot lot) throws JsonProcessingException {
    Page page = corpus.page(lot.path());
    List<Draft> drafts = mould.drafts(ReadPage.of(lot.path(), page), request.number());
    if (lot.place() >= drafts.size()) {
      throw new SynthException(
          SynthException.Code.DATA, lot.path() + " was changed while seeds were made; start again");
    }
    String name = mould.kind().label() + " " + lot.path() + " " + (lot.place() + 1);
    ObjectNode line = JSON.createObjectNode();
    line.put("id", name.substring(Math.max(0, name.length() - MOST_NAME)));
    line.setAll(drafts.get(lot.place()).json());
    return JSON.writeValueAsString(line);
  }
}
