package io.synth.model;

import java.util.List;

/** The trajectory's judgement of one point. Fields as in the Avro schema of the same name. */
public record Finding(String claim, Claim.Verdict verdict, List<String> citations) {
  public Finding {
    citations = List.copyOf(citations);
  }
}
