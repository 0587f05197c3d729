// What a story does with the time is read from its text, and what is not certain decides.
#include <gtest/gtest.h>

#include "engine/scenario/lua/time_use.h"

namespace simul::lua {
namespace {

TEST(TimeUse, is_none_where_nobody_asks) {
    EXPECT_EQ(clock_use_in("function main() sleep(1) end -- now() is not asked"), ClockUse::none);
    EXPECT_EQ(clock_use_in("function main() print(\"now()\") end"), ClockUse::none);
}

TEST(TimeUse, only_tells_what_is_measured_or_printed) {
    for (const char* text : {
             "function main() local at = now() sleep(1) measure(\"late\", now() - at) end",
             "function main() local due = now() + knob.pause sleep(1) measure(\"late\", now() - due) work(1) end",
             "function main() print(\"at\", math.floor(now() + 0.5)) end",
             "function t() return math.floor(now() + 0.5) end function main() print(\"at\", t()) end",
             "function a() q:send(now()) end function b() measure(\"way\", now() - q:receive()) end",
             "function a() q:send({ id = 1, at = now() }) end\n"
             "function b() local got = q:receive() if not got then return end measure(\"way\", now() - got.at) end",
             "function a() local at at = now() local spent = now() - at total = spent measure(\"t\", total) end",
         })
        EXPECT_EQ(clock_use_in(text), ClockUse::tells) << text;
}

TEST(TimeUse, decides_where_anything_may_depend_on_it) {
    for (const char* text : {
             "function main() if now() > 3 then x.value = 1 end end",
             "function main() local at = now() while at < 5 do yield() end end",
             "function main() x.value = now() end",
             "function main() local at = now() x.value = at end",
             "function main() local at = now() expect(at < 3, \"early\") end",
             "function main() local clock = now measure(\"t\", clock()) end",
             "function main() local at = now() f(at) end",
             "function main() spawn(f, now()) end",
             "function main() x:add(now()) end",
             "function f() return now() end function main() if f() == 1 then x.value = 1 end end",
             "function a() q:send(now()) end function b() if q:receive() > 3 then x.value = 1 end end",
             "function a() q:send(now()) end function b() x.value = q:receive() end",
             "function a() local m = { at = now() } for k, v in pairs(m) do x.value = v end end",
             "function a() local m = {} m.at = now() x.value = m.at end",
             "function a() local m = {} m[now()] = 1 end",
             "function a() local late = now() > 3 if late then x.value = 1 end end",
             "function a() local late = now() > 3 and 1 or 2 x.value = late end",
             "function a() measure(\"t\", now() > 3 and f() or g()) end",
             "function a() local a, b = now(), 1 x.value = a end",
             "function a() for i = 1, now() do x:add(1) end end",
             "function a() local s = \"at \" .. now() x.value = #s end",
         })
        EXPECT_EQ(clock_use_in(text), ClockUse::decides) << text;
}

}  // namespace
}  // namespace simul::lua
