package io.github.plusofonnumbers;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A parameter is wrong, or the state of the account does not allow it. */
public final class BadRequest extends RefusedAnswer {
  private static final long serialVersionUID = 1L;

  private final LinkedHashMap<String, String> fields;

  BadRequest(Facts facts, Map<String, String> fields) {
    super(facts);
    this.fields = new LinkedHashMap<>(fields);
  }

  /**
   * The service's words on each parameter, where it told them apart.
   *
   * @return the words, by the names of the parameters
   */
  public Map<String, String> getFields() {
    return Collections.unmodifiableMap(fields);
  }
}
