knobs = { opponents = knob(24, { min = 1, max = 400 }) }
function game(name) sleep(knob[name]) end
function main() spawn(game, "oponents") end
