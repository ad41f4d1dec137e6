package example;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.plusofonnumbers.Plusofon;
import io.github.plusofonnumbers.PlusofonError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the calls of all vectors with the Java client, or lives a number's whole life in a sandbox.
 * Reads VECTORS and BASE_URL, or with FLOW=1 BASE_URL and PLUSOFON_TOKEN; prints a line of JSON for
 * each call or step.
 */
final class Runner {
  /** Lines in ASCII, whatever the machine's own character set is. */
  static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private Runner() {}

  public static void main(String[] arguments) throws Exception {
    String flow = System.getenv("FLOW");
    if (flow != null && !flow.isEmpty()) {
      new Flow(Plusofon.builder().baseUrl(System.getenv("BASE_URL")).build()).run();
      return;
    }
    for (JsonNode call : JSON.readTree(Path.of(System.getenv("VECTORS")).toFile())) {
      Map<String, Object> line = new LinkedHashMap<>(Map.of("id", call.get("id").textValue()));
      line.putAll(outcomeOf(call));
      say(line);
    }
  }

  /** Make a call; what came of it. */
  private static Map<String, Object> outcomeOf(JsonNode call) throws Exception {
    Plusofon.Builder builder =
        Plusofon.builder()
            .token(call.get("id").textValue())
            .baseUrl(System.getenv("BASE_URL"));
    if (call.has("client")) {
      builder.clientCode(call.get("client").textValue());
    }
    Calls calls = new Calls(builder.build(), call.get("arguments"));
    try {
      return Map.of("value", calls.make(call.get("operation").textValue()));
    } catch (PlusofonError error) {
      return failed(error);
    }
  }

  /** What the client says of a failure. */
  private static Map<String, Object> failed(PlusofonError error) {
    Map<String, Object> line = new TreeMap<>();
    line.put("error", error.getClass().getSimpleName());
    line.put("status", error.getStatus().orElse(0));
    line.put("message", error.getMessage());
    line.put("retry_after", error.getRetryAfter().map(Duration::toSeconds).orElse(null));
    return line;
  }

  static void say(Map<String, Object> line) throws Exception {
    System.out.println(JSON.writeValueAsString(line));
  }
}
