package io.github.plusofonnumbers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is demanded of a property of an answer: whether it must be there, and its types in JSON. */
final class Demand {
  private final String name;
  private final boolean required;
  private final List<String> kinds;

  Demand(String name, boolean required, String... kinds) {
    this.name = name;
    this.required = required;
    this.kinds = List.of(kinds);
  }

  /** What an answer lacks; null, where it meets the demand. */
  @Nullable String shortfall(JsonNode answer) {
    if (!answer.has(name) && !required) {
      return null;
    }
    String came = answer.has(name) ? kindOf(answer.get(name)) : "nothing";
    return kinds.contains(came)
        ? null
        : String.format("%s: expected %s, %s came", name, String.join(" or ", kinds), came);
  }

  private static String kindOf(JsonNode value) {
    if (value.isNumber()) {
      return value.isIntegralNumber() || WholeNumber.isOne(value.doubleValue())
          ? "integer"
          : "number";
    }
    return value.isTextual() ? "string" : value.getNodeType().name().toLowerCase(Locale.ROOT);
  }
}
