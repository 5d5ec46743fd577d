package io.synth.teacher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionGrammarTest {
  private static String shown(Subject subject) {
    if (subject instanceof Subject.Related r) {
      return r.relation().id() + (r.forward() ? "(" : "~(") + shown(r.of()) + ")";
    }
    return subject instanceof Subject.Named n ? n.name() : ((Subject.Described) subject).text();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Who designed the High Bridge?                                     | designed_by(High Bridge)
          When was Halden College founded?                                  | founded_in(Halden College)
          In what year did the Green Line open?                             | opened_in(Green Line)
          Where was Ada Finch born?                                         | born_in(Ada Finch)
          Which river does the Old Weir cross?                              | crosses(Old Weir)
          By whom was the Old Weir built?                                   | built_by(Old Weir)
          What is Fort Lisle named after?                                   | named_after(Fort Lisle)
          What is Ada Finch's alma mater?                                   | educated_at(Ada Finch)
          Which river flows into Lake Orm?                                  | flows_into~(Lake Orm)
          Who is the founder of the employer of Ada Finch?                  | founded_by(employer(Ada Finch))
          Which book did Ada Finch write?                                   | author~(Ada Finch)
          How many people live in Lisle?                                    | population(Lisle)
          Which bridge was designed by the founder of Halden College?       | designed_by~(founded_by(Halden College))
          Who heads the institute that operates RV Kite?                    | headed_by(operated_by(RV Kite))
          Who is the head of the alma mater of the student that studied under Ada Finch? | headed_by(educated_at(student_of~(Ada Finch)))
          """)
  void readsEnglish(String question, String expected) {
    assertThat(EnglishQuestion.read(question).map(QuestionGrammarTest::shown)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          谁设计了石矶桥？           | designed_by(石矶桥)
          石矶桥由谁建造？           | built_by(石矶桥)
          石矶桥是哪一年启用的？       | opened_in(石矶桥)
          松陵书院成立于哪一年？       | founded_in(松陵书院)
          顾听澜在哪座城市出生？       | born_in(顾听澜)
          顾听澜的导师是谁？          | student_of(顾听澜)
          白水河注入哪里？            | flows_into(白水河)
          石矶桥有多长？              | length(石矶桥)
          设计石矶桥的工程师毕业于哪所大学？ | educated_at(designed_by(石矶桥))
          顾听澜创办的书院的负责人是谁？  | headed_by(founded_by~(顾听澜))
          《水经补》的作者的出生地在哪里？ | born_in(author(水经补))
          """)
  void readsChinese(String question, String expected) {
    assertThat(ChineseQuestion.read(question).map(QuestionGrammarTest::shown)).contains(expected);
  }

  @Test
  void leavesAloneWhatItDoesNotUnderstand() {
    assertThat(EnglishQuestion.read("How lovely is the evening?")).isEqualTo(Optional.empty());
    assertThat(ChineseQuestion.read("今晚月色真美？")).isEqualTo(Optional.empty());
  }

  @Test
  void tellsOpenTasksFromQuestions() {
    assertThat(Prompt.of("Compare the two bridges and discuss their costs.").open()).isTrue();
    assertThat(Prompt.of("为什么两处记录不一致？").open()).isTrue();
    assertThat(Prompt.of("Who designed the High Bridge?").open()).isFalse();
    assertThat(Prompt.of("石矶桥由谁建造？").open()).isFalse();
  }
}
