package io.synth.stage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * The columns of a dataset as a card's {@code dataset_info.features} declares them, made from the
 * Avro schema. Columns that hold JSON in a string are declared {@code json}: Hugging Face {@code
 * datasets} from 5 on then hands out objects without null keys, which newer chat templates demand.
 */
final class CardFeatures {
  private static final Set<String> JSON_STRINGS = Set.of("tools", "arguments");

  private CardFeatures() {}

  static List<Map<String, Object>> of(Schema dataset) {
    List<Map<String, Object>> features = new ArrayList<>();
    for (Schema.Field field : dataset.getFields()) {
      Map<String, Object> feature = new LinkedHashMap<>();
      feature.put("name", field.name());
      Schema type = withoutNull(field.schema());
      if (JSON_STRINGS.contains(field.name()) && type.getType() == Schema.Type.STRING) {
        feature.put("dtype", "json");
      } else {
        put(feature, type, dataset.getName() + "." + field.name());
      }
      features.add(feature);
    }
    return features;
  }

  private static void put(Map<String, Object> feature, Schema type, String at) {
    switch (type.getType()) {
      case RECORD -> feature.put("struct", of(type));
      case ARRAY -> {
        Schema element = withoutNull(type.getElementType());
        feature.put(
            "list", element.getType() == Schema.Type.RECORD ? of(element) : scalar(element, at));
      }
      default -> feature.put("dtype", scalar(type, at));
    }
  }

  private static String scalar(Schema type, String at) {
    return switch (type.getType()) {
      case STRING -> "string";
      case BOOLEAN -> "bool";
      case INT -> "int32";
      case LONG -> "int64";
      case DOUBLE -> "float64";
      case FLOAT -> "float32";
      default ->
          throw new IllegalArgumentException(
              at + " is of Avro type " + type.getType().getName() + ", which cards don't know");
    };
  }

  private static Schema withoutNull(Schema type) {
    if (type.getType() != Schema.Type.UNION) {
      return type;
    }
    return type.getTypes().stream()
        .filter(branch -> branch.getType() != Schema.Type.NULL)
        .findFirst()
        .orElse(type);
  }
}
