title = "A story without a beginning"
function game() sleep(1) end
