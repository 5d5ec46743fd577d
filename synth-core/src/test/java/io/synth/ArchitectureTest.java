package io.synth;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.synth.teacher.Sleeper;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.synth");

  @Test
  void coreKnowsNothingOfSpark() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.spark..")
        .check(CLASSES);
  }

  @Test
  void schemasKnowNothingOfHttpAndOfTheDomain() {
    noClasses()
        .that()
        .resideInAPackage("io.synth.schema..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("okhttp3..", "java.net..", "io.synth.model..")
        .check(CLASSES);
  }

  @Test
  void theModelDependsOnNothingOfOurs() {
    noClasses()
        .that()
        .resideInAPackage("io.synth.model..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("io.synth.model..", "java..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.synth.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void nobodySleepsButTheSleeper() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(Sleeper.class)
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .check(CLASSES);
  }

  @Test
  void timeComesFromAClock() {
    noClasses().should().callMethod(Instant.class, "now").check(CLASSES);
    noClasses().should().callMethod(System.class, "currentTimeMillis").check(CLASSES);
  }
}
