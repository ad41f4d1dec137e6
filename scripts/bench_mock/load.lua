-- What wrk sends, and whether the answers are the ones to expect.
--
-- usage: wrk --threads N --connections N --script load.lua BASE_URL --
--        SCENARIO THREADS FIRST ROUNDS SEARCHES NUMBERS DONE
--
-- SCENARIO: search, reserve or all (a search, a reservation and its cancellation by turns).
-- FIRST: the number of the first thread's account; the accounts are test-bench-FIRST and so on.
-- ROUNDS: after so many of them a thread goes on as another account; 0 means never.
-- SEARCHES: a file with the body of a search in each line. NUMBERS: the same for reservations.
-- DONE: the pattern of Lua that is in the answer to a reservation and to its cancellation.
--
-- There are as many threads as connections, so each thread has one connection, and its answers come
-- in the order of its requests. Ids count up per account: the n-th reservation of an account that
-- does nothing else has the id n, and can be cancelled without having been looked up.

local threads = {}

function setup(thread)
  thread:set("position", #threads)
  table.insert(threads, thread)
end

local function lines(path)
  local found = {}
  for line in io.lines(path) do
    table.insert(found, line)
  end
  return found
end

local function search(round)
  local body = searches[(round + position) % #searches + 1]
  return wrk.format("GET", base .. "/number/search", headers, body), '"data"'
end

local function reserve(round)
  local body = numbers[round % #numbers + 1]
  return wrk.format("POST", base .. "/number/reserve", headers, body), is_done
end

local function cancel(round)
  return wrk.format("DELETE", base .. "/number/reserve/" .. round + 1, headers), is_done
end

local scenarios = {
  search = { search },
  reserve = { reserve, cancel },
  all = { search, reserve, cancel },
}

function init(args)
  steps = scenarios[args[1]]
  accounts, account, rounds = tonumber(args[2]), tonumber(args[3]) + position, tonumber(args[4])
  searches, numbers, is_done = lines(args[5]), lines(args[6]), args[7]
  base = wrk.path:gsub("/$", "")
  headers = {
    ["Client"] = "10553",
    ["Accept"] = "application/json",
    ["Content-Type"] = "application/json",
    ["Authorization"] = "Bearer test-bench-" .. account,
  }
  step, round, wrong, sample = 0, 0, 0, ""
  -- wrk has the first thread make up one request beforehand, to look at it: it is never sent.
  is_unsent = position == 0
end

local function go_on()
  step = step + 1
  if step == #steps then
    step, round = 0, round + 1
    if round == rounds then
      round, account = 0, account + accounts
      headers["Authorization"] = "Bearer test-bench-" .. account
    end
  end
end

function request()
  local made
  made, expected = steps[step + 1](round)
  if is_unsent then
    is_unsent = false
  else
    go_on()
  end
  return made
end

function response(status, _, body)
  if status ~= 200 or not body:find(expected) then
    wrong = wrong + 1
    if sample == "" then
      sample = status .. " " .. body:sub(1, 200)
    end
  end
end

local function quoted(text)
  return '"' .. text:gsub('["\\]', "'"):gsub("[^ -~]", "?") .. '"'
end

function done(summary)
  local wrong, sample = 0, ""
  for _, thread in ipairs(threads) do
    wrong = wrong + thread:get("wrong")
    sample = sample == "" and thread:get("sample") or sample
  end
  local errors = summary.errors
  print(string.format(
    '{"requests": %d, "seconds": %.6f, "wrong": %d, "broken": %d, "sample": %s}',
    summary.requests,
    summary.duration / 1e6,
    wrong,
    errors.connect + errors.read + errors.write + errors.timeout,
    quoted(sample)
  ))
end
