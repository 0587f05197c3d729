-- models: threads processes event_loop
scale = 10
function ring(w) print(w, math.floor(now() + 0.5)) end
function main() local t, u = spawn_at(1, ring, "rings at"), spawn_at(1, ring, "never") u:cancel() await(t) end
