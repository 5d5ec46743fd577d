package io.synth.fake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.synth.model.Labelled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares what a test makes with a file beside it under {@code src/test/resources}. {@code
 * -Dsynth.golden=rewrite} writes the files anew; review the difference before committing it.
 */
public final class Golden {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(new SimpleModule().addSerializer(Labelled.class, new Label()))
          .build();
  private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

  private Golden() {}

  /** Rows as JSON, columns named as in files. */
  public static void json(Class<?> test, String name, Object actual) {
    try {
      text(
          test,
          name,
          JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES))
                  .writeValueAsString(actual)
              + "\n");
    } catch (JsonProcessingException e) {
      throw new AssertionError("the rows can't be written as JSON", e);
    }
  }

  /** A text, line by line. */
  public static void text(Class<?> test, String name, String actual) {
    Path file =
        Path.of(
            System.getProperty("basedir", "."),
            "src/test/resources",
            test.getPackageName().replace('.', '/'),
            name);
    try {
      if ("rewrite".equals(System.getProperty("synth.golden"))) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, actual);
      }
      assertThat(actual)
          .as("%s; -Dsynth.golden=rewrite writes it anew", file)
          .isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Label extends JsonSerializer<Labelled> {
    @Override
    public void serialize(Labelled value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(value.label());
    }
  }
}
