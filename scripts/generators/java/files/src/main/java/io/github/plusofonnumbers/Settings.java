package io.github.plusofonnumbers;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Refuses settings of which no request could be made. No text repeats the token. */
final class Settings {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

  private Settings() {}

  static HttpClient network() {
    return HttpClient.newBuilder()
        .connectTimeout(CONNECT_TIMEOUT)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  static String soundToken(@Nullable String token) {
    if (token == null || token.isEmpty()) {
      throw new IllegalArgumentException(
          "token: expected a token from the developer section of the cabinet, none came; set"
              + " PLUSOFON_TOKEN, or call token(...)");
    }
    if (!isVisible(token)) {
      throw new IllegalArgumentException(
          "token: expected visible ASCII characters without spaces, something else came; look at"
              + " token(...) or PLUSOFON_TOKEN");
    }
    return token;
  }

  static String soundCode(String code) {
    if (!isVisible(code)) {
      throw new IllegalArgumentException(
          String.format(
              "clientCode: expected visible ASCII characters without spaces, such as %s, \"%s\" came;"
                  + " look at clientCode(...) or PLUSOFON_CLIENT",
              Plusofon.CLIENT_CODE, code));
    }
    return code;
  }

  static Duration soundTimeout(Duration timeout) {
    if (timeout.isZero() || timeout.isNegative() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "timeout: expected more than nothing and up to a day, " + timeout + " came");
    }
    return timeout;
  }

  static URI soundUrl(String url, boolean isInsecureWanted) {
    URI base = parsed(url.replaceAll("/+$", ""));
    if (base == null
        || base.getHost() == null
        || base.getRawUserInfo() != null
        || base.getRawQuery() != null
        || base.getRawFragment() != null
        || !("http".equals(base.getScheme()) || "https".equals(base.getScheme()))) {
      throw new IllegalArgumentException(
          String.format(
              "baseUrl: expected scheme, host and path, such as %s, something else came; look at"
                  + " baseUrl(...) or PLUSOFON_BASE_URL",
              Plusofon.BASE_URL));
    }
    if (base.getScheme().equals("http") && !isThisMachine(base.getHost()) && !isInsecureWanted) {
      throw new IllegalArgumentException(
          String.format(
              "baseUrl: expected https, http to %s came, which would show the token to everybody on"
                  + " the way; if that is meant, call insecureHttp(true)",
              base.getHost()));
    }
    return base;
  }

  private static @Nullable URI parsed(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException error) {
      return null;
    }
  }

  private static boolean isThisMachine(String host) {
    return host.matches("127(\\.[0-9]{1,3}){3}|\\[::1\\]|localhost|.*\\.localhost");
  }

  private static boolean isVisible(String text) {
    return text.matches("[!-~]+");
  }
}
