knobs = { opponents = knob(24, { min = 1, max = 400 }), pace = knob("slow", { choices = { "slow", "fast" } }) }

function game(board)
  sleep(knob.oponents) -- in a function that nobody calls
end
function main() sleep(knob.opponents) end
