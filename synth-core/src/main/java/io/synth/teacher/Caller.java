package io.synth.teacher;

/** Sends a request to one teacher. Thread-safe. */
interface Caller {
  /** The reply. */
  Received call(ChatRequest request) throws CallFailure;
}
