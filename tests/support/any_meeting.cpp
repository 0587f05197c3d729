#include "tests/support/any_meeting.h"

#include <fmt/format.h>

#include "engine/base/random.h"

namespace simul::testing {
namespace {

class MeetingWriter {
  public:
    explicit MeetingWriter(const AnyMeeting& program) : program_(program), random_(program.seed, 0) {}

    std::string text() {
        constexpr const char* kPreferences[] = {"fair", "readers", "writers"};
        std::string text = fmt::format(
            "w, z, q, p = rw_lock{{ prefer = \"{}\" }}, channel(0), channel(1), pipe(3)\n"
            "inherits, ceiling = mutex{{ protocol = \"inherit\" }}, mutex{{ protocol = \"ceiling\", ceiling = 1 }}\n"
            "web, disk = http_server{{ latency = 1, at_once = {} }}, folder{{ latency = 1 }}\n"
            "bank = database{{ latency = 1 }}\n",
            kPreferences[one_of(3)], one_of(2));
        for (int who = 1; who <= program_.tasks; ++who) text += task(who);
        return text + main();
    }

  private:
    std::int64_t one_of(std::int64_t count) { return random_.between(0, count - 1); }

    std::string task(int who) {
        std::string text = fmt::format("function t{}()\n", who);
        for (int i = 0; i < program_.statements; ++i) text += "  " + statement() + "\n";
        return text + "end\n";
    }

    /// What takes time while something is held, so that others wait for it.
    std::string stay() {
        constexpr const char* kStays[] = {"compute(1)", "compute(2)", "sleep(1)", "web:get(\"page\")",
                                          "inherits:lock() compute(1) inherits:unlock()"};
        return kStays[one_of(5)];
    }

    std::string statement() {
        switch (one_of(15)) {
            case 0:
            case 1:
                return fmt::format("w:lock_read() {} w:unlock_read()", stay());
            case 2:
                return fmt::format("w:lock_write() {} w:unlock_write()", stay());
            case 3:
                return fmt::format("if w:lock_write(1) then {} w:unlock_write() end", stay());
            case 4:
                return one_of(3) == 0 ? "z:send(1)" : "pcall(z.send, z, 1, 3)";
            case 5:
                return one_of(3) == 0 ? "z:receive()" : "pcall(z.receive, z, 3)";
            case 6:
                return one_of(2) == 0 ? "select{ q, z }" : "if not z:try_send(2) then q:try_send(3) end";
            case 7:
                return "inherits:lock() compute(1) inherits:unlock()";
            case 8:
                return fmt::format("ceiling:lock() {} ceiling:unlock()", stay());
            case 9:
                return "ceiling:lock() inherits:lock() compute(1) inherits:unlock() ceiling:unlock()";
            case 10:
                return one_of(2) == 0 ? "pcall(web.get, web, \"page\", 0, 2)" : "web:blocking_get(\"page\")";
            case 11:
                return one_of(2) == 0 ? "p:write('abcde')" : "pcall(p.write, p, 'ab\\n', 2)";
            case 12:
                return one_of(2) == 0 ? "p:read(4)" : "pcall(p.read, p, 2, 3)";
            case 13:
                return one_of(4) == 0 ? "p:close_write()" : "pcall(p.read_line, p, 2)";
            default:
                return one_of(2) == 0 ? "bank:add(\"row\", 1)" : "disk:write(\"file\", 3)";
        }
    }

    std::string main() {
        std::string text = "function main()\n  local all = {}\n";
        for (int who = 1; who <= program_.tasks; ++who)
            text +=
                fmt::format("  all[{0}] = spawn_at({1}, {{ priority = {2} }}, t{0})\n", who, one_of(3), 1 + one_of(4));
        if (program_.cancels) text += fmt::format("  sleep(3)\n  all[{}]:cancel()\n", 1 + one_of(program_.tasks));
        return text + "end\n";
    }

    AnyMeeting program_;
    Random random_;
};

}  // namespace

std::string text_of(const AnyMeeting& program) { return MeetingWriter(program).text(); }

}  // namespace simul::testing
