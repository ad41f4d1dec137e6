package io.github.plusofonnumbers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** What an answer is: the one that was asked for, or which failure. */
final class Judgement {
  private static final int LARGEST_FAILURE = 1 << 20;

  private final ObjectMapper mapper;
  private final ObjectReader tree;
  private final Secret token;

  Judgement(ObjectMapper mapper, Secret token) {
    this.mapper = mapper;
    this.tree = mapper.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    this.token = token;
  }

  /**
   * The answer that was asked for.
   *
   * @throws PlusofonError if it is not that one
   */
  JsonNode read(Operation asked, int status, HttpHeaders headers, byte[] packed) {
    byte[] content = unpacked(headers, packed);
    JsonNode said = object(decoded(content));
    Facts facts =
        new Facts(
            asked.name,
            status,
            token.redact(Words.of(said)),
            token.redact(beginning(content)),
            retryAfter(headers),
            "",
            null);
    PlusofonError failure =
        status >= 200 && status < 300 ? ofDone(asked, said, facts) : ofRefusal(asked, said, facts);
    if (failure != null) {
      throw failure;
    }
    return said;
  }

  /** An answer as bytes in ASCII: the generated code reads it in the machine's own character set. */
  byte[] written(JsonNode answer) {
    try {
      return mapper.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsBytes(answer);
    } catch (JsonProcessingException error) {
      throw new IllegalStateException(error); // it was read a moment ago
    }
  }

  /** A body as it was before it was packed; nothing, where it cannot be unpacked. */
  private static byte[] unpacked(HttpHeaders headers, byte[] packed) {
    if (!headers.firstValue("Content-Encoding").orElse("").strip().equalsIgnoreCase("gzip")) {
      return packed;
    }
    try (InputStream content = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return content.readAllBytes();
    } catch (IOException error) {
      return new byte[0];
    }
  }

  /** A 2xx, which may be a refusal as well. */
  private @Nullable PlusofonError ofDone(Operation asked, JsonNode said, Facts facts) {
    if (isDenied(said)) {
      return badRequest(said, facts);
    }
    boolean isEnvelope = said.has("jsonrpc") && said.path("error").isObject();
    if (isEnvelope && !said.has("success")) {
      return new NotFound(facts.advising("Look at the id, and at the base URL."));
    }
    String why = isEnvelope ? "it says both success and failure" : unreadable(asked, said);
    return why == null ? null : unread(asked, facts, "the answer cannot be read: " + why);
  }

  private PlusofonError unread(Operation asked, Facts facts, String why) {
    Facts told =
        facts
            .saying(token.redact(why))
            .advising("Look at the body; the base URL may name another service, or it has changed.");
    return settled(asked, new UnreadableAnswer(told), told, true);
  }

  private @Nullable String unreadable(Operation asked, JsonNode said) {
    if (!said.isObject()) {
      return "a JSON object was expected";
    }
    for (Demand demand : asked.demands) {
      String shortfall = demand.shortfall(said);
      if (shortfall != null) {
        return shortfall;
      }
    }
    if (asked.answer == null) {
      return null;
    }
    try {
      mapper.treeToValue(said, asked.answer);
      return null;
    } catch (JsonProcessingException error) {
      return error.getOriginalMessage();
    }
  }

  private PlusofonError ofRefusal(Operation asked, JsonNode said, Facts facts) {
    int status = facts.status;
    if (status < 400 || status > 599) {
      return unread(asked, facts, "the document has no such status");
    }
    if (status == 401) {
      return new NotAuthenticated(
          facts.advising("Get a new token from the developer section of the cabinet."));
    }
    if (status == 403 || (status == 500 && isDenied(said))) {
      return new NoAccess(
          facts.advising(
              "Use a token from the developer section of the cabinet, not one for Flash Call."));
    }
    if (status == 404) {
      return new NotFound(facts.advising("Look at the id, and at the base URL."));
    }
    if (status == 429) {
      return new RateLimited(facts.advising("Nothing was changed: wait for a while."));
    }
    if (status < 500) {
      return badRequest(said, facts);
    }
    Facts told = facts.advising("Try again later.");
    boolean isGateway = status >= 502 && status <= 504;
    return settled(asked, new ServerFailed(told), told, !isDenied(said) || isGateway);
  }

  private BadRequest badRequest(JsonNode said, Facts facts) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (said.path("errors").isObject()) {
      for (Map.Entry<String, JsonNode> each : said.path("errors").properties()) {
        fields.put(token.redact(each.getKey()), token.redact(Words.text(each.getValue())));
      }
    }
    return new BadRequest(
        facts.advising("Nothing was changed: mend what the message names."), fields);
  }

  /** What the caller gets to see of a failure that may leave a change in doubt. */
  static PlusofonError settled(
      Operation asked, PlusofonError failure, Facts facts, boolean inDoubt) {
    if (asked.onlyReads || !inDoubt) {
      return failure;
    }
    String message =
        String.format(
            "whether it was carried out is not known (%s: %s). %s",
            failure.getClass().getSimpleName(), Words.oneLine(facts.message), asked.outcome);
    Facts told = facts.saying(message).advising("Do not repeat it before you know.");
    return new OutcomeUnknown(told, failure);
  }

  private static boolean isDenied(JsonNode said) {
    return said.path("success").isBoolean() && !said.path("success").booleanValue();
  }

  /** The JSON object of a body; a missing node where it is none. */
  private JsonNode object(@Nullable String body) {
    if (body == null || body.isBlank()) {
      return MissingNode.getInstance();
    }
    try {
      JsonNode read = tree.readTree(body);
      return read.isObject() ? read : MissingNode.getInstance();
    } catch (JsonProcessingException error) {
      return MissingNode.getInstance();
    }
  }

  private static @Nullable String decoded(byte[] content) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException error) {
      return null;
    }
  }

  /** As much of a body as a failure keeps: no word of it is cut in two. */
  private static String beginning(byte[] content) {
    int size = content.length;
    if (size > LARGEST_FAILURE) {
      size = LARGEST_FAILURE;
      while (size > 0 && content[size - 1] != ' ') {
        size--;
      }
    }
    return new String(content, 0, size, StandardCharsets.UTF_8);
  }

  /** How long the service asks to wait; null where it does not say, or not legibly. */
  private static @Nullable Duration retryAfter(HttpHeaders headers) {
    String told = headers.firstValue("Retry-After").orElse("").strip();
    if (told.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(told));
    }
    try {
      Instant moment = ZonedDateTime.parse(told, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration pause = Duration.between(Instant.now(), moment);
      return pause.isNegative() ? Duration.ZERO : pause;
    } catch (DateTimeException error) {
      return null;
    }
  }
}
