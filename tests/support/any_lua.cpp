#include "tests/support/any_lua.h"

#include <fmt/format.h>

#include <iterator>

#include "engine/base/random.h"

namespace simul::testing {
namespace {

class Writer {
  public:
    explicit Writer(const AnyLua& program) : program_(program), random_(program.seed, 0) {}

    std::string text() {
        std::string text =
            "title = \"any\"\n"
            "x, y = variable(0, { mmap = true, atomic = true }), variable(0, { mmap = true, atomic = true })\n"
            "own = variable(0)\n"
            "m, n, s, e, c, q = mutex(), mutex(), semaphore(1), event(), condition(), channel(1)\n"
            "r, l, bs, meet = rlock(), lock(), bounded_semaphore(1), barrier(2)\n"
            "z, w, p = channel(0), rw_lock(), pipe(2)\n"
            "bank = database{ latency = 1, when_busy = \"refuse\" } disk = folder{ latency = 1, room = 3 }\n"
            "web = http_server{ latency = 2, errors = 0.5 }\n"
            "function child(v) x.value = v return v end\n";
        if (program_.in_turn)
            text +=
                "k, b, g = channel(1), bounded_semaphore(2), barrier(2)\n"
                "u, v = rw_lock{ prefer = 'readers' }, rw_lock{ prefer = 'writers' }\n"
                "t1_saw, t2_saw, t3_saw = variable(0, { mmap = true }), variable(0, { mmap = true }), "
                "variable(0, { mmap = true })\n";
        for (int who = 1; who <= program_.tasks; ++who) text += task(who);
        return text + main();
    }

  private:
    std::int64_t one_of(std::int64_t count) { return random_.between(0, count - 1); }
    std::string variable() { return one_of(2) == 0 ? "x" : "y"; }

    std::string task(int who) {
        std::string text = fmt::format("function t{}()\n  local a, list, owns = {}, {{}}, {{}}\n", who, who);
        text += "  local function bump() a = a + 1 return a end\n";
        if (program_.in_turn) text += fmt::format("  sleep({})\n", one_of(3));
        for (int i = 0; i < program_.statements; ++i) {
            text += "  " + statement() + "\n";
            if (program_.in_turn) text += fmt::format("  t{}_saw.value = a\n", who);
        }
        return text + "  return a + #list\nend\n";
    }

    std::string statement() {
        if (program_.devices && one_of(2) == 0) return request();
        if (program_.in_turn && one_of(5) != 0) return giving_and_asking();
        return program_.tries && one_of(2) == 0 ? trying() : plain_statement();
    }

    std::string request() {
        switch (one_of(8)) {
            case 0:
                return fmt::format("pcall(bank.execute, bank, 'r', {})", one_of(3));
            case 1:
                return "local fine, row = pcall(bank.query, bank, 'r') a = fine and row or 9";
            case 2:
                return "if pcall(bank.add, bank, 'r', 1) then a = a + 1 end";
            case 3:
                return fmt::format("local fine = pcall(disk.write, disk, 'f', {}) a = fine and 1 or 2", one_of(5));
            case 4:
                return "pcall(disk.copy, disk, 'f', 'g')";
            case 5:
                return fmt::format("local fine, size = pcall(disk.read, disk, '{}') x.value = fine and size or 8",
                                   one_of(2) == 0 ? "f" : "g");
            case 6:
                return fmt::format("a = pcall(web.get, web, 'p', 0, {}) and 1 or 0", one_of(2) == 0 ? 1 : 3);
            default:
                return "if pcall(web.blocking_get, web, 'p') then y:add(1) end";
        }
    }

