package io.synth.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The report of a run: one HTML page that needs nothing else (no network, no script), and the same
 * figures as JSON. Equal data gives equal bytes. Thread-safe.
 */
public final class RunReport {
  private static final List<Section> SECTIONS =
      List.of(
          new FunnelChart(),
          new BooksTable(),
          new RejectionTable(),
          new CheckTable(),
          new MixTables(),
          new HistogramChart(),
          new StageTable(),
          new TeacherTable(),
          new PredictionTable(),
          new TimeBars(),
          new SettingList());

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private RunReport() {}

  /** The page, as UTF-8 text for {@code report/index.html}. */
  public static String html(ReportData data) {
    Html html = new Html();
    html.verbatim("<!doctype html>\n").open("html", "lang", "en");
    head(data, html);
    html.open("body").open("header");
    masthead(data, html);
    html.close();
    html.open("main");
    warnings(data, html);
    Headline.write(data, html);
    for (Section section : SECTIONS) {
      String heading = section.anchor() + "-heading";
      html.open("section", "id", section.anchor(), "aria-labelledby", heading);
      html.element("h2", section.title(), "id", heading);
      section.write(data, html);
      html.close();
    }
    html.close().close().close();
    return html.toString();
  }

  /** The figures, as UTF-8 text for {@code report/report.json}; names are in snake case. */
  public static String json(ReportData data) {
    try {
      return JSON.writeValueAsString(data) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of plain data is always JSON", e);
    }
  }

  private static void head(ReportData data, Html html) {
    html.open("head");
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    // whatever a row may hold, the page loads nothing and runs nothing
    html.empty(
        "meta",
        "http-equiv",
        "Content-Security-Policy",
        "content",
        "default-src 'none'; style-src 'unsafe-inline'");
    html.element("title", data.run().folder() + " · Synth run report");
    html.open("style").verbatim(style()).close();
    html.close();
  }

  private static void masthead(ReportData data, Html html) {
    html.element("p", "Synth run report", "class", "kind");
    html.open("h1").element("bdi", data.run().folder()).close();
    html.open("p", "class", "meta");
    if (!data.run().id().isEmpty()) {
      html.open("span").text("run ").element("code", data.run().id()).close();
    }
    if (!data.run().when().isEmpty()) {
      html.element("time", data.run().when(), "datetime", data.run().when());
    }
    html.close();
    html.open("nav", "aria-label", "Sections");
    for (Section section : SECTIONS) {
      html.element("a", section.title(), "href", "#" + section.anchor());
    }
    html.close();
  }

  private static void warnings(ReportData data, Html html) {
    if (data.warnings().isEmpty()) {
      return;
    }
    html.open("aside", "class", "warnings", "aria-label", "Warnings").open("ul");
    for (String warning : data.warnings()) {
      html.open("li").element("bdi", warning).close();
    }
    html.close().close();
  }

  private static String style() {
    try (InputStream in = RunReport.class.getResourceAsStream("page.css")) {
      if (in == null) {
        throw new IllegalStateException("page.css is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
