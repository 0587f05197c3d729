// Real byte streams: what only many waits show.
#ifdef SIMUL_LUA

#include <gtest/gtest.h>

#include "tests/command_line/bad_day.h"
#include "tests/command_line/program.h"

namespace simul {
namespace {

/// Each wait that is followed by another must leave nothing on the stack.
TEST(RealStreams, take_a_write_in_as_many_parts_as_it_needs) {
    const TemporaryFile story("story.lua", R"(
p = pipe(1)
function writes() p:write(("x"):rep(6000)) p:close_write() end
function main()
  local task, bytes = spawn(writes), 0
  while p:read(9) ~= "" do bytes = bytes + 1 end
  await(task)
  print(bytes)
end)");
    const Ended ended = simul_ended({"run", story.path(), "--model", "threads", "--clock", "real"});
    EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
    EXPECT_NE(ended.out.find("6000"), std::string::npos) << ended.out;
}

/// Whenever it is killed, its turn to write is another's.
TEST(RealStreams, outlive_who_is_killed_in_the_middle_of_a_write) {
    const TemporaryFile story("story.lua", R"(
p = pipe(64)
function writes(text) while true do p:write(text) end end
function main()
  local task = spawn(writes, ("z"):rep(200))
  for i = 1, 100 do p:read(5) end
  task:kill() join(task)
  repeat local there = pcall(p.read, p, 64, 0) until not there
  print("then", p:write("fine", 100))
end)");
    for (int round = 0; round < 4; ++round) {
        const Ended ended = simul_ended({"run", story.path(), "--model", "processes", "--clock", "real"});
        EXPECT_NE(ended.out.find("then    4"), std::string::npos) << ended.out;
    }
}

TEST(Streams, may_have_all_the_room_that_is_allowed) {
    const TemporaryFile story("story.lua", "p = pipe(1048576) function main() print(p:write('all')) end");
    const Ended ended = simul_ended({"run", story.path()});
    EXPECT_EQ(ended.code, 0) << ended.err;
}

}  // namespace
}  // namespace simul

#endif
