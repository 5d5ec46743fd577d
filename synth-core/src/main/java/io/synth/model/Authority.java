package io.synth.model;

/** Kind of a page's publisher, the most authoritative first. */
public enum Authority implements Labelled {
  /** Governments, standards bodies, the subject itself on its own facts. */
  OFFICIAL,
  /** Universities, journals. */
  ACADEMIC,
  /** Edited news. */
  NEWS,
  /** Companies. */
  COMMERCIAL,
  /** Blogs, forums. */
  PERSONAL,
  /** Not told. */
  UNKNOWN;
}
