package io.synth.agent.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.teacher.ToolDefinition;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** Notes and drafts of a trajectory: virtual files that live in its workspace. */
public final class FileTool implements Tool {
  /** Most files of a workspace. */
  static final int FILES = 50;

  /** Most UTF-16 code units of a file. */
  static final int FILE = 60_000;

  /** Most UTF-16 code units of all files. */
  static final int TOTAL = 300_000;

  private static final int PATH = 200;
  private static final Pattern SEGMENT =
      Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N} ._()-]*");
  private static final ToolDefinition DEFINITION =
      new ToolDefinition(
          "file",
          "Keeps notes and drafts in files: read, write (replaces the whole file), append, list (files below"
              + " a folder; . for all), stat, patch. A patch is one or more blocks"
              + " <<<<<<< SEARCH, lines to find, =======, lines to put in their place, >>>>>>> REPLACE,"
              + " each marker on a line of its own.",
          ToolSchema.read(
              """
              {
                "type": "object",
                "properties": {
                  "action": {
                    "type": "string",
                    "enum": ["read", "write", "append", "list", "stat", "patch"]
                  },
                  "path": {
                    "type": "string",
                    "minLength": 1,
                    "description": "Relative path, e.g. notes/tides.md"
                  },
                  "content": {"type": "string", "description": "For write and append"},
                  "patch": {"type": "string", "description": "For patch: the blocks"}
                },
                "required": ["action", "path"],
                "additionalProperties": false
              }
              """));

  @Override
  public ToolDefinition definition() {
    return DEFINITION;
  }

  @Override
  public ToolResult run(ObjectNode arguments, Workspace workspace) throws ToolException {
    String action = arguments.path("action").asText();
    String path = path(arguments.path("path").asText(), action.equals("list"));
    SortedMap<String, String> files = workspace.files();
    return switch (action) {
      case "read" -> ToolResult.of(read(path, existing(files, path)));
      case "write" -> {
        String content = required(arguments, "content", action);
        put(files, path, content);
        yield ToolResult.of("wrote " + path + ": " + size(content));
      }
      case "append" -> {
        String added = required(arguments, "content", action);
        String before = files.getOrDefault(path, "");
        String joint = before.isEmpty() || before.endsWith("\n") || added.isEmpty() ? "" : "\n";
        put(files, path, before + joint + added);
        yield ToolResult.of(
            "appended to " + path + ", which now has " + size(before + joint + added));
      }
      case "list" -> list(files, path);
      case "stat" -> ToolResult.of(path + ": " + size(existing(files, path)));
      case "patch" -> {
        PatchEdit patch = PatchEdit.parse(required(arguments, "patch", action));
        String patched = patch.apply(existing(files, path), path);
        put(files, path, patched);
        yield ToolResult.of(
            "patched "
                + path
                + " at "
                + counted(patch.blocks().size(), "place")
                + ", which now has "
                + size(patched));
      }
      default -> throw new ToolException("there is no action '" + action + "'");
    };
  }

  private static String read(String path, String content) {
    return content.isEmpty() ? "(" + path + " is empty)" : content;
  }

  private static ToolResult list(SortedMap<String, String> files, String folder) {
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<String, String> file : files.entrySet()) {
      String path = file.getKey();
      if (folder.isEmpty() || path.equals(folder) || path.startsWith(folder + "/")) {
        lines.append(lines.length() == 0 ? "" : "\n");
        lines.append(path).append(": ").append(size(file.getValue()));
      }
    }
    return lines.length() == 0
        ? new ToolResult(
            "There are no files" + (folder.isEmpty() ? "." : " in " + folder + "."), true)
        : ToolResult.of(lines.toString());
  }

  private static void put(SortedMap<String, String> files, String path, String content)
      throws ToolException {
    if (content.length() > FILE) {
      throw new ToolException(
          path
              + " would have "
              + content.length()
              + " characters; a file has at most "
              + FILE
              + ", so split it");
    }
    String before = files.get(path);
    if (before == null && files.size() >= FILES) {
      throw new ToolException(
          "there are " + FILES + " files already, the most there can be; use one of them");
    }
    long total = (long) content.length() - (before == null ? 0 : before.length());
    for (String other : files.values()) {
      total += other.length();
    }
    if (total > TOTAL) {
      throw new ToolException(
          "all files together would have "
              + total
              + " characters; the most is "
              + TOTAL
              + ", so shorten a file first");
    }
    files.put(path, content);
  }

  private static String existing(SortedMap<String, String> files, String path)
      throws ToolException {
    String content = files.get(path);
    if (content == null) {
      throw new ToolException(
          "there is no file "
              + path
              + "; "
              + (files.isEmpty()
                  ? "no file was written yet"
                  : "there are " + String.join(", ", files.keySet())));
    }
    return content;
  }

  private static String required(ObjectNode arguments, String name, String action)
      throws ToolException {
    if (!arguments.has(name)) {
      throw new ToolException("the action " + action + " needs " + name);
    }
    return arguments.path(name).asText();
  }

  /** The path in its one form: no ./ in front, no slash at the end; empty for the root. */
  private static String path(String given, boolean folder) throws ToolException {
    String path = given.strip();
    while (path.startsWith("./")) {
      path = path.substring(2);
    }
    if (folder) {
      path = path.replaceAll("/+$", "");
      if (path.isEmpty() || path.equals(".")) {
        return "";
      }
    }
    if (path.length() > PATH) {
      throw new ToolException("the path has " + path.length() + " characters; the most is " + PATH);
    }
    for (String segment : path.split("/", -1)) {
      if (!SEGMENT.matcher(segment).matches()) {
        throw new ToolException(
            "'"
                + Lines.one(path)
                + "' is no path; use a relative one of letters, digits, . _ - and"
                + " spaces, such as notes/tides.md, without .. or a slash in front");
      }
    }
    return path;
  }

  private static String size(String content) {
    return counted((int) content.lines().count(), "line")
        + ", "
        + counted(content.length(), "character");
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
