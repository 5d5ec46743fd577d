package io.synth.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PageDatesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2031-05-01T08:00:00+08:00|2031-05-01",
        "2021/3/4|2021-03-04",
        "20210304|2021-03-04",
        "4 March 2021|2021-03-04",
        "March 4th, 2021|2021-03-04",
        "Thu, 04 Mar 2021 10:00:00 GMT|2021-03-04",
        "Sept. 2021|2021-09",
        "2021年3月4日|2021-03-04",
        "2021 年 3 月|2021-03",
        "1998|1998",
        "2021-02-30|2021-02",
        "2021-13-01|2021",
        "soon|''"
      })
  void bringsDatesToIso(String value, String iso) {
    assertThat(PageDates.iso(value)).isEqualTo(iso);
  }

  @Test
  void findsADateThatAPageNamesAsItsOwn() {
    assertThat(PageDates.labelled("Imprint. Last updated on 4 March 2021 by us"))
        .isEqualTo("2021-03-04");
    assertThat(PageDates.labelled("发布时间：2021年3月4日 来源")).isEqualTo("2021-03-04");
    assertThat(PageDates.labelled("The report published 1998 figures")).isEmpty();
    assertThat(PageDates.labelled("It opened on 4 March 2021.")).isEmpty();
  }
}
