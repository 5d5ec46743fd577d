package io.synth.jobs.stage;

import io.synth.SynthException;
import java.io.Serializable;

/** Why a stage stopped before its end. The run can be resumed. */
public record Stop(SynthException.Code code, String message) implements Serializable {}
