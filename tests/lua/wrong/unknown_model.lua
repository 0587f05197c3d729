models = { "threads", "treads" }
function main() end
