title = "Two who need both, and give way"
a, b = mutex(), mutex()
count = variable(0, { mmap = true })
function work(first, second)
  while true do
    first:lock()
    if second:try_lock() then break end
    first:unlock()
    yield()
  end
  count.value = count.value + 1
  second:unlock() first:unlock()
end
function main() gather({ spawn(work, a, b), spawn(work, b, a) }) expect(count.value == 2, "both were there") end
