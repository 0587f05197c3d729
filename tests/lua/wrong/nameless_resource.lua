mutex()
function main() end
