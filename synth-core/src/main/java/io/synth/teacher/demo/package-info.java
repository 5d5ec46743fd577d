/** The demo teacher: a real HTTP server on loopback that answers by rules. */
@NullMarked
package io.synth.teacher.demo;

import org.jspecify.annotations.NullMarked;
