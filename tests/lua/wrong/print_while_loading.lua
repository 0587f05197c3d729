title = "Hasty"
print("hello")
function main() end
