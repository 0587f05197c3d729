title = "Cancel and clean up"
sentence = "A print job is cancelled in the middle of a page: who gives the printer back?"
about = [[
A job locks the printer and prints five pages of a second each. After 2.5 s main cancels it. On an event loop a cancel is
an error that is raised where the task waits, or at its next wait. So whatever the job holds, it must give back on that
way, too. The job may clean up (pcall here, try … finally or `async with` in Python), be careless, swallow the cancel and
continue, or be shielded from it. Then main, as the next job, wants the printer.
]]
notice = [[
With "cleans up" two pages are printed, and the next job has the printer at 2.5 s. With "careless" the job ends as well,
but nobody unlocks the printer, and main waits for ever: a task that has ended gives nothing back by itself. With "goes
on" the cancel costs half of the third page and nothing more: the job is over at 4.5 s. Shielded, only its cover is
cancelled: main continues at 2.5 s and must wait for the printer until 5 s.
]]
try = [[
Choose the model threads: `cancel` gives false, for a thread that has begun cannot be cancelled. What else is different?
Turn `after` to 0 on the event loop: the job is cancelled before it has begun. Does "careless" matter then?
]]
scale = 10
model = "event_loop"

knobs = {
  job   = knob("cleans up", { choices = { "cleans up", "careless", "goes on", "shielded" },
                              text = "how the job takes a cancel" }),
  pages = knob(5, { min = 1, max = 100, text = "pages of the job" }),
  after = seconds(2.5, { min = 0, max = 100, text = "it is cancelled after" }),
}

printer = mutex()
printed = variable(0, { mmap = true })

function print_page()
  if knob.job == "goes on" then
    pcall(sleep, 1)                            -- "cancelled" is raised here, and swallowed
  else
    sleep(1)                                   -- "cancelled" is raised here
  end
  printed:add(1)
end

function print_pages()
  for page = 1, knob.pages do print_page() end
end

function job()
  printer:lock()
  if knob.job == "careless" then
    print_pages()
    printer:unlock()                           -- not reached by an error
  else
    local fine, why = pcall(print_pages)
    printer:unlock()                           -- reached in any case: try … finally
    if not fine then error(why, 0) end         -- and it stays cancelled
  end
end

function cover(inner)
  shield(inner)
end

function main()
  local inner = spawn(job)
  local outer = knob.job == "shielded" and spawn(cover, inner) or inner
  sleep(knob.after)
  print("cancelled: " .. tostring(outer:cancel()))
  wait{ outer }
  print("main continues after " .. printed.value .. " pages")
  mark("main_goes_on")
  printer:lock()                               -- for the next job
  mark("next_job")
  print("the next job has the printer after " .. printed.value .. " pages")
  printer:unlock()
  wait{ inner }
end

questions = {
  { text = "The job cleans up after itself. It is cancelled after 2.5 s of five pages. When does the next job have the "
           .. "printer?",
    answer = "next_job", models = { "event_loop" }, knobs = { job = "cleans up", pages = 5, after = 2.5 },
    choices = {
      { "at once, at 2.5 s", is = 2.5,
        belief = "A cancel is raised in the middle of the wait, and the job unlocks the printer on its way out. It would "
                 .. "be so if the job did." },
      { "when the page is done, at 3 s", is = 3,
        belief = "A cancel does not wait for the page: it is raised where the job waits, in the middle of it." },
      { "when all pages are done, at 5 s", is = 5,
        belief = "A cancelled task does not print on, unless it swallows the cancel." },
    } },
  { text = "The job does nothing about a cancel. It is cancelled while it has locked the printer. How does the run end?",
    answer = "outcome", models = { "event_loop" }, knobs = { job = "careless", pages = 5, after = 2.5 },
    choices = {
      { "well: who ends gives back what it holds", is = "finished",
        belief = "A lock belongs to nobody but who locked it. That task has ended without unlocking it." },
      { "the next job waits for ever", is = "deadlock",
        belief = "It would be so if the printer stayed locked." },
    } },
  { text = "When does the next job have the printer?", answer = "next_job", unit = "s",
    models = { "threads", "threads_gil", "processes", "thread_pool", "process_pool", "sequential" } },
}

presets = {
  { "careless", text = "The job ends with the printer locked: the next one waits for ever.",
    model = "event_loop", knobs = { job = "careless" } },
  { "swallowed", text = "The job catches the cancel and continues: it is late because it chose to be.",
    model = "event_loop", knobs = { job = "goes on" } },
  { "shielded", text = "Only who awaits the job is cancelled; the job prints on.",
    model = "event_loop", knobs = { job = "shielded" } },
  { "a thread", text = "A thread that has begun cannot be cancelled.", model = "threads", knobs = { job = "cleans up" } },
}

words = {
  job = {
    name      = "the job",
    asleep    = { "{} prints a page", "jobs print", "job prints a page" },
    blocked   = { "{} waits for the printer", "jobs wait for the printer", "job waits for the printer" },
    done      = { "{} has ended", "jobs have ended", "job has ended" },
    cancelled = { "{} is cancelled", "jobs are cancelled", "job is cancelled" },
  },
  cover = {
    name      = "the cover",
    done      = { "{} has ended", "covers have ended", "cover has ended" },
    cancelled = { "{} is cancelled", "covers are cancelled", "cover is cancelled" },
  },
}

teaches = "Ending a task in an orderly way"
builds_on = { "gather_and_timeouts" }
concepts = { "cancel", "cancellation", "CancelledError", "try finally", "context manager", "with", "shield", "asyncio",
             "clean up", "resource leak", "lock", "future" }

challenges = {
  { title = "Take the printer away",
    text = "The job is careless. You choose who does the next step. Let the next job wait for ever.",
    goal = { outcome = "deadlock" },
    clicks = 2, knobs = { job = "careless", pages = 2 },
    hints = { "A job that has not begun holds nothing, and a job that is done holds nothing any more.",
              "Let it lock the printer.",
              "Then let main do its steps until it has cancelled the job." },
    praise = "The cancel came between lock and unlock, and that is where most of a job's time goes." },
  { title = "Mend the job", mend = true,
    text = "Change the source until the next job gets the printer in every order. The knob `job` stays at \"careless\": "
           .. "mend the code.",
    goal = { at = "end", mark = "next_job", equals = 1 },
    knobs = { job = "careless", pages = 2 },
    hints = { "Whatever happens between lock and unlock, unlock has to be reached.",
              "pcall(print_pages) comes back with false when a cancel is raised.",
              "After the unlock the error is raised again: error(why, 0)." },
    praise = "A cancel can come at any wait. What is given back on every way out is given back in every order." },
}
