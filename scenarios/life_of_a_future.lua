title = "The life of a future"
sentence = "One cake is baked, one burns, one is cancelled: what can be asked of a result that is not there yet?"
about = [[
To start a task is to be handed a future: a ticket for a result to come. One can ask whether it is done, wait for it,
for as long as it takes or for a second at most, have something called when it is there, ask what went wrong, or cancel
it before it begins. Here a cake bakes for three seconds, a second one burns after one second, and a third would begin at
ten seconds. Two more futures are set by hand, and a tart is a coroutine: it is baked when it is awaited, where it stands.
]]
notice = [[
To await the burnt cake raises its error in main: an error does not vanish, it waits in the future until somebody asks.
The cancelled cake never began. One after another the first cake is done as soon as it was asked for, and nothing can be
cancelled: main continues after the baking, and the third cake is baked at ten seconds. Main first waits for one second at
most, and continues with an error; the cake bakes on, and is there when main asks again.
]]
try = [[
Compare `--model all`: which lines come in another order? Take out the lines that await the burnt cake: the run now ends
with a finding and exit code 1, as a task failed and nobody took its exception.
]]
scale = 10
model = "threads"

function bake(cake, length)
  sleep(length)
  return cake .. " after " .. length .. " s"
end

function burn()
  sleep(1)
  error({ type = "Burnt", message = "it is burnt" })
end

function ring(future)                        -- called with the future when that is done
  print("the bell rings: " .. future:result())
end

function main()
  local cake, burnt = spawn(bake, "apple cake", 3), spawn(burn)
  local later = spawn_at(10, bake, "plum cake", 2)
  cake:add_done_callback(ring)
  print("done already: " .. tostring(cake:done()))
  print("cancelled: " .. tostring(later:cancel()))
  local _, soon = pcall(await, cake, 1)            -- for a second at most
  print("within a second: " .. soon)
  print("await gives " .. await(cake))
  print("done now: " .. tostring(cake:done()) .. ", result gives " .. cake:result())
  print("cancelled, asked later: " .. tostring(later:cancelled()))
  local order, bill = future(), future()       -- no task stands behind them: somebody sets each, once
  order:set_result("two cakes") bill:set_exception("nobody paid")
  print("the order: " .. await(order) .. "; paid: " .. tostring(pcall(await, bill)))
  local tart = coroutine(bake, "tart", 0)      -- nothing is baked until it is awaited
  print("awaited: " .. await(tart))
  local fine, why = pcall(await, burnt)
  print("await raised: " .. tostring(not fine))
  print("exception gives " .. burnt:exception().message)
end

questions = {
  { text = "One cake burns, which is an error in its task, and main awaits it. How does the run end?",
    answer = "outcome",
    choices = {
      { "well: the error waits until somebody takes it", is = "finished" },
      { "it fails: an error ends the whole program", is = "failed",
        belief = "An error ends the task that raised it. It is kept in the future, and raised again in whoever awaits "
                 .. "that; main takes it with pcall." },
    } },
}

words = {
  bake = { name = "the", asleep = { "{} bakes", "cakes bake", "cake bakes" },
           cancelled = { "{} is cancelled", "cakes are cancelled", "cake is cancelled" } },
  burn = { name = "the burning cake",
           asleep = { "{} is in the oven", "cakes about to burn", "cake about to burn" },
           failed = { "{} is burnt", "cakes are burnt", "cake is burnt" } },
  ring = { name = "the bell", at = { ["the bell rings"] = { "{} rings", "bells ring", "bell rings" } } },
}

teaches = "Results that come later"
builds_on = { "async_without_await" }
concepts = { "future", "promise", "deferred", "callback", "done", "result", "exception", "cancel", "cancelled", "timeout",
             "add_done_callback", "set_result", "set_exception", "asyncio", "concurrent.futures", "await" }
