title = "A sheet of jobs"
sentence = "Jobs with arrivals and bursts, as in the textbook: which policy serves them best?"
about = [[
A job arrives, needs a core for so long, its burst, and is done. Write your own sheet into the knob `jobs`, a word for
each job: arrival:burst, as in 0:8 1:4. Then, if you like, how often it does I/O and for how long, 0:8:2:1, and what
policies look at: 0:8:priority=2, nice=5, tickets=50, gang=1 for jobs that are to run together, or period=10:deadline=8
for a job that comes again and again.
]]
notice = [[
First in, first out makes short jobs wait for long ones. The shortest remaining time first has the best mean turnaround
that any policy can have on one core. Round robin answers everybody soon, and ends everybody late.
]]
try = [[
Compare the policies: `simul compare job_sheet --policies fifo,sjf,srtf,round_robin`. Find a sheet for which the
shortest job first is no better than first in, first out. On two cores, is the shortest first still the best?
]]
scale = 10
model = "threads"
unsuited = { event_loop = "An event loop has no policy: it takes whoever came first, and ends with main." }
cores = 1

knobs = {
  jobs    = knob("0:8 1:4 2:9 3:5", { text = "arrival:burst of each job, then what else is said of it" }),
  horizon = seconds(0, { min = 0, max = 1000000, text = "periodic jobs come until then; 0: until all periods meet again" }),
}

local most_jobs = 20000

-- What may be said of a job by name, and what is expected.
local named = {
  priority = { "a whole number from -1000000 to 1000000", whole = true, least = -1000000, most = 1000000 },
  nice     = { "a whole number from -20 to 19", whole = true, least = -20, most = 19 },
  tickets  = { "a whole number from 1 to 1000000", whole = true, least = 1, most = 1000000 },
  period   = { "a number of seconds from 1e-9", least = 1e-9 },
  deadline = { "a number of seconds above 0", above = 0 },
  gang     = { "a whole number from 1 to 1000000", whole = true, least = 1, most = 1000000 },
}
local in_order = { "arrival", "burst", "io_every", "io_length" }
local by_place = {
  arrival   = { "a number of seconds, 0 or more", least = 0 },
  burst     = { "a number of seconds above 0", above = 0 },
  io_every  = { "a number of seconds above 0", above = 0 },
  io_length = { "a number of seconds, 0 or more", least = 0 },
}

local function refuse(row, field, given, expected)
  local message = string.format("jobs, row %d: %s is \"%s\", but %s is expected, as in 0:5 2:3:priority=1",
                                row, field, string.sub(given, 1, 40), expected)
  error({ message = message, row = row, field = field }, 0)
end

local function number(row, field, given, rule)
  local value = string.match(given, "^[-+.%deE]+$") and tonumber(given)
  local fits = value and value >= (rule.least or -1e9) and value <= (rule.most or 1e9)
               and not (rule.above and value <= rule.above)
               and not (rule.whole and math.type(value) ~= "integer")
  local is_too_much = not fits and value and not rule.most and value > 1e9
  if not fits then refuse(row, field, given, is_too_much and "no more than 1000000000 seconds" or rule[1]) end
  return value
end

-- One field of a row: the next by place, or one by name.
local function read_field(row, job, place, field)
  local name, given = string.match(field, "^([%a_]+)=(.*)$")
  if name then
    if not named[name] then refuse(row, "a field", field, "priority, nice, tickets, period, deadline or gang") end
    if job[name] then
      local message = string.format("jobs, row %d: %s is given twice; say it once, as in 0:5 2:3:priority=1", row, name)
      error({ message = message, row = row, field = name }, 0)
    end
    job[name] = number(row, name, given, named[name])
    return place
  end
  local next_name = in_order[place]
  if not next_name then refuse(row, "field " .. place, field, "arrival:burst:io_every:io_length, then name=value") end
  job[next_name] = number(row, next_name, field, by_place[next_name])
  return place + 1
end

local function read_row(row, text)
  local job, place = {}, 1
  for field in string.gmatch(text .. ":", "([^:]*):") do place = read_field(row, job, place, field) end
  if not job.burst then refuse(row, "it", text, "arrival:burst") end
  if job.io_every and not job.io_length then refuse(row, "it", text, "io_every:io_length") end
  return job
end

-- What the clock of a run counts, so that no release is one too many by rounding.
local function nanoseconds(seconds) return math.tointeger(math.floor(seconds * 1e9 + 0.5)) end

-- The least common multiple of all periods, in seconds; nothing if they do not meet within a million of them.
local function hyperperiod(jobs)
  local all, most = 1, 1000000 * 1000000000
  for _, job in ipairs(jobs) do
    if job.period then
      local period = nanoseconds(job.period)
      local a, b = all, period
      while b > 0 do a, b = b, a % b end
      local times = all // a
      if times > most // period then return nil end
      all = times * period
    end
  end
  return all / 1e9
end

