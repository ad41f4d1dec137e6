# frozen_string_literal: true

module PlusofonNumbers
  # What the generated code sends its requests with. It takes the place of the generator's own, which
  # knows files, forms and logs that show the token, and needs two more gems for that.
  class ApiClient
    # What the client was told.
    attr_reader :config

    def initialize(told, &block)
      @config = told
      limits = {timeout: told.timeout, open_timeout: told.open_timeout}
      @connection = Faraday.new(url: told.base_url, request: limits) do |connection|
        connection.use Guard, told
        block&.call(connection)
        connection.adapter Faraday.default_adapter unless block && adapter?(connection)
      end
    end

    # @return [Array<(Object, Integer, Hash)>] the answer as a model, its status and its headers
    def call_api(http_method, path, options)
      name = options[:operation].to_s.split(".").last.to_sym
      response = @connection.run_request(http_method.downcase, nil, options[:body], nil) do |request|
        request.url(path.delete_prefix("/"), options[:query_params])
        request.headers["Content-Type"] = "application/json" if options[:body]
        request.options.context = {operation: OPERATIONS.fetch(name)}
      end
      answer = PlusofonNumbers.const_get(options[:return_type]).build_from_hash(response.body)
      [answer, response.status, response.headers]
    end

    # A request as the JSON that is sent; nil where there is nothing to say.
    def object_to_http_body(model)
      hash = model.to_hash unless model.nil?
      hash.to_json unless hash.nil? || hash.empty?
    end

    # Both are the guard's and the connection's business.
    def select_header_accept(*)
      nil
    end

    def select_header_content_type(*)
      nil
    end

    private

    def adapter?(connection)
      !connection.builder.adapter.nil?
    end
  end
end
