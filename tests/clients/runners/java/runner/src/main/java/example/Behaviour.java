package example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.plusofonnumbers.BadRequest;
import io.github.plusofonnumbers.ConnectionFailed;
import io.github.plusofonnumbers.OutcomeUnknown;
import io.github.plusofonnumbers.Plusofon;
import io.github.plusofonnumbers.PlusofonError;
import io.github.plusofonnumbers.TimedOut;
import io.github.plusofonnumbers.UnreadableAnswer;
import io.github.plusofonnumbers.api.PurchaseApi.APIListRegionsRequest;
import io.github.plusofonnumbers.model.BuyNumbersRequest;
import io.github.plusofonnumbers.model.OwnerType;
import io.github.plusofonnumbers.model.Region;
import io.github.plusofonnumbers.model.RegionList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/**
 * What the vectors cannot see of the Java client: time limits, what was not sent, the token, and which
 * settings are refused. Says nothing where all is right.
 */
final class Behaviour {
  private static final String TOKEN = "s3/cr&t+\"token'";

  private Behaviour() {}

  public static void main(String[] arguments) {
    try {
      all();
    } catch (Exception | AssertionError error) {
      error.printStackTrace();
      System.exit(1); // the threads of silent servers are still there
    }
    System.exit(0);
  }

  private static void all() throws Exception {
    silence();
    dribble();
    nobodyListens();
    interrupted();
    hiddenToken();
    otherShapes();
    wholeNumbers();
    packed();
    cyrillic();
    retryAfter();
    fields();
    settings();
    pickled();
  }

  /** How a server answers. */
  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private static Answer saying(int status, String text, String... header) {
    return exchange -> {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      if (header.length > 0) {
        exchange.getResponseHeaders().set(header[0], header[1]);
      }
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    };
  }

