package io.synth.corpus;

import io.synth.model.Authority;

/** One result of a search; {@code snippet} is the passage of the page that fits the query best. */
public record SearchHit(
    String url,
    String title,
    String publisher,
    String date,
    Authority authority,
    String snippet,
    double score) {}
