# frozen_string_literal: true

module PlusofonNumbers
  # What a request demands of a value, by the document.
  module Rules
    # Each rule, and whether a value keeps to it.
    KEPT = {
      values: ->(value, values) { values.include?(value) },
      minimum: ->(value, least) { value >= least },
      maximum: ->(value, most) { value <= most },
      min_length: ->(value, least) { value.length >= least },
      max_length: ->(value, most) { value.length <= most },
      pattern: ->(value, pattern) { value.match?(whole(pattern)) },
      min_items: ->(value, least) { value.size >= least },
      unique: ->(value, _) { value.uniq.size == value.size }
    }.freeze
    KINDS = {"Integer" => Integer, "String" => String}.freeze
    private_constant :KEPT, :KINDS

    # @param name [Symbol] what the value is called
    # @param type [String] what it is, as the generator says it
    # @param rules [Hash] what else is demanded
    # @raise [ArgumentError] It is not so; the message says what was expected and what came.
    def self.demand(name, value, type, rules)
      inner = type[/\AArray<(.+)>\z/, 1]
      kind = inner ? Array : KINDS.fetch(type, Object)
      refuse(name, kind.name, value) unless value.is_a?(kind)
      known = codes(type)
      refuse(name, "one of #{known.join(", ")}", value) if known && !known.include?(value)
      rules.slice(*KEPT.keys).each do |rule, told|
        refuse(name, "#{rule.to_s.tr("_", " ")} #{shown(told)}", value) unless KEPT.fetch(rule).call(value, told)
      end
      value.each { |each| demand(name, each, inner, rules.fetch(:items, {})) } if inner
    end

    def self.refuse(name, expected, came)
      raise ArgumentError, "#{name}: expected #{expected}, #{shown(came)} came"
    end

    # The codes of an enumeration that has a name.
    def self.codes(type)
      return unless type.match?(/\A[A-Z]\w*\z/) && PlusofonNumbers.const_defined?(type, false)

      kind = PlusofonNumbers.const_get(type)
      kind.all_vars if kind.respond_to?(:all_vars)
    end

    # In Ruby, ^ and $ would match at each line.
    def self.whole(pattern)
      Regexp.new(pattern.source.sub(/\A\^/, "\\A").sub(/\$\z/, "\\z"))
    end

    def self.shown(value)
      text = value.inspect
      text.length > 80 ? "#{text[0, 77]}..." : text
    end
    private_class_method :codes, :shown
  end
  private_constant :Rules
end
