# frozen_string_literal: true

module PlusofonNumbers
  # How an answer is read: what is no answer, and what a failure is called.
  class Reading
    BY_STATUS = {401 => NotAuthenticated, 403 => NoAccess, 404 => NotFound, 429 => RateLimited}.freeze
    PASSING = [502, 503, 504].freeze
    # Nobody writes for people deeper inside than that.
    DEPTH = 8
    KINDS = {NilClass => "null", Hash => "object", Array => "array", String => "string"}.freeze
    private_constant :BY_STATUS, :PASSING, :DEPTH, :KINDS

    # Raise a failure that leaves open what became of the request: of a change, OutcomeUnknown.
    def self.raise_in_doubt(operation, failure)
      raise failure
    rescue PlusofonError # so that it is the cause of the other
      raise if operation.only_reads

      raise OutcomeUnknown.new(
        operation.name,
        "whether it was carried out is not known (#{failure.class.name.split("::").last}: " \
        "#{failure.message}). #{operation.outcome}",
        status: failure.status, body: failure.body, retry_after: failure.retry_after
      )
    end

    # @param redact what takes the token out of a text
    def initialize(operation, status, headers, content, redact)
      @operation = operation
      @status = status
      @headers = headers
      @text = content.to_s.dup.force_encoding(Encoding::UTF_8)
      @redact = redact
      @body = object
    end

    # The answer, as a Hash.
    #
    # @raise [PlusofonError] It is none.
    def answer
      failure = named
      return @body unless failure
      raise failure if clear?(failure)

      Reading.raise_in_doubt(@operation, failure)
    end

    private

    def object
      value = JSON.parse(@text) if @text.valid_encoding?
      value if value.is_a?(Hash)
    rescue JSON::ParserError
      nil
    end

    # Whether the service said that it has not carried the request out.
    def clear?(failure)
      return denied? && !PASSING.include?(@status) if failure.is_a?(ServerFailed)

      failure.is_a?(RefusedAnswer)
    end

    def denied?
      !@body.nil? && @body["success"] == false
    end

    def named
      case @status
      when 200..299 then failure_inside
      when 400..599 then refused
      else failure(UnreadableAnswer, "the document has no such status")
      end
    end

    def failure_inside
      return failure(UnreadableAnswer, "the answer is packed, which was not asked for") if packed?
      return failure(UnreadableAnswer, "the answer cannot be read: it is no JSON object") if @body.nil?
      return bad_request if denied?

      return failure(NotFound, words) if envelope? && !@body.key?("success")

      why = envelope? ? "it says both success and failure" : shortfall
      failure(UnreadableAnswer, "the answer cannot be read: #{why}") if why
    end

    def packed?
      !["", "identity"].include?(@headers["Content-Encoding"].to_s.strip.downcase)
    end

    # Whether it is a failure of JSON-RPC, which comes for a wrong path.
    def envelope?
      @body.key?("jsonrpc") && @body["error"].is_a?(Hash)
    end

    # What the answer lacks; nil where it is the one that was asked for.
    def shortfall
      wrong = @operation.demands.find do |demand|
        @body.key?(demand.name) ? !demand.kinds.include?(kind(@body[demand.name])) : demand.required
      end
      return unless wrong

      came = @body.key?(wrong.name) ? kind(@body[wrong.name]) : "nothing"
      "#{wrong.name}: expected #{wrong.kinds.join(" or ")}, #{came} came"
    end

    # Which of JSON's types a value is of.
    def kind(value)
      return ApiModelBase.whole(value).is_a?(Integer) ? "integer" : "number" if value.is_a?(Numeric)

      KINDS.find { |kind, _| value.is_a?(kind) }&.last || "boolean"
    end

    def refused
      return failure(NoAccess, words) if @status == 500 && denied?

      kind = BY_STATUS.fetch(@status) { @status >= 500 ? ServerFailed : BadRequest }
      kind == BadRequest ? bad_request : failure(kind, words)
    end

    def bad_request
      errors = @body.is_a?(Hash) && @body["errors"].is_a?(Hash) ? @body["errors"] : {}
      fields = errors.to_h { |name, value| [@redact.call(name), @redact.call(text(value))] }
      failure(BadRequest, words, fields: fields)
    end

    def failure(kind, message, **facts)
      body = @redact.call(@text.scrub)
      kind.new(@operation.name, message, status: @status, body: body, retry_after: retry_after, **facts)
    end

    # How long the service asks to wait, in seconds; nil where it does not say, or not legibly.
    def retry_after
      told = @headers["Retry-After"].to_s.strip
      return told[0, 12].to_f if told.match?(/\A\d+\z/)

      [Time.httpdate(told) - Time.now, 0.0].max
    rescue ArgumentError
      nil
    end

    # The service's own words: `message`, else `error`, else `errors`, of whatever type they are.
    def words
      found = %w[message error errors].map { |key| text((@body || {})[key]) }
      @redact.call(found.find { |each| !each.empty? } || "the service gave no reason")
    end

    def text(value, depth = DEPTH)
      return value if value.is_a?(String)
      return "" if depth.zero?

      case value
      when Hash
        return text(value["message"], depth - 1) if value.key?("message") # JSON-RPC

        value.values.map { |each| text(each, depth - 1) }.reject(&:empty?).join("; ")
      when Array
        value.map { |each| text(each, depth - 1) }.reject(&:empty?).join(" ")
      else ""
      end
    end
  end
  private_constant :Reading
end
