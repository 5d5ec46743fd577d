package io.synth.seed;

import java.io.IOException;

/**
 * Files and folders that seeds point to, by paths relative to the folder of the seed file or
 * absolute.
 */
public interface SourceFiles {
  /**
   * The bytes of a file.
   *
   * @throws IOException when there is no such file, or it is larger than 16 MiB
   */
  byte[] read(String path) throws IOException;

  /**
   * The absolute address of a folder.
   *
   * @throws IOException when there is no such folder
   */
  String folder(String path) throws IOException;
}
