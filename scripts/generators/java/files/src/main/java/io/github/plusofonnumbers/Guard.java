package io.github.plusofonnumbers;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/**
 * Stands between the generated code and the network. It adds what goes along with each request, keeps
 * the time, and lets only answers pass that the generated code can read.
 */
final class Guard extends HttpClient {
  private final HttpClient network;
  private final String basePath;
  private final String clientCode;
  private final Duration timeout;
  private final Secret token;
  private final Judgement judgement;

  Guard(
      HttpClient network,
      URI base,
      String clientCode,
      Duration timeout,
      Secret token,
      Judgement judgement) {
    this.network = network;
    this.basePath = base.getRawPath();
    this.clientCode = clientCode;
    this.timeout = timeout;
    this.token = token;
    this.judgement = judgement;
  }

  /** Sends a request. Whatever does not end well is a PlusofonError. */
  @Override
  public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    String path = request.uri().getRawPath();
    Operation asked =
        Operation.of(
            request.method(), path.startsWith(basePath) ? path.substring(basePath.length()) : path);
    HttpResponse<byte[]> answer = answer(asked, dressed(request));
    JsonNode said =
        judgement.read(asked, answer.statusCode(), answer.headers(), answer.body());
    return new Delivered<>(answer, delivered(answer, judgement.written(said), handler));
  }

  /** The same, in a thread of the common pool. The generated code never asks for it. */
  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    return CompletableFuture.supplyAsync(() -> send(request, handler));
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request,
      HttpResponse.BodyHandler<T> handler,
      HttpResponse.PushPromiseHandler<T> pushes) {
    return sendAsync(request, handler);
  }

  /** A request with the headers of this client, and nothing for a body that was left out. */
  private HttpRequest dressed(HttpRequest request) {
    HttpRequest.Builder dressed =
        HttpRequest.newBuilder(request.uri()).version(version(request.uri()));
    request.headers().map().forEach((name, all) -> all.forEach(one -> dressed.header(name, one)));
    HttpRequest.BodyPublisher body =
        request.bodyPublisher().filter(said -> !isNothing(said)).orElseGet(Once::new);
    return dressed
        .setHeader("Authorization", "Bearer " + token.reveal())
        .setHeader("Client", clientCode)
        .setHeader("Accept", "application/json")
        .setHeader("User-Agent", Plusofon.USER_AGENT)
        .method(request.method(), body)
        .build();
  }

  /** Four bytes are null: the shortest object of a request is longer. */
  private static boolean isNothing(HttpRequest.BodyPublisher body) {
    return body.contentLength() == 0 || body.contentLength() == "null".length();
  }

  /** Without TLS, an upgrade to HTTP/2 would be asked for with each request. */
  private static Version version(URI uri) {
    return uri.getScheme().equals("https") ? Version.HTTP_2 : Version.HTTP_1_1;
  }

  private HttpResponse<byte[]> answer(Operation asked, HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> coming =
        network.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    try {
      HttpResponse<byte[]> answer = coming.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      request
          .bodyPublisher()
          .filter(Once.class::isInstance)
          .map(Once.class::cast)
          .ifPresent(Once::done);
      return answer;
    } catch (ExecutionException error) {
      Throwable cause = error.getCause();
      boolean sent =
          !(cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException);
      throw broken(asked, cause, sent);
    } catch (TimeoutException error) {
      throw broken(asked, new HttpTimeoutException("the time for the whole call is over"), true);
    } catch (InterruptedException error) {
      Thread.currentThread().interrupt();
      throw broken(asked, error, true);
    } finally {
      coming.cancel(true);
    }
  }

  /** What the transport's own error becomes. */
  private PlusofonError broken(Operation asked, Throwable cause, boolean sent) {
    String message = token.redact(cause.getClass().getSimpleName() + ": " + cause.getMessage());
    if (cause instanceof HttpTimeoutException) {
      Facts facts =
          Facts.broken(asked.name, message, "Try again, or give it longer: timeout(...).", cause);
      return Judgement.settled(asked, new TimedOut(facts, sent), facts, sent);
    }
    Facts facts =
        Facts.broken(
            asked.name,
            message,
            "Look at the base URL and at the network, then try again.",
            cause);
    return Judgement.settled(asked, new ConnectionFailed(facts, sent), facts, sent);
  }

  /** The body, as whoever asked for it wants to have it. */
  private static <T> T delivered(
      HttpResponse<byte[]> answer, byte[] body, HttpResponse.BodyHandler<T> handler) {
    HttpResponse.BodySubscriber<T> taker = handler.apply(new Info(answer));
    taker.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long count) {}

          @Override
          public void cancel() {}
        });
    taker.onNext(List.of(ByteBuffer.wrap(body)));
    taker.onComplete();
    return taker.getBody().toCompletableFuture().join();
  }

  /** The headers of a body that is not packed any more. */
  private static HttpHeaders unpacked(HttpHeaders headers) {
    return HttpHeaders.of(
        headers.map(), (name, value) -> !name.equalsIgnoreCase("Content-Encoding"));
  }

  private static final class Info implements HttpResponse.ResponseInfo {
    private final HttpResponse<?> answer;

    Info(HttpResponse<?> answer) {
      this.answer = answer;
    }

    @Override
    public int statusCode() {
      return answer.statusCode();
    }

    @Override
    public HttpHeaders headers() {
      return unpacked(answer.headers());
    }

    @Override
    public Version version() {
      return answer.version();
    }
  }

  private static final class Delivered<T> implements HttpResponse<T> {
    private final HttpResponse<?> answer;
    private final T body;

    Delivered(HttpResponse<?> answer, T body) {
      this.answer = answer;
      this.body = body;
    }

    @Override
    public int statusCode() {
      return answer.statusCode();
    }

    @Override
    public HttpRequest request() {
      return answer.request();
    }

    @Override
    public Optional<HttpResponse<T>> previousResponse() {
      return Optional.empty(); // no redirect is followed
    }

    @Override
    public HttpHeaders headers() {
      return unpacked(answer.headers());
    }

    @Override
    public T body() {
      return body;
    }

    @Override
    public Optional<SSLSession> sslSession() {
      return answer.sslSession();
    }

    @Override
    public URI uri() {
      return answer.uri();
    }

    @Override
    public Version version() {
      return answer.version();
    }
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return network.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return network.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return network.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return network.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return network.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return network.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return network.authenticator();
  }

  @Override
  public Version version() {
    return network.version();
  }

  @Override
  public Optional<Executor> executor() {
    return network.executor();
  }
}
