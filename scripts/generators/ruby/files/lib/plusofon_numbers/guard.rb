# frozen_string_literal: true

module PlusofonNumbers
  # A middleware of Faraday that sends the headers, and raises where the answer is none. It makes the
  # body a Hash. Nothing is sent again.
  class Guard < Faraday::Middleware
    # With these, nothing of a request can have reached the service.
    UNSENT = [Errno::ECONNREFUSED, SocketError, Net::OpenTimeout].freeze
    # What can go wrong later as well; only the words tell when it was.
    UNSENT_WORDS = /\A(Failed to open TCP connection|SSL_connect)|does not match the server certificate/.freeze
    private_constant :UNSENT, :UNSENT_WORDS

    def initialize(app, told)
      super(app)
      @told = told
    end

    def call(env)
      env[:request_headers].update(@told.sent_headers)
      operation = env[:request].context.fetch(:operation)
      response = guarded(operation) { whole(@app.call(env)) }
      redact = @told.token.method(:redact)
      reading = Reading.new(operation, response.status, response.headers, response.body, redact)
      response.env[:body] = reading.answer
      response
    end

    private

    def guarded(operation)
      yield
    rescue Faraday::TimeoutError, Faraday::ConnectionFailed, Faraday::SSLError, Zlib::Error => error
      failure = named(operation, error)
      raise failure if unsent?(error)

      Reading.raise_in_doubt(operation, failure)
    end

    # Net::HTTP takes half an answer for a whole one.
    def whole(response)
      length = response.headers["Content-Length"]
      return response unless length && response.body.to_s.bytesize < length.to_i

      raise Faraday::ConnectionFailed, "the line broke in the middle of the answer"
    end

    def named(operation, error)
      kind = {Faraday::TimeoutError => TimedOut, Zlib::Error => UnreadableAnswer}
             .find { |cause, _| [error, origin(error)].any?(cause) }&.last
      kind = TimedOut if origin(error).is_a?(Net::OpenTimeout)
      words = "#{origin(error).class}: #{origin(error).message}"
      (kind || ConnectionFailed).new(operation.name, @told.token.redact(words.scrub))
    end

    def unsent?(error)
      cause = origin(error)
      UNSENT.any? { |kind| cause.is_a?(kind) } || cause.message.match?(UNSENT_WORDS)
    end

    # What Faraday has wrapped up.
    def origin(error)
      (error.respond_to?(:wrapped_exception) && error.wrapped_exception) || error
    end
  end
end
