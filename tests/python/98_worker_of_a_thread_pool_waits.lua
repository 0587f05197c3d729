-- models: thread_pool process_pool
-- workers: 2
scale = 10
function w() sleep(5) end
function s() print("setter runs") end
function main() spawn(w) spawn(w) local late = spawn(s) print("both workers wait:", not late:done()) end
