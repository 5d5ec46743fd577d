package io.synth.jobs;

import io.synth.run.Book;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * What a run tells the person before it: one line for each step, and, on a terminal, a bar with
 * counts, rate, teacher calls, tokens, cost and time left. All of it goes to standard error, so
 * that standard output stays free for results.
 */
public final class Console {
  private static final int REFRESH_MILLIS = 250;

  private final PrintStream out;
  private final boolean quiet;
  private final boolean terminal;
  private final Progress progress;
  private @Nullable ProgressBar bar;
  private @Nullable Thread ticker;

  /**
   * @param quiet errors alone
   * @param terminal whether somebody watches, so that a line may be drawn over
   */
  public Console(PrintStream out, boolean quiet, boolean terminal, Progress progress) {
    this.out = out;
    this.quiet = quiet;
    this.terminal = terminal;
    this.progress = progress;
  }

  /** A line, unless quiet. */
  public void say(String line) {
    if (!quiet) {
      out.println(line);
    }
  }

  /** A line for those who see no bar, which tells it too. */
  void sayBesideBar(String line) {
    if (!terminal) {
      say(line);
    }
  }

  void upToDate(String step, List<Book> books) {
    say(line(step, "up to date", books));
  }

  void begin(String step, boolean resumed, long items) {
    progress.begin();
    if (quiet) {
      return;
    }
    if (!terminal) {
      out.println(step + ": " + (resumed ? "goes on" : "starts"));
      return;
    }
    ProgressBar shown =
        new ProgressBarBuilder()
            .setTaskName(String.format(Locale.ROOT, "%-9s", step))
            .setInitialMax(items > 0 ? items : -1)
            .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .continuousUpdate()
            .showSpeed()
            .build();
    bar = shown;
    Thread refreshing = new Thread(() -> refresh(shown), "progress");
    refreshing.setDaemon(true);
    refreshing.start();
    ticker = refreshing;
  }

  private void refresh(ProgressBar shown) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        show(shown);
        Ticks.await(REFRESH_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void show(ProgressBar shown) {
    shown.stepTo(progress.items());
    shown.setExtraMessage(" " + progress.calls());
  }

  void end(String step, List<Book> books) {
    closeBar();
    say(line(step, "done", books) + (progress.called() ? " · " + progress.calls() : ""));
  }

  void stopped(String step) {
    closeBar();
    say(step + ": stopped");
  }

  /** Takes the bar away, if there is one. */
  void closeBar() {
    Thread refreshing = ticker;
    if (refreshing != null) {
      refreshing.interrupt();
      ticker = null;
    }
    ProgressBar shown = bar;
    if (shown != null) {
      show(shown);
      shown.close();
      bar = null;
    }
  }

  private static String line(String step, String state, List<Book> books) {
    StringBuilder line = new StringBuilder(step).append(": ").append(state);
    String between = " · ";
    for (Book book : books) {
      line.append(between)
          .append(String.format(Locale.ROOT, "%,d", book.in()))
          .append(' ')
          .append(book.rows())
          .append(" → ")
          .append(String.format(Locale.ROOT, "%,d", book.out()));
      if (book.rejected() > 0) {
        line.append(String.format(Locale.ROOT, ", %,d rejected", book.rejected()));
      }
      if (book.quarantined() > 0) {
        line.append(String.format(Locale.ROOT, ", %,d quarantined", book.quarantined()));
      }
    }
    return line.toString();
  }
}
