package io.synth.model;

/** A page that the trajectory opened. Fields as in the Avro schema of the same name. */
public record Source(
    String id, String url, String title, String publisher, String date, Authority authority) {}
