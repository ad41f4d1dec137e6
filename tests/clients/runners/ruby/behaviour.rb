# frozen_string_literal: true

# What the vectors cannot see of the Ruby client: time limits, what was not sent, the token, and what
# is refused before it is sent. Says nothing where all is right.

require "json"
require "plusofon_numbers"
require "socket"

include PlusofonNumbers

TOKEN = "se/cr&et+Token.1"
BUY = {numbers: [4_951_332_210], owner_type: "personal"}.freeze

def check(is_right, what)
  raise what unless is_right
end

# A client of a server that answers in this way; the block gets the client and the requests so far.
def with_server(answer, **options)
  server = TCPServer.new("127.0.0.1", 0)
  seen = []
  thread = Thread.new { loop { serve(server.accept, seen, answer) } }
  thread.report_on_exception = false
  url = "http://127.0.0.1:#{server.addr[1]}/api/v1"
  yield Plusofon.new(token: TOKEN, base_url: url, **options), seen, url
ensure
  thread.kill
  server.close
end

def serve(socket, seen, answer)
  head = socket.gets("\r\n\r\n").to_s
  socket.read(head[/content-length: (\d+)/i, 1].to_i)
  seen << head
  answer.call(socket, head)
ensure
  socket.close
end

def says(status, text, *headers)
  lines = ["HTTP/1.1 #{status} Said", "Content-Length: #{text.bytesize}", "Connection: close", *headers]
  ->(socket, _) { socket.write("#{lines.join("\r\n")}\r\n\r\n#{text}") }
end

def failure_of
  answer = yield
  raise "expected a failure, #{answer.inspect} came"
rescue PlusofonError => error
  error
end

def check_kind(error, kind)
  check(error.instance_of?(kind), "expected #{kind}, #{error.inspect} came")
end

def silence
  with_server(->(*) { sleep }, timeout: 0.3) do |plusofon, seen|
    began = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    check_kind(failure_of { plusofon.list_regions }, TimedOut)
    check(Process.clock_gettime(Process::CLOCK_MONOTONIC) - began < 5, "a time limit is not kept")
    check(seen.size == 1, "something was sent again")
  end
  with_server(->(*) { sleep }, timeout: 0.3) do |plusofon, seen|
    bought = failure_of { plusofon.buy_numbers(**BUY) }
    check_kind(bought, OutcomeUnknown)
    check_kind(bought.cause, TimedOut)
    check(seen.size == 1, "something was sent again")
  end
end

def nobody_there
  url = with_server(nil) { |_, _, there| there }
  failure = failure_of { Plusofon.new(token: TOKEN, base_url: url).buy_numbers(**BUY) }
  check_kind(failure, ConnectionFailed)
end

def line_breaks
  with_server(->(*) {}) do |plusofon, seen|
    check_kind(failure_of { plusofon.list_regions }, ConnectionFailed)
    check_kind(failure_of { plusofon.release_number(1) }, OutcomeUnknown)
    check(seen.size == 2, "something was sent again: #{seen.size} requests")
  end
end

INCOMPLETE = [
  "{}", '{"success": null}', '{"success": "true"}', '{"success": true, "message": 1.5}',
  '{"success": true, "jsonrpc": "2.0", "error": {}}'
].freeze

def incomplete
  with_server(says(200, '{"success": true}')) do |plusofon, _|
    check_kind(failure_of { plusofon.list_regions }, UnreadableAnswer)
  end
  INCOMPLETE.each do |text|
    with_server(says(200, text)) do |plusofon, _|
      check_kind(failure_of { plusofon.buy_numbers(**BUY) }, OutcomeUnknown)
    end
  end
end

# To JSON Schema, 1.0 is an integer.
def whole_numbers
  with_server(says(200, '{"code_regions": [{"id": 65.0}, {"id": 6.5}, {"id": 1e999}]}')) do |plusofon, _|
    ids = plusofon.list_regions.code_regions.map(&:id)
    check(ids.eql?([65, 6.5, Float::INFINITY]), ids.inspect)
  end
end

def packed
  with_server(says(200, '{"code_regions": []}', "Content-Encoding: gzip")) do |plusofon, seen|
    check_kind(failure_of { plusofon.list_regions }, UnreadableAnswer)
    check(seen.last.match?(/^accept-encoding: identity\r$/i), "a packed answer was asked for")
  end
end

# A service that says the token back, spelt in many ways, in whatever it answers.
def token
  json = TOKEN.sub("/", "\\/")
  coded = URI.encode_www_form_component(TOKEN)
  answers = {
    400 => {success: false, message: "no #{TOKEN}", errors: {TOKEN => [coded]}}.to_json,
    200 => "{\"success\": false, \"error\": \"no #{json}\"}",
    502 => "<p>#{TOKEN.sub("&", "&amp;")} #{coded} #{TOKEN.sub("+", "\\u002B")}</p>",
    503 => {message: ["no #{TOKEN}"]}.to_json
  }
  answers.each do |status, text|
    with_server(says(status, text)) do |plusofon, _|
      [-> { plusofon.list_regions }, -> { plusofon.buy_numbers(**BUY) }].each do |call|
        failure = failure_of(&call)
        shown = [failure.full_message, failure.inspect, failure.body, failure.fields, failure.cause.inspect].join(" ")
        check(!shown.match?(/se\S{1,9}cr/), shown)
        check(shown.include?("[token]"), shown)
      end
      check_secrecy(plusofon)
    end
  end
end

