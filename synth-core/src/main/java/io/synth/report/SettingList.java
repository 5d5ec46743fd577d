package io.synth.report;

import io.synth.report.ReportData.Setting;

/** The configuration in short. */
final class SettingList implements Section {
  @Override
  public String anchor() {
    return "configuration";
  }

  @Override
  public String title() {
    return "Configuration";
  }

  @Override
  public void write(ReportData data, Html html) {
    if (data.run().settings().isEmpty()) {
      Section.empty(html, "The defaults.");
      return;
    }
    html.open("dl", "class", "settings");
    for (Setting setting : data.run().settings()) {
      html.open("div");
      html.open("dt").element("code", setting.key()).close();
      html.open("dd").element("bdi", setting.value()).close();
      html.close();
    }
    html.close();
  }
}
