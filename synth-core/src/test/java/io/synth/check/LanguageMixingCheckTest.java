package io.synth.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.fake.Attempt;
import io.synth.model.Language;
import io.synth.model.Message;
import io.synth.model.Task;
import io.synth.model.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LanguageMixingCheckTest {
  private static final Task EN = CheckCases.task(Language.EN);
  private static final Task ZH = CheckCases.task(Language.ZH);
  private final Check check = new LanguageMixingCheck();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2031年，Holm Energy 与 Bank of China 签署了协议，装机容量为 30 MW。\\cite{web_0a1b2c3d}",
        "论文《Attention is all you need》提出了 Transformer 结构，随后 BERT 和 GPT 相继出现。",
        "作者写道：“The lamp was lit and the ships were safe.”这一记载后来被证实。",
        "运行 `pip install the-package` 即可，详见 https://example.org/this/is/the/page。",
        "其能量为 $E = mc^2 \\text{ which is the rest energy}$，与实验一致。",
        "该技术（large language model that is trained on text）已广泛应用。",
        "体外（in vitro）与 in vivo 实验的结果一致，浓度为 5 mg/L，温度为 37 °C。",
        "```python\nfor the in this: print(the)\n```\n以上代码用于演示。",
        "公司推出了 iPhone 和 token 计费方案，并在 GitHub 上公开了代码。",
        "Will Smith 接受 The Economist 采访，数据库用 SELECT FROM 语句查询。",
        "| 名称 | 容量 |\n| --- | --- |\n| Holm and Sons | 30 MW |",
      })
  void keepsChineseWithNamesAndQuotations(String answer) {
    Verdict verdict = CheckCases.alone(check, Attempt.at(ZH).answers(answer).build(), ZH);

    assertThat(verdict.passed()).as(verdict.reason()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "该公司于2031年成立。However, 该公司的收入有所下降。",
        "该公司于2031年成立。The company was founded by two engineers in the north.",
        "研究人员 found that the lamp 会在夜间自动点亮。",
        "这项政策 is based on 公开数据。",
        "结果显示增长 because 需求上升。",
        "收入上升。However, Apple 没有公布细节。",
      })
  void rejectsEnglishInChinese(String answer) {
    Verdict verdict = CheckCases.alone(check, Attempt.at(ZH).answers(answer).build(), ZH);

    assertThat(verdict.code()).isEqualTo("mixed_answer");
    assertThat(verdict.reason()).startsWith("the answer leaves the task's language (zh): ");
    assertThat(verdict.messageIndex()).isEqualTo(2);
    assertThat(verdict.spanStart()).isGreaterThan(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The Holm Institute (霍尔姆研究所) was founded in 2031. \\cite{web_0a1b2c3d}",
        "The book \"灯塔史\" tells of it, and 《港口志》 does too.",
        "See https://example.org/灯塔 and `变量` for the rest.",
        "Its name in Beijing [北京] is the same, “灯塔” being the common word.",
        "> 灯塔建于1931年。\n\nThe quotation above is from the register.",
      })
  void keepsEnglishWithChineseNamesInBrackets(String answer) {
    Verdict verdict = CheckCases.alone(check, Attempt.at(EN).answers(answer).build(), EN);

    assertThat(verdict.passed()).as(verdict.reason()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The company 宣布 a new product.",
        "The lamp was lit in 1931. 这座灯塔后来被重建。",
        "Маяк был построен в прошлом веке.",
      })
  void rejectsChineseInEnglish(String answer) {
    Verdict verdict = CheckCases.alone(check, Attempt.at(EN).answers(answer).build(), EN);

    assertThat(verdict.code()).isEqualTo("mixed_answer");
    assertThat(verdict.reason()).startsWith("the answer leaves the task's language (en): ");
  }

  @Test
  void keepsWordsOfTheQuestionAndOfPageTitles() {
    Task task =
        CheckCases.task(Language.EN, "What does 灯塔 mean, and who is 阿达?").answer("霍尔姆").build();
    Attempt attempt =
        Attempt.at(task)
            .opens(CheckCases.URL, "港口志 online", "2031-01-01", "text")
            .answers("霍尔姆\n\nThe word 灯塔 means lighthouse, says 港口志 online.");

    assertThat(CheckCases.alone(check, attempt.build(), task).passed()).isTrue();
  }

  @Test
  void allowsSomeForeignThoughtsButNotMostlyForeignOnes() {
    Attempt some =
        Attempt.at(ZH)
            .add(
                Message.assistant(
                    "<answer>甲</answer>",
                    "先搜索灯塔。再打开页面。The page is in English and has the date. 日期可信。可以回答。",
                    List.of()));
    Attempt most =
        Attempt.at(ZH)
            .add(
                Message.assistant(
                    "<answer>甲</answer>",
                    "Let me search for the lighthouse. The page has the date. 可以回答。",
                    List.of()));

    assertThat(CheckCases.alone(check, some.build(), ZH).passed()).isTrue();
    Verdict verdict = CheckCases.alone(check, most.build(), ZH);
    assertThat(verdict.code()).isEqualTo("mixed_reasoning");
    assertThat(verdict.reason())
        .isEqualTo("2 of 3 sentences before the answer are mixed, and the task is in zh");
    assertThat(verdict.messageIndex()).isEqualTo(2);
  }
}