    std::string giving_and_asking() {
        static constexpr const char* kStatements[] = {
            "s:acquire()",
            "s:release() if s:try_acquire() then a = a + 10 end",
            "s:release(2) s:acquire() a = a + (s:try_acquire() and 1 or 2)",
            "a = s:acquire(1) and a + 3 or a + 4",
            "l:lock() sleep(1) if l:locked() then l:unlock() end a = l:locked() and 5 or 6",
            "l:lock() yield() if l:locked() then l:unlock() end if l:try_lock() then a = a + 20 l:unlock() end",
            "m:lock() sleep(1) m:unlock() m:lock() a = a * 2 + 1 m:unlock()",
            "if m:try_lock() then a = a + 1 c:wait(m, 1) m:unlock() end",
            "m:lock() c:wait(m) a = a + 7 m:unlock()",
            "m:lock() c:notify() m:unlock() if m:try_lock() then a = a + 30 m:unlock() end",
            "r:lock() r:lock() c:notify_all() r:unlock() r:unlock()",
            "k:send(a % 3)",
            "k:send(a % 3) a = k:try_receive() or a + 40",
            "a = k:receive()",
            "a = k:receive() if k:try_send(8) then a = a + 50 end",
            "a = k:receive() + k:length() * 60",
            "local fine, got = pcall(k.receive, k, 1) a = fine and got or 9",
            "pcall(k.send, k, 1, 1) a = a + k:length()",
            "pcall(k.task_done, k) a = a + k:length()",
            "k:join() a = a + 11",
            "local from, got = select{ k, z } a = got + (from == z and 70 or 0)",
            "z:send(a % 4) a = z:try_receive() or a",
            "if not z:try_send(2) then a = z:receive() end",
            "a = pcall(b.release, b) and a + 1 or a + 80",
            "b:acquire() a = a + 12",
            "b:acquire() b:acquire() b:release() b:release() a = pcall(b.release, b) and 13 or 14",
            "g:wait() a = g:broken() and 15 or 16",
            "local fine, got = pcall(g.wait, g, 1) a = fine and got or 17",
            "g:abort() a = g:broken() and 18 or 19 g:reset()",
            "e:set() e:clear() a = e:is_set() and 20 or 21",
            "e:wait() a = e:is_set() and 22 or 23",
            "w:lock_read() yield() a = x.value w:unlock_read() w:lock_read() a = a + x.value w:unlock_read()",
            "w:lock_write() sleep(1) x:add(1) w:unlock_write() w:lock_write() x:add(1) w:unlock_write()",
            "v:lock_read() yield() v:lock_read() v:unlock_read() v:unlock_read()",
            "v:lock_write() x:add(1) v:unlock_write() v:lock_read() a = x.value v:unlock_read()",
            "u:lock_read() yield() u:lock_read() a = x.value u:unlock_read() u:unlock_read()",
            "u:lock_write() x:add(1) u:unlock_write()",
            "compute(1) a = a + (g:broken() and 90 or 1)",
            "p:write('abc') a = a + 24",
            "a = #p:read(1) + 25",
            "local fine, got = pcall(p.read, p, 2, 1) a = fine and #got or 26",
            "a = pcall(p.write, p, 'x\\ny', 1) and 27 or 28",
            "sleep(1)",
        };
        return kStatements[static_cast<std::size_t>(one_of(std::size(kStatements)))];
    }

