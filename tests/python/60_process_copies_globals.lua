-- models: processes
x = variable(0)
function f() x:add(1) return x.value end
function main() x.value = 10 print("child sees", await(spawn(f)), "main sees", x.value) end
