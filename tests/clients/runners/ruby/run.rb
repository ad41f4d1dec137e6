# frozen_string_literal: true

# Makes the calls of all vectors with the Ruby client, or one number's whole life with a sandbox.
#
# Reads VECTORS and BASE_URL, or with FLOW=1 BASE_URL and PLUSOFON_TOKEN; prints a line of JSON for
# each call or step.

require "json"
require "plusofon_numbers"

include PlusofonNumbers

# What stands in the path is no keyword.
IN_PATH = %w[number_id reserve_number_id].freeze

def outcome_of(call)
  told = {token: call["id"], base_url: ENV.fetch("BASE_URL")}
  told[:client_code] = call["client"] if call.key?("client")
  in_path, named = call["arguments"].partition { |name, _| IN_PATH.include?(name) }
  method = call["operation"].gsub(/[A-Z]/) { |letter| "_#{letter.downcase}" }
  {value: Plusofon.new(**told).public_send(method, *in_path.map(&:last), **named.to_h.transform_keys(&:to_sym))}
rescue PlusofonError => error
  {error: error.class.name.split("::").last, status: error.status, message: error.message,
   retry_after: error.retry_after}
end

def run_vectors
  JSON.parse(File.read(ENV.fetch("VECTORS"), encoding: "UTF-8")).each do |call|
    say(id: call["id"], **outcome_of(call))
  end
end

# A number's life: search, reserve, buy, list, forward, switch that off, release.
def run_flow
  plusofon = Plusofon.new(base_url: ENV.fetch("BASE_URL"))
  page = plusofon.search_numbers(owner_type: "personal", phone_type: "abc", city_code: 495, number_type: "0")
  number = page.data.first.number
  say(step: "search", number: number)
  plusofon.reserve_number(number: number.to_i, owner_type: "personal", short: 1)
  say(step: "reserve", number: plusofon.list_reservations.data.first.number)
  plusofon.buy_numbers(numbers: [number.to_i], owner_type: "personal")
  say(step: "buy", number: number)
  owned = plusofon.list_numbers.data.first
  say(step: "list", number: owned.number, id: owned.id)
  plusofon.forward_numbers(type: "number", numbers: [owned.id], destination_number: "79161234567", cli_type: "Y")
  say(step: "forward", following: plusofon.list_numbers.data.first.following.name)
  plusofon.forward_numbers(type: "empty", numbers: [owned.id])
  say(step: "unforward", following: plusofon.list_numbers.data.first.following)
  plusofon.release_number(owned.id)
  say(step: "release", owned: plusofon.list_numbers.total)
end

def say(**line)
  puts JSON.generate(line)
end

$stdout.sync = true
ENV.fetch("FLOW", "").empty? ? run_vectors : run_flow
