knobs = { opponents = knob(24, { min = 1, max = 400 }), pace = knob("slow", { choices = { "slow", "fast" } }) }
function main() sleep(knob.opponents) end
