package io.github.plusofonnumbers;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.std.NumberDeserializers;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;

/** Reads an integer. To JSON Schema 1.0 is one, to Jackson it is not. */
final class WholeNumber extends StdScalarDeserializer<Long> {
  private static final long serialVersionUID = 1L;
  private static final double LARGEST = 1L << 53;

  private final JsonDeserializer<?> otherwise =
      NumberDeserializers.find(Long.class, Long.class.getName());

  WholeNumber() {
    super(Long.class);
  }

  @Override
  public Long deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT) && isOne(parser.getDoubleValue())) {
      return (long) parser.getDoubleValue();
    }
    return (Long) otherwise.deserialize(parser, context);
  }

  static boolean isOne(double number) {
    return number == Math.rint(number) && Math.abs(number) <= LARGEST;
  }
}
