# frozen_string_literal: true

module PlusofonNumbers
  # What all models share: how they are made of what came, and how they become JSON.
  #
  # It takes the place of the generator's own, which drops what it does not know, and makes an integer
  # of whatever comes where it expects one. An answer is delivered as it came; a request must be what
  # the document says.
  class ApiModelBase
    # @param attributes [Hash] what a request says, by the names of the attributes
    # @raise [ArgumentError] The document forbids it; the message says what was expected.
    def initialize(attributes = {})
      given = attributes.transform_keys(&:to_sym).compact
      refuse_strangers(given)
      self.class.rules.each do |name, rules|
        next if given[name].nil? && !rules[:required]

        Rules.demand(name, given[name], self.class.types[name], rules)
        instance_variable_set("@#{name}", given[name])
      end
    end

    # What the service sent besides what the document knows, by its names.
    def additional_properties
      @additional_properties ||= {}
    end

    # A property by the name that it has in JSON, known or not.
    def [](name)
      attribute = self.class.names.key(name.to_sym)
      attribute ? public_send(attribute) : additional_properties[name.to_s]
    end

    # What came, as JSON would say it.
    #
    # @return [Hash] by names in JSON; what did not come is not there, what is null is nil
    def to_hash
      known = self.class.names.select { |name, _| instance_variable_defined?("@#{name}") }
      known.to_h { |name, wire| [wire.to_s, ApiModelBase.plain(public_send(name))] }
           .merge(additional_properties)
    end
    alias to_h to_hash

    def to_json(*options)
      to_hash.to_json(*options)
    end

    def to_s
      to_hash.to_s
    end

    def ==(other)
      other.class == self.class && other.to_hash == to_hash
    end
    alias eql? ==

    def hash
      to_hash.hash
    end

    # A value without models.
    def self.plain(value)
      return value.map { |each| plain(each) } if value.is_a?(Array)

      value.is_a?(ApiModelBase) ? value.to_hash : value
    end

    # @param hash [Hash] an object of JSON
    # @return [Object] the model; what is no object, as it came
    def self.build_from_hash(hash)
      return hash unless hash.is_a?(Hash)

      attributes = names.invert
      known, others = hash.partition { |wire, _| attributes.key?(wire.to_sym) }.map(&:to_h)
      allocate.tap do |model|
        known.each do |wire, value|
          name = attributes.fetch(wire.to_sym)
          model.instance_variable_set("@#{name}", _deserialize(types[name], value))
        end
        model.additional_properties.update(others)
      end
    end

    # A value as the models that it is made of.
    def self._deserialize(type, value)
      inner = type.to_s[/\AArray<(.+)>\z/, 1]
      return value.is_a?(Array) ? value.map { |each| _deserialize(inner, each) } : value if inner

      return whole(value) if type == "Integer"

      kind = PlusofonNumbers.const_get(type) if type.to_s.match?(/\A[A-Z]\w*\z/) && model?(type)
      kind ? kind.build_from_hash(value) : value
    end

    # An integer, if it is one: to JSON Schema, 1.0 is.
    def self.whole(value)
      value.is_a?(Float) && value.finite? && value == value.floor ? value.to_i : value
    end

    def self.model?(type)
      PlusofonNumbers.const_defined?(type, false) && PlusofonNumbers.const_get(type) < ApiModelBase
    end
    private_class_method :model?

    private

    def refuse_strangers(given)
      stranger = given.keys.find { |name| !self.class.names.key?(name) }
      Rules.refuse(stranger, "one of #{self.class.names.keys.join(", ")} as a name", stranger) if stranger
    end
  end
end
