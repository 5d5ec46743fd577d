package io.synth.teacher.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The relations that the demo teacher knows, read from {@code relations.yaml}. */
final class Relations {
  /** A wording of a relation. */
  record Form(String text, Relation relation) {}

  static final List<Relation> ALL = read();
  static final List<Form> NOUNS = forms(Relation::noun);
  static final List<Form> AGENTS = forms(Relation::agent);
  static final List<Form> BYS = forms(Relation::by);
  static final List<Form> DIRECTS = forms(Relation::direct);
  static final List<Form> EVENTS = forms(Relation::event);
  static final List<Form> ADJECTIVES = forms(Relation::adjective);
  private static final List<Form> HEADINGS = forms(Relation::headings);
  private static final List<Form> LABELS = forms(Relation::label);

  private Relations() {}

  private static List<Relation> read() {
    YAMLMapper mapper =
        YAMLMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build();
    try (InputStream in = Relations.class.getResourceAsStream("relations.yaml")) {
      return List.copyOf(mapper.readValue(in, new TypeReference<List<Relation>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException("relations.yaml of the demo teacher cannot be read", e);
    }
  }

  private static List<Form> forms(Function<Relation, List<String>> words) {
    List<Form> forms = new ArrayList<>();
    for (Relation relation : ALL) {
      for (String word : words.apply(relation)) {
        forms.add(new Form(word, relation));
      }
    }
    // The longest wording first: "capital city" must not be read as "capital".
    forms.sort(Comparator.comparingInt(f -> -f.text().length()));
    return List.copyOf(forms);
  }

  /** The relation that a graph or a table calls so. */
  static Optional<Relation> labelled(String label) {
    String wanted = Fold.of(label);
    Optional<Form> exact =
        LABELS.stream().filter(f -> Fold.of(f.text()).equals(wanted)).findFirst();
    return exact
        .or(() -> HEADINGS.stream().filter(f -> Fold.of(f.text()).equals(wanted)).findFirst())
        .map(Form::relation);
  }

  /** As {@link #labelled}, or one that is known by this label alone. */
  static Relation labelledOrNamed(String label) {
    return labelled(label).orElseGet(() -> Relation.named(label, Relation.Kind.NAME));
  }
}