# Neither the client nor what it holds shows the token, whoever asks.
def check_secrecy(plusofon)
  api = plusofon.instance_variable_get(:@numbers)
  [plusofon, api, api.api_client, api.api_client.config, api.api_client.config.token].each do |holder|
    check(!holder.inspect.include?(TOKEN), "#{holder.class} shows the token")
    shown = begin
      Marshal.dump(holder)
    rescue TypeError => error
      error.message
    end
    check(!shown.include?(TOKEN), "#{holder.class} gives the token away")
  end
end

def retry_after
  with_server(says(503, "", "Retry-After: #{(Time.now + 30).httpdate}")) do |plusofon, _|
    failure = failure_of { plusofon.list_regions }
    check_kind(failure, ServerFailed)
    check(failure.retry_after.between?(20, 30), failure.retry_after.inspect)
  end
end

def sent_headers
  with_server(says(200, '{"code_regions": []}')) do |_, seen, url|
    ENV.update("PLUSOFON_TOKEN" => "test-environment", "PLUSOFON_BASE_URL" => url)
    Plusofon.new(headers: {"X-Request-Id" => "7"}).list_regions
    ["Authorization: Bearer test-environment", "Client: #{CLIENT_CODE}", "X-Request-Id: 7"].each do |line|
      check(seen.last.downcase.include?("#{line.downcase}\r\n"), "#{line} is missing: #{seen.last}")
    end
    check(!seen.last.match?(/^content-type/i), seen.last)
    ENV["PLUSOFON_CLIENT"] = "17"
    Plusofon.new.list_regions
    check(seen.last.match?(/^client: 17\r$/i), seen.last)
  end
ensure
  %w[TOKEN BASE_URL CLIENT].each { |name| ENV.delete("PLUSOFON_#{name}") }
end

# A middleware of the caller's own stands behind the guard, and an adapter of theirs is used.
def own_connection
  server = ->(connection) do
    connection.adapter :test do |stubs|
      stubs.get("/api/v1/number/code-regions") { [200, {}, '{"success": false, "message": "no"}'] }
    end
  end
  check_kind(failure_of { Plusofon.new(token: TOKEN, &server).list_regions }, BadRequest)
end

REFUSED = {
  "PLUSOFON_TOKEN" => -> { Plusofon.new },
  "token: .*something else came" => -> { Plusofon.new(token: "two words") },
  "base_url: expected scheme" => -> { Plusofon.new(token: TOKEN, base_url: "restapi.plusofon.ru") },
  "base_url: expected scheme,.* host" => -> { Plusofon.new(token: TOKEN, base_url: "https://a:b@example.com") },
  "insecure_http: true" => -> { Plusofon.new(token: TOKEN, base_url: "http://example.com/") },
  "client_code: " => -> { Plusofon.new(token: TOKEN, client_code: "") },
  "timeout: " => -> { Plusofon.new(token: TOKEN, timeout: 0) },
  "use token:" => -> { Plusofon.new(token: TOKEN, headers: {"Authorization" => "x"}) },
  "headers: expected visible" => -> { Plusofon.new(token: TOKEN, headers: {"X-A" => "two\nlines"}) },
  "unknown keyword: :phone_typ" => -> { Plusofon.new(token: TOKEN).search_numbers(phone_typ: "abc") },
  "missing keyword: :owner_type" => -> { Plusofon.new(token: TOKEN).buy_numbers(numbers: [1]) },
  "greater than or equal to 1" => -> { Plusofon.new(token: TOKEN).search_numbers(page: 0) },
  "number_id" => -> { Plusofon.new(token: TOKEN).release_number(nil) },
  "type: expected one of" => -> { Plusofon.new(token: TOKEN).forward_numbers(type: "fax", numbers: [1]) },
  "group_id" => lambda {
    Plusofon.new(token: TOKEN).forward_numbers(type: "sip", numbers: [1], group_id: 1, cli_type: "Y")
  },
  "sip_id: expected Integer, nil" => -> { Plusofon.new(token: TOKEN).forward_numbers(type: "sip", numbers: [1], cli_type: "Y") },
  "numbers: expected Integer, \"4951332210\"" => lambda {
    Plusofon.new(token: TOKEN).buy_numbers(numbers: ["4951332210"], owner_type: "personal")
  },
  "numbers: expected unique" => lambda {
    Plusofon.new(token: TOKEN).buy_numbers(numbers: [4_951_332_210] * 2, owner_type: "personal")
  },
  "numbers: expected minimum" => -> { Plusofon.new(token: TOKEN).assign_black_list(numbers: [0]) },
  "numbers: expected min items" => -> { Plusofon.new(token: TOKEN).assign_black_list(numbers: []) },
  "owner_type: expected one of business, personal" => lambda {
    Plusofon.new(token: TOKEN).reserve_number(number: 4_951_332_210, owner_type: "private")
  },
  "cli_type: expected pattern" => lambda {
    Plusofon.new(token: TOKEN).forward_numbers(type: "sip", numbers: [1], sip_id: 1, cli_type: "Y\nN")
  }
}.freeze

def refusals
  REFUSED.each do |message, call|
    begin
      call.call
    rescue ArgumentError => error
      check(error.message.match?(message), "expected #{message}, #{error.message} came")
      check(!error.message.include?(TOKEN), "the token is shown")
      next
    end
    raise "expected a refusal: #{message}"
  end
end

%i[silence nobody_there line_breaks incomplete whole_numbers packed token retry_after sent_headers own_connection refusals].each do |name|
  send(name)
end
