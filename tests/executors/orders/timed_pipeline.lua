title = "A pipeline of two stages, timed or not"
knobs = { timed = knob("no", { choices = { "no", "yes" } }) }
first, second = channel(1), channel(1)
function source() for i = 1, 3 do first:send({ item = i, at = now() }) end first:close() end
function stage()
  while true do
    local got = first:receive()
    if not got then break end
    if knob.timed == "yes" then measure("waited", now() - got.at) end
    second:send(got)
  end
  second:close()
end
function sink() while true do local got = second:receive() if not got then break end end end
function main() gather({ spawn(source), spawn(stage), spawn(sink) }) end