local function releases(row, job, horizon)
  if not job.period then return 1 end
  if not horizon then error("jobs: the periods meet too late; turn the knob horizon to the seconds to look at", 0) end
  local period = nanoseconds(job.period)
  local count = math.max(1, (nanoseconds(horizon) - nanoseconds(job.arrival) + period - 1) // period)
  if count > most_jobs then
    local expected = string.format("one of at most %d jobs within the horizon of %g s", most_jobs, horizon)
    refuse(row, "period", tostring(job.period), expected)
  end
  return count
end

local function read_sheet(text)
  local jobs = {}
  for word in string.gmatch(text, "[^%s,;]+") do jobs[#jobs + 1] = read_row(#jobs + 1, word) end
  if #jobs == 0 then error("jobs: the sheet is empty; at least one job is expected, as in 0:5", 0) end
  local horizon = knob.horizon > 0 and knob.horizon or hyperperiod(jobs)
  for row, job in ipairs(jobs) do job.releases = releases(row, job, horizon) end
  return jobs
end

sheet = read_sheet(knob.jobs)

-- `label` is what the job is called: its row, and which release of a periodic one it is.
function job(label, row, arrival)
  local this = sheet[row]
  local left = this.burst
  while this.io_every and left > this.io_every do
    compute(this.io_every)
    left = left - this.io_every
    sleep(this.io_length)
  end
  compute(left)
  measure("turnaround", now() - arrival)
end

function main()
  for row, it in ipairs(sheet) do
    local says = { burst = it.burst, priority = it.priority, nice = it.nice, tickets = it.tickets,
                   period = it.period, deadline = it.deadline, gang = it.gang }
    for release = 1, it.releases do
      local label = it.releases == 1 and row or row .. "." .. release
      local arrival = it.arrival + (release - 1) * (it.period or 0)
      spawn_at(arrival, says, job, label, row, arrival)
    end
  end
end

words = {
  job = {
    name    = "job",
    running = { "{} runs", "jobs run", "job runs" },
    ready   = { "{} waits for a core", "jobs wait for a core", "job waits for a core" },
    asleep  = { "{} does I/O", "jobs do I/O", "job does I/O" },
    done    = { "{} is done", "jobs are done", "job is done" },
  },
}

presets = {
  { "the least left", text = "The shortest remaining time first: the best mean turnaround there is.", policy = "srtf" },
  { "a convoy", text = "Three short jobs wait for a long one that came before them.",
    knobs = { jobs = "0:10 1:1 1:1 1:1" } },
  { "feedback", text = "Two long jobs sink; a third that often does I/O stays above them.", policy = "mlfq",
    knobs = { jobs = "0:8 0:8 1:2:0.5:2" } },
  { "periodic tasks", text = "Two tasks need 97 % of the core; the earliest deadline first meets all deadlines.",
    policy = "edf", knobs = { jobs = "0:2:period=5 0:4:period=7" } },
  { "fixed priorities", text = "The same by rate monotonic priorities: one deadline is missed.",
    policy = "rate_monotonic", knobs = { jobs = "0:2:period=5 0:4:period=7" } },
  { "gangs", text = "Two gangs of two take turns on both cores.", policy = "gang", cores = 2,
    knobs = { jobs = "0:4:gang=1 0:4:gang=1 0:4:gang=2 0:4:gang=2" } },
}

questions = {
  { text = "Four jobs need 8, 4, 9 and 5 s and come a second apart. What is their mean turnaround on one core?",
    answer = "turnaround", cores = 1, models = { "threads", "processes" }, knobs = { jobs = "0:8 1:4 2:9 3:5" },
    choices = {
      { "13 s", is = 13, belief = "So soon only who always runs the job with the least left to do." },
      { "14.25 s", is = 14.25, belief = "That is the shortest job first, which lets the first one end." },
      { "15.25 s", is = 15.25, belief = "In the order of arrival the short jobs wait for the long ones." },
    } },
  { text = "What is the mean turnaround?", answer = "turnaround", unit = "s" },
}

teaches = "Scheduling policies"
builds_on = { "browser_tabs" }
concepts = { "scheduling", "policy", "FCFS", "SJF", "SRTF", "round robin", "MLFQ", "CFS", "EDF", "Gantt chart" }

challenges = {
  { title = "Starve one job only",
    text = "The shortest remaining time goes first. Write a sheet of six jobs that are all done by 30 s, in which "
           .. "one job waits for 20 s and the mean wait is below 4 s.",
    turn = { "jobs", "horizon" }, policy = "srtf", cores = 1, knobs = { jobs = "0:8 1:4 2:9 3:5" },
    goal = { all = { { figure = "tasks", equals = 6 }, { figure = "makespan", below = 30.001 },
                     { figure = "worst_wait", above = 19.999 }, { figure = "mean_wait", below = 4 } } },
    hints = { "Who waits is longer than all who come meanwhile, and nobody else waits for anybody.",
              "A job of 10 s and five of 4 s make 30 s. The long one is to go last.",
              "0:10 0:4, and then the next of 4 s whenever the one before it is done." },
    praise = "Five of six jobs never wait, and the mean is excellent. The sixth pays for all of them, and would "
             .. "wait for ever if more such jobs came. A mean does not tell whom it is made of." },
}
