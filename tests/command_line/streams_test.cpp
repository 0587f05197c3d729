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

TEST(Streams, may_have_all_the_room_that_is_allowed) {
    const TemporaryFile story("story.lua", "p = pipe(1048576) function main() print(p:write('all')) end");
    const Ended ended = simul_ended({"run", story.path()});
    EXPECT_EQ(ended.code, 0) << ended.err;
}

}  // namespace
}  // namespace simul

#endif
