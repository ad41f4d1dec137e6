package io.github.plusofonnumbers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The service's own words in an answer. */
final class Words {
  private static final int DEEPEST = 8;
  private static final int LONGEST_LINE = 400;

  private Words() {}

  /** message, else error, else errors, of whatever type they are. */
  static String of(JsonNode body) {
    for (String name : List.of("message", "error", "errors")) {
      String said = text(body.path(name));
      if (!said.isEmpty()) {
        return said;
      }
    }
    return "the service gave no reason";
  }

  /** What there is for people in a value. */
  static String text(JsonNode value) {
    return text(value, DEEPEST);
  }

  private static String text(JsonNode value, int depth) {
    if (value.isTextual()) {
      return value.textValue();
    }
    if (depth == 0) { // nobody writes for people so deep inside
      return "";
    }
    if (value.has("message")) { // JSON-RPC
      return text(value.get("message"), depth - 1);
    }
    List<String> parts = new ArrayList<>();
    for (JsonNode inside : value) {
      parts.add(text(inside, depth - 1));
    }
    parts.removeIf(String::isEmpty);
    return String.join(value.isObject() ? "; " : " ", parts);
  }

  /** A text of whatever origin as part of one line that a terminal can show. */
  static String oneLine(String text) {
    String line =
        text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ").strip().replaceAll("\\.+$", "");
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + " ...";
  }
}
