package io.github.plusofonnumbers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * No body, for a request that must not be sent again. java.net.http repeats a GET whose connection
 * ended before an answer, and the one setting against it is that of the whole process; but it asks for
 * the length of the body each time.
 */
final class Once implements HttpRequest.BodyPublisher {
  /** Whether it is known that one attempt asks once. Until then nothing is refused. */
  private static final AtomicBoolean KNOWN = new AtomicBoolean();

  private final HttpRequest.BodyPublisher nothing = HttpRequest.BodyPublishers.noBody();
  private final AtomicInteger asked = new AtomicInteger();

  @Override
  public long contentLength() {
    if (asked.incrementAndGet() > 1 && KNOWN.get()) {
      throw new UncheckedIOException(new IOException("the line broke before an answer came"));
    }
    return 0;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    nothing.subscribe(subscriber);
  }

  /** An answer has come. */
  void done() {
    if (asked.get() == 1) {
      KNOWN.set(true);
    }
  }
}
