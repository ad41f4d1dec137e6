# frozen_string_literal: true

module PlusofonNumbers
  # A token that shows itself to nobody: not when inspected, not when serialized.
  class Token
    HTML = {"&" => "&amp;", "<" => "&lt;", ">" => "&gt;", '"' => "&quot;", "'" => "&#39;"}.freeze
    private_constant :HTML

    # @raise [ArgumentError] It cannot be a token; the message does not repeat it.
    def initialize(value)
      if value.nil?
        raise ArgumentError, "token: expected a token from the developer section of the cabinet, " \
                             "none came; set PLUSOFON_TOKEN, or pass token:"
      end
      unless value.is_a?(String) && value.match?(/\A[!-~]+\z/)
        raise ArgumentError, "token: expected visible ASCII characters without spaces, something " \
                             "else came; look at token: or PLUSOFON_TOKEN"
      end
      @value = value.dup.freeze
      @spellings = Regexp.new(value.each_char.map { |letter| spellings(letter) }.join)
    end

    # The token itself, for the one header that it belongs into.
    def reveal
      @value
    end

    # A text without the token, however it is spelt there.
    def redact(text)
      text.gsub(@spellings, "[token]")
    end

    def inspect
      "[token]"
    end
    alias to_s inspect

    # A token is never serialized.
    def marshal_dump(*)
      raise TypeError, "a token is never serialized"
    end
    alias encode_with marshal_dump

    private

    # A pattern for a letter as it is, and as JSON, HTML or a URL may write it.
    def spellings(letter)
      hex = format("%02x", letter.ord).gsub(/[a-f]/) { |digit| "[#{digit}#{digit.upcase}]" }
      others = ["%#{hex}", "\\\\u00#{hex}", "&##{letter.ord};", "&#[xX]#{hex};", *HTML[letter]]
      "(?:\\\\?#{Regexp.escape(letter)}|#{others.join("|")})"
    end
  end
end