    std::string trying() {
        switch (one_of(24)) {
            case 0:
                return "if s:try_acquire() then a = a + 1 end";
            case 1:
                return "if not q:try_send(a) then a = a + 2 end";
            case 2:
                return "local got, why = q:try_receive() a = why == 'empty' and 5 or why == 'closed' and 6 or a";
            case 3:
                return "a = q:length()";
            case 4:
                return "a = e:is_set() and 3 or 4 if a == 4 then e:set() else e:clear() end";
            case 5:
                return "r:lock() if r:try_lock() then a = x.value r:unlock() end r:unlock()";
            case 6:
                return "l:lock()";
            case 7:
                return "if l:locked() then pcall(l.unlock, l) end";
            case 8:
                return "pcall(bs.release, bs) if bs:try_acquire() then a = a + 1 end";
            case 9:
                return "local fine, index = pcall(meet.wait, meet) a = fine and index or 7";
            case 19:
                return "pcall(p.write, p, a % 2 == 0 and 'k\\n' or 'c')";
            case 20:
                return "a = #p:read(2)";
            case 21:
                return "local fine, got = pcall(p.read_line, p, 1) a = fine and #got or 9";
            case 22:
                return "if pcall(p.write, p, 'xyz', 1) then a = a + 1 end";
            case 23:
                return one_of(2) == 0 ? "p:close_write()" : "if a == 1 then p:close_read() else p:write('ab') end";
            case 12:
                return one_of(2) == 0 ? "z:send(a)" : "pcall(z.send, z, a, 1)";
            case 13:
                return one_of(2) == 0 ? "a = z:receive()" : "if z:try_send(a) then a = a + 1 end";
            case 14:
                return "local got = z:try_receive() if got then a = got end";
            case 15:
                return "w:lock_read() a = x.value w:unlock_read()";
            case 16:
                return "w:lock_write() x.value = a % 2 w:unlock_write()";
            case 18:
                return "local from, got = select{ q, z } a = from == z and got or 8";
            case 17:
                return one_of(2) == 0 ? "pcall(q.task_done, q)" : "q:join()";
            case 10:
                return one_of(2) == 0 ? "meet:abort()" : "meet:reset()";
            default:
                return one_of(2) == 0 ? "x.value = meet:broken() and 1 or 0" : "r:lock() c:wait(r, 1) r:unlock()";
        }
    }

    std::string plain_statement() {
        const std::string v = variable(), mutex = one_of(2) == 0 ? "m" : "n";
        switch (one_of(program_.cancels ? 17 : 16)) {
            case 0:
                return fmt::format("a = {}.value + a % 2", v);
            case 1:
                return fmt::format("{}.value = bump() % 3", v);
            case 2:
                return fmt::format("list[#list + 1] = {}:add(1)", v);
            case 3:
                return fmt::format("expect({}.value < 2, \"{} is small\")", v, v);
            case 4:
                return fmt::format("if owns.{0} then {0}:unlock() owns.{0} = nil else {0}:lock() owns.{0} = true end",
                                   mutex);
            case 5:
                return "s:acquire()";
            case 6:
                return "s:release()";
            case 7:
                return "q:send({ a, list })";
            case 8:
                return "local got = q:receive() if got then a = got[1] + #got[2] end";
            case 9:
                return one_of(2) == 0 ? "e:set()" : "e:wait()";
            case 10:
                return "m:lock() c:wait(m) a = x.value m:unlock()";
            case 11:
                return one_of(2) == 0 ? "c:notify()" : "c:notify_all()";
            case 12:
                return fmt::format("for i = 1, 2 do if {}.value == 1 then a = i break end yield() end", v);
            case 13:
                return fmt::format("expect({0}.value + {1}.value ~= 1 or a > 0, \"never one\")", v, variable());
            case 14:
                return fmt::format("own.value = a x.value, y.value = own.value % 2, {}.value", v);
            case 15:
                return fmt::format("if {}.value == 2 then error(\"two\") end", v);
            default:
                return one_of(3) == 0 ? "q:close()"
                                      : fmt::format(
                                            "local f = spawn(child, a % 2) if {}.value == 0 then "
                                            "f:cancel() end",
                                            v);
        }
    }

    std::string main() {
        std::string text = "function main()\n  local all = {}\n";
        for (int who = 1; who <= program_.tasks; ++who) text += fmt::format("  all[{0}] = spawn(t{0})\n", who);
        if (program_.cancels)
            text += fmt::format("  if {}.value == {} then all[{}]:cancel() end\n", variable(), one_of(2),
                                1 + one_of(program_.tasks));
        if (program_.in_turn || one_of(2) == 0)
            text += "  for i = 1, #all do pcall(await, all[i]) end\n  expect(x.value < 3, \"x is small at the end\")\n";
        return text + "end\n";
    }

    AnyLua program_;
    Random random_;
};

}  // namespace

std::string text_of(const AnyLua& program) { return Writer(program).text(); }

}  // namespace simul::testing
