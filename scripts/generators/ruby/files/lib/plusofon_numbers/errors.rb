# frozen_string_literal: true

# What can go wrong, and what each failure is called.
#
#   PlusofonError
#   ├── ConnectionFailed            the service could not be reached, or the line broke
#   │   └── TimedOut                it did not answer in time
#   ├── UnreadableAnswer            an answer that is not what the document says
#   ├── OutcomeUnknown              whether a change was carried out is not known
#   └── RefusedAnswer               the service said no; `message` has its words
#       ├── BadRequest              400, 422, another 4xx, or `success: false` inside a 2xx
#       ├── NotAuthenticated        401
#       ├── NoAccess                403, and the provider's own 500
#       ├── NotFound                404, and the JSON-RPC envelope for a wrong path
#       ├── RateLimited             429
#       └── ServerFailed            any other 5xx
#
# A wrong argument is an ArgumentError, as everywhere in Ruby; nothing was sent then.
module PlusofonNumbers
  # Anything else that goes wrong with a call. It never shows the token.
  class PlusofonError < StandardError
    # The operationId of the call that failed.
    attr_reader :operation
    # The HTTP status of the answer; nil where no answer came.
    attr_reader :status
    # The body of the answer as text; empty where no answer came.
    attr_reader :body
    # How long the service asks to wait, in seconds; nil where it does not say.
    attr_reader :retry_after
    # The service's words on each parameter, by its name, where it told them apart.
    attr_reader :fields

    def initialize(operation, message, status: nil, body: "", retry_after: nil, fields: {})
      super(message)
      @operation = operation
      @status = status
      @body = body
      @retry_after = retry_after
      @fields = fields
    end

    # What to do next.
    def remedy
      self.class::REMEDY
    end

    REMEDY = "Read the message."
  end

  # The service could not be reached, or the line broke before the answer was complete.
  class ConnectionFailed < PlusofonError
    REMEDY = "Look at base_url and at the network, then try again."
  end

  # The service did not answer in time.
  class TimedOut < ConnectionFailed
    REMEDY = "Try again, or give it longer: timeout."
  end

  # The answer is not what the document says.
  class UnreadableAnswer < PlusofonError
    REMEDY = "Look at body; base_url may name another service, or the service has changed."
  end

  # A change was asked for, and whether it was carried out is not known. `cause` is what happened.
  class OutcomeUnknown < PlusofonError
    REMEDY = "Do not repeat it before you know."
  end

  # The service did not carry the request out, and said so. A refusal may come with 200.
  class RefusedAnswer < PlusofonError
  end

  # A parameter is wrong, or the state of the account does not allow it.
  class BadRequest < RefusedAnswer
    REMEDY = "Nothing was changed: mend what the message names."
  end

  # The token is missing, wrong or expired.
  class NotAuthenticated < RefusedAnswer
    REMEDY = "Get a new token from the developer section of the cabinet."
  end

  # The token has no access to this method. A token for Flash Call has none.
  class NoAccess < RefusedAnswer
    REMEDY = "Use a token from the developer section of the cabinet, not one for Flash Call."
  end

  # The target does not exist, or the host or path is wrong.
  class NotFound < RefusedAnswer
    REMEDY = "Look at the id, and at base_url."
  end

  # Too many requests in a short time.
  class RateLimited < RefusedAnswer
    REMEDY = "Nothing was changed: wait for a while."
  end

  # The service, or a proxy in front of it, failed.
  class ServerFailed < RefusedAnswer
    REMEDY = "Try again later."
  end
end