  /** A client of a server that answers in one way. */
  private static Plusofon answering(Answer answer, UnaryOperator<Plusofon.Builder> told)
      throws IOException {
    InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(here, 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", answer::to);
    server.start();
    String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1";
    return told.apply(Plusofon.builder().token(TOKEN).baseUrl(base)).build();
  }

  private static Plusofon answering(Answer answer) throws IOException {
    return answering(answer, same -> same);
  }

  private static RegionList regions(Plusofon plusofon) {
    return plusofon.purchase().listRegions(APIListRegionsRequest.newBuilder().build());
  }

  private static void buy(Plusofon plusofon) {
    plusofon
        .purchase()
        .buyNumbers(
            new BuyNumbersRequest().numbers(Set.of(4951332210L)).ownerType(OwnerType.PERSONAL));
  }

  private static <E extends PlusofonError> E failure(
      Class<E> kind, Plusofon plusofon, Consumer<Plusofon> call) {
    try {
      call.accept(plusofon);
    } catch (PlusofonError error) {
      check(error.getClass() == kind, "expected " + kind + ", " + error + " came");
      return kind.cast(error);
    }
    throw new AssertionError("expected " + kind + ", an answer came");
  }

  private static void check(boolean isRight, String what) {
    if (!isRight) {
      throw new AssertionError(what);
    }
  }

  private static void silence() throws IOException {
    Plusofon silent =
        answering(exchange -> sleep(20_000), told -> told.timeout(Duration.ofMillis(300)));
    failure(TimedOut.class, silent, Behaviour::regions);
    OutcomeUnknown unknown = failure(OutcomeUnknown.class, silent, Behaviour::buy);
    check(unknown.getFailure() instanceof TimedOut, "expected TimedOut inside");
  }

  private static void dribble() throws IOException {
    Answer slow =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 50; i++) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            sleep(100);
          }
        };
    long began = System.nanoTime();
    failure(
        TimedOut.class,
        answering(slow, told -> told.timeout(Duration.ofMillis(500))),
        Behaviour::regions);
    check(System.nanoTime() - began < 3_000_000_000L, "a call was stretched");
  }

  private static void nobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Plusofon lonely = Plusofon.builder().token(TOKEN).baseUrl("http://127.0.0.1:" + port).build();
    check(!failure(ConnectionFailed.class, lonely, Behaviour::buy).isSent(), "expected not sent");
  }

  private static void interrupted() throws IOException {
    Plusofon silent = answering(exchange -> sleep(20_000));
    Thread.currentThread().interrupt();
    failure(OutcomeUnknown.class, silent, Behaviour::buy);
    check(Thread.interrupted(), "the interruption was lost");
  }

  private static void hiddenToken() throws IOException {
    for (String spelt :
        List.of(
            "s3/cr&t+\\\"token'",
            "s3\\/cr\\u0026t+\\\"token'",
            "s3%2Fcr%26t%2B%22token%27",
            "s3/cr&amp;t+&#34;token&#39;")) {
      Plusofon plusofon = answering(saying(400, "{\"message\": \"no " + spelt + "!\"}"));
      BadRequest error = failure(BadRequest.class, plusofon, Behaviour::regions);
      String shown = error + error.getMessage() + error.getBody();
      check(!shown.contains("s3") && shown.contains("[token]"), "the token is shown: " + shown);
    }
  }

  private static void otherShapes() throws IOException {
    for (String body :
        List.of(
            "{}",
            "{\"success\": true}",
            "{\"code_regions\": [{\"id\": \"65\"}]}",
            "{\"code_regions\": [{\"id\": 6.5}]}",
            "{\"code_regions\": [{\"id\": 1e99}]}",
            "{\"code_regions\": [{\"title\": 65}]}",
            "{\"code_regions\": {}}",
            "{\"code_regions\": []} x")) {
      failure(UnreadableAnswer.class, answering(saying(200, body)), Behaviour::regions);
    }
    for (String body :
        List.of(
            "{}",
            "{\"success\": null}",
            "{\"success\": \"true\"}",
            "{\"success\": true, \"message\": 1.5}",
            "{\"success\": true, \"jsonrpc\": \"2.0\", \"error\": {}}")) {
      failure(OutcomeUnknown.class, answering(saying(200, body)), Behaviour::buy);
    }
  }

  /** To JSON Schema, 1.0 is an integer. */
  private static void wholeNumbers() throws IOException {
    String body = "{\"code_regions\": [{\"id\": 65.0}, {\"id\": 6.5e1}]}";
    for (Region region : regions(answering(saying(200, body))).getCodeRegions()) {
      check(region.getId() == 65, "the id is " + region.getId());
    }
  }

  /** Nothing that was packed, or that names something twice, is left to the generated code. */
  private static void packed() throws IOException {
    String body = "{\"success\": 1, \"code_regions\": [], \"success\": true}";
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try (GZIPOutputStream packer = new GZIPOutputStream(written)) {
      packer.write(body.getBytes(StandardCharsets.UTF_8));
    }
    Answer sound =
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, written.size());
          exchange.getResponseBody().write(written.toByteArray());
          exchange.close();
        };
    check(regions(answering(sound)).getSuccess(), "it was not unpacked");
    Answer bad = saying(200, body, "Content-Encoding", "gzip");
    failure(UnreadableAnswer.class, answering(bad), Behaviour::regions);
    failure(OutcomeUnknown.class, answering(bad), Behaviour::buy);
  }

  /** The machine's own character set does not matter. */
  private static void cyrillic() throws IOException {
    String body = "{\"code_regions\": [{\"title\": \"Улан-Удэ 😀\"}]}";
    String title = regions(answering(saying(200, body))).getCodeRegions().get(0).getTitle();
    check(title.equals("Улан-Удэ 😀"), "the title is " + title);
  }

  private static void retryAfter() throws IOException {
    String later =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(1));
    for (Map.Entry<String, Boolean> each : Map.of(later, true, "soon", false).entrySet()) {
      Plusofon busy = answering(saying(503, "", "Retry-After", each.getKey()));
      try {
        regions(busy);
      } catch (PlusofonError error) {
        boolean isMinute =
            error.getRetryAfter().filter(time -> Math.abs(time.toSeconds() - 55) < 6).isPresent();
        check(isMinute == each.getValue(), "Retry-After is " + error.getRetryAfter());
        continue;
      }
      throw new AssertionError("expected ServerFailed");
    }
  }

  private static void fields() throws IOException {
    String body = "{\"errors\": {\"b\": [\"one\", \"two\"], \"a\": [\"three\"]}}";
    BadRequest error =
        failure(BadRequest.class, answering(saying(422, body)), Behaviour::regions);
    check(error.getMessage().equals("one two; three"), "the words are " + error.getMessage());
    check("one two".equals(error.getFields().get("b")), "the words are " + error.getFields());
  }

  private static void settings() {
    List<UnaryOperator<Plusofon.Builder>> wrong =
        List.of(
            told -> told.token(""),
            told -> told.token("with space"),
            told -> told.token("a\nb"),
            told -> told.baseUrl("restapi.plusofon.ru"),
            told -> told.baseUrl("http://restapi.plusofon.ru"),
            told -> told.baseUrl("https://a:b@restapi.plusofon.ru"),
            told -> told.baseUrl("https://host/?a=b"),
            told -> told.clientCode(""),
            told -> told.clientCode("1\n2"),
            told -> told.timeout(Duration.ZERO),
            told -> told.timeout(Duration.ofHours(25)));
    for (UnaryOperator<Plusofon.Builder> each : wrong) {
      try {
        each.apply(Plusofon.builder().token(TOKEN)).build();
      } catch (IllegalArgumentException error) {
        check(!error.getMessage().contains("with space"), "the token is shown");
        continue;
      }
      throw new AssertionError("expected a refusal of setting " + wrong.indexOf(each));
    }
    Plusofon.builder().token(TOKEN).httpClient(HttpClient.newHttpClient()).build();
  }

  /** An error can be written down, and has no token in it. */
  private static void pickled() throws IOException {
    Plusofon plusofon = answering(saying(400, "{\"message\": \"no\"}"));
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    new ObjectOutputStream(written)
        .writeObject(failure(BadRequest.class, plusofon, Behaviour::regions));
    check(!written.toString(StandardCharsets.ISO_8859_1).contains("s3"), "the token is written");
  }

  private static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException error) {
      Thread.currentThread().interrupt();
    }
  }
}
