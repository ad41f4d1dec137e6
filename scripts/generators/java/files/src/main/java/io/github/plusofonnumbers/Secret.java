package io.github.plusofonnumbers;

import java.util.Map;
import java.util.regex.Pattern;

/** A token that shows itself to nobody: not when it is printed, not in an error. */
final class Secret {
  private static final Map<Character, String> NAMED =
      Map.of('&', "&amp;", '<', "&lt;", '>', "&gt;", '"', "&quot;", '\'', "&#x27;");

  private final String value;
  private final Pattern spellings;

  Secret(String value) {
    this.value = value;
    StringBuilder pattern = new StringBuilder(written(value.charAt(0), true));
    for (int position = 1; position < value.length(); position++) {
      pattern.append("\\\\*+").append(written(value.charAt(position), false));
    }
    this.spellings = Pattern.compile(pattern.toString());
  }

  String reveal() {
    return value;
  }

  String redact(String text) {
    return spellings.matcher(text).replaceAll("[token]");
  }

  @Override
  public String toString() {
    return "[token]";
  }

  /** A pattern for a letter as it is, and as JSON, HTML or a URL may write it. */
  private static String written(char letter, boolean isFirst) {
    String plain = Pattern.quote(String.valueOf(letter));
    if (letter == '\\') { // no run of backslashes is looked at twice
      plain = isFirst ? "(?<!\\\\)\\\\++" : "(?<=\\\\)";
    }
    String named = NAMED.containsKey(letter) ? Pattern.quote(NAMED.get(letter)) + "|" : "";
    return String.format(
        "(?:%s|%s(?i:%%%02x|u%04x|x%02x|&#%d;|&#x%x;))",
        plain, named, (int) letter, (int) letter, (int) letter, (int) letter, (int) letter);
  }
}
