// A word of another language is answered with the word here: when the file is loaded, as far as it can be seen there.
#include "engine/scenario/foreign_words.h"
#include "tests/lua/lua_run.h"

namespace simul::testing {
namespace {

struct Foreign {
    const char* text;
    const char* told;
};
void PrintTo(const Foreign& foreign, std::ostream* out) { *out << foreign.text; }

// ---- Names.

class ForeignName : public ::testing::TestWithParam<Foreign> {};

TEST_P(ForeignName, is_answered_when_the_file_is_loaded) {
    const std::string refusal =
        refusal_of(std::string("function f() end\nfunction main()\n  ") + GetParam().text + "\nend\n");
    EXPECT_EQ(refusal.rfind("story.lua:3: there is no ", 0), 0u) << refusal;
    EXPECT_NE(refusal.find(GetParam().told), std::string::npos) << refusal;
    EXPECT_LT(refusal.size(), 300u) << refusal;
}

INSTANTIATE_TEST_SUITE_P(
    Table, ForeignName,
    ::testing::Values(
        Foreign{"create_future(f)", "future()"}, Foreign{"asyncio.create_task(f)", "spawn(f, 1)"},
        Foreign{"asyncio.sleep(1)", "sleep(seconds)"}, Foreign{"asyncio.gather(f)", "gather{a, b}"},
        Foreign{"asyncio.wait({})", "wait({a, b}"}, Foreign{"TaskGroup(f)", "task_group(function(group)"},
        Foreign{"asyncio.frobnicate(f)", "nothing is imported"},
        Foreign{"local t = threading.Thread(f)", "spawn(f, 1)"}, Foreign{"Thread(f):start()", "spawn(f, 1)"},
        Foreign{"start(f)", "spawn(f, 1)"}, Foreign{"synchronized(f)", "judit:lock()"},
        Foreign{"pthread_mutex_lock(f)", "judit:lock()"}, Foreign{"pthread_create(f)", "spawn(f, 1)"},
        Foreign{"sem_wait(f)", "s:acquire()"}, Foreign{"sem_post(f)", "s:release()"}, Foreign{"go(f)", "spawn(f, 1)"},
        Foreign{"local c = make(chan)", "channel(8)"}, Foreign{"Executor.submit(f)", "spawn(f, 1)"},
        Foreign{"run_in_executor(f)", "to_thread(f, 1)"}, Foreign{"os.time()", "now()"},
        Foreign{"os.exit()", "no operating system"}, Foreign{"io.write('x')", "no files but those of a folder"},
        Foreign{"requests.get('x')", "http_server()"}, Foreign{"sqlite3.connect('x')", "database()"},
        Foreign{"require('x')", "needs no library"}, Foreign{"coroutine.yield()", "yield()"},
        Foreign{"coroutine.status(f)", "a task is the coroutine"}, Foreign{"setmetatable({}, {})", "no metatables"},
        Foreign{"next({})", "pairs(t)"}, Foreign{"math.random(6)", "random(6)"},
        Foreign{"math.randomseed(6)", "--seed"}, Foreign{"string.dump(f)", "cannot compile"},
        Foreign{"math.flor(1)", "math.flor"}, Foreign{"slep(1)", "did you mean sleep?"},
        Foreign{"spwan(f)", "did you mean spawn?"}, Foreign{"time.sleep(1)", "sleep(seconds)"},
        Foreign{"local n = len({})", "#list"}, Foreign{"setTimeout(f, 1)", "spawn_at"},
        Foreign{"xyzzy_plugh(1)", "no word of the language"}, Foreign{"current_thread()", "current_task()"},
        Foreign{"loop.call_soon(f)", "spawn(f, 1)"}, Foreign{"loop.frobnicate(f)", "no object for the loop"},
        Foreign{"asyncio.get_running_loop()", "no object for the loop"},
        Foreign{"asyncio.current_task()", "write current_task(…)"},
        Foreign{"asyncio.all_tasks()", "keep what spawn gives"}, Foreign{"threading.get_ident()", "current_task()"},
        Foreign{"timeout_at(1, f)", "time - now()"}, Foreign{"queue.PriorityQueue()", "nothing sorts messages"},
        Foreign{"LifoQueue()", "nothing sorts messages"}, Foreign{"pool.submit(f)", "pool(function(pool)"},
        Foreign{"sys.exit(3)", "write exit(3)"}, Foreign{"signal.alarm(1)", "no signals"},
        Foreign{"ContextVar(1)", "context_variable(0)"}, Foreign{"contextvars.ContextVar(1)", "context_variable(0)"},
        Foreign{"call_later(1, f)", "now() + seconds"}, Foreign{"map(f, {})", "for each x"},
        Foreign{"pool.imap_unordered(f)", "for each x"}, Foreign{"multiprocessing.Array(1)", "make a shared_table("},
        Foreign{"raise('x')", "error(\"what went wrong\")"}, Foreign{"InvalidStateError()", "pcall(f, 1) catches it"},
        Foreign{"asyncio.run_coroutine_threadsafe(f)", "spawn(f, 1)"}));

TEST(UnknownNames, that_are_only_a_little_alike_are_not_taken_for_another) {
    for (const char* name : {"quat", "loup", "wade"})
        EXPECT_EQ(refusal_of(std::string("function main() ") + name + "(1) end").find("did you mean"),
                  std::string::npos)
            << name;
    EXPECT_NE(refusal_of("function main() awati(1) end").find("did you mean await?"), std::string::npos);
}

TEST(Names, that_somebody_has_are_not_refused) {
    const char* const kFiles[] = {
        "function main() local start = print start(1) end",
        "function start() end function main() start() end",
        "function main() for _, join in ipairs{print} do join(1) end end",
        "function use(os) return os.time end function main() use{time = 1} end",
        "start, join = print, print function main() start(1) join(2) end",
        "local async = print function main() async(1) end",
        "t = { go = function() end } function t.make() end function main() t.go() t.make() end",
        "function main() goto done ::done:: print(1) end",
        "function main() print(os, io, next, math.random) end",
        "-- os.time() is not used\nfunction main() print('create_task(f)') end",
        "function main() helper = nil end",
        "function main(...) local a <const>, b = 1, 2 print(a .. b) end",
    };
    for (const char* file : kFiles) EXPECT_EQ(refusal_of(file), "") << file;
}

TEST(UnknownNames, at_the_top_of_a_file_are_told_in_place_of_a_nil_value) {
    EXPECT_NE(refusal_of("q = Queue()\nfunction main() end")
                  .find("story.lua:1: there is no Queue here; write q = channel(8)"),
              std::string::npos)
        << refusal_of("q = Queue()\nfunction main() end");
}

// ---- Methods.

class ForeignMethod : public ::testing::TestWithParam<Foreign> {};

TEST_P(ForeignMethod, is_answered_when_the_file_is_loaded_and_when_it_runs) {
    const std::string text = GetParam().text;
    const std::string refusal = refusal_of(story_of(text));
    EXPECT_EQ(refusal.rfind("story.lua:5: ", 0), 0u) << refusal;
    EXPECT_NE(refusal.find(GetParam().told), std::string::npos) << refusal;
    const std::string hidden =
        failure_of("local x = " + text.substr(0, text.find(':')) + " x" + text.substr(text.find(':')));
    EXPECT_NE(hidden.find(GetParam().told), std::string::npos) << hidden;
}

INSTANTIATE_TEST_SUITE_P(
    Table, ForeignMethod,
    ::testing::Values(Foreign{"m:acquire()", "has no acquire; write lock(); it has lock, locked, try_lock, unlock"},
                      Foreign{"m:release()", "write unlock()"}, Foreign{"m:lok()", "did you mean lock?"},
                      Foreign{"s:wait()", "write acquire()"}, Foreign{"s:post()", "write release()"},
                      Foreign{"full:signal()", "write notify()"}, Foreign{"full:broadcast()", "write notify_all()"},
                      Foreign{"both:await()", "write wait()"}, Foreign{"e:isSet()", "write is_set()"},
                      Foreign{"e:frob()", "an event"}, Foreign{"c:put(1)", "write send(x)"},
                      Foreign{"c:get()", "write receive()"}, Foreign{"c:qsize()", "write length()"},
                      Foreign{"v:get()", "the field value"}, Foreign{"v:increment()", "write add(1)"},
                      Foreign{"v:done()", "write add(-1)"}, Foreign{"v:get_lock()", "write a mutex()"},
                      Foreign{"both:n_waiting()", "has no n_waiting; its wait() gives how many came before; it has"},
                      Foreign{"both:parties()", "the number that it was made with"},
                      Foreign{"s:locked()", "; try_acquire() says"}, Foreign{"full:acquire()", "door:lock()"},
                      Foreign{"c:maxsize()", "the number that it was made with"}));

TEST(Methods, of_something_that_knobs_choose_are_looked_at_when_they_are_called) {
    EXPECT_EQ(refusal_of("knobs = { n = knob(1) }\nif knob.n > 1 then j = semaphore(2) else j = mutex() end\n"
                         "function main() if knob.n > 1 then j:acquire() else j:lock() end end"),
              "");
    EXPECT_NE(refusal_of("j = knob and mutex() or semaphore(1)\nfunction main() j:put() end")
                  .find("j is a mutex and has no put"),
              std::string::npos);
}

TEST(MethodsOfFutures, are_answered_when_they_are_called) {
    EXPECT_NE(failure_of("spawn(g):join()").find("a future has no join; write join(f), or await(f)"),
              std::string::npos);
    EXPECT_NE(failure_of("spawn(g):isDone()").find("write done()"), std::string::npos);
    EXPECT_NE(failure_of("spawn(g):remove_done_callback(g)").find("has no remove_done_callback; a callback that was"),
              std::string::npos);
    EXPECT_NE(failure_of("spawn(g):uncancel()").find("a request to cancel is not taken back"), std::string::npos);
    EXPECT_NE(failure_of("spawn(g):get_name()").find("the name of its function"), std::string::npos);
    EXPECT_NE(failure_of("coroutine(g):send(nil)").find("write await(c) or spawn(c)"), std::string::npos);
}

// ---- Things taken for their values.

TEST(Things, taken_for_their_values_say_what_to_write) {
    EXPECT_NE(failure_of("print(v + 1)").find("v is a variable, not its value; write v.value"), std::string::npos);
    EXPECT_NE(failure_of("print(1 - v)").find("write v.value"), std::string::npos);
    EXPECT_NE(failure_of("print('x' .. v)").find("write v.value"), std::string::npos);
    EXPECT_NE(failure_of("print(v < 1)").find("write v.value"), std::string::npos);
    EXPECT_NE(failure_of("print(spawn(double, 1) + 1)").find("write await(f)"), std::string::npos);
    EXPECT_NE(failure_of("print(#c)").find("c is a channel, and has no value"), std::string::npos);
    EXPECT_NE(failure_of("m()").find("m is a mutex, and cannot be called like a function"), std::string::npos);
    EXPECT_EQ(printed_by("print(v == v, v == m)")[0], "true\tfalse");
}

TEST(Articles, are_right) {
    EXPECT_NE(failure_of("e['x'](e)").find("an event has no x"), std::string::npos);
    EXPECT_NE(failure_of("m.lock(e)").find("lock is for a mutex, but was given an event"), std::string::npos);
    EXPECT_NE(failure_of("e.set(m)").find("set is for an event, but was given a mutex"), std::string::npos);
    EXPECT_NE(failure_of("local x = event()").find("an event is made while the story runs"), std::string::npos);
}

// ---- Grammar.

TEST(ForeignGrammar, is_answered_with_the_grammar_here) {
    const std::pair<const char*, const char*> kLines[] = {
        {"await f(1)", "write await(f(1)), with brackets"},
        {"local x = await f(g(1), 2)", "write await(f(g(1), 2))"},
        {"await t", "write await(t)"},
        {"if x != 1 then end", "write ~="},
        {"x += 1", "x = x + 1"},
        {"x++", "x = x + 1"},
        {"if a && b then end", "write and"},
        {"def f():", "write function f() … end"},
        {"async def f():", "spawn(f)"},
        {"import asyncio", "needs no library"},
        {"with m:", "judit:lock()"},
        {"try:", "pcall(f, 1)"},
        {"go f()", "write spawn(f, 1)"},
        {"int x = 1", "write local x = 1"},
        {"q <- 1", "q:send(x)"},
        {"x := 1", "write local x = 1"},
        {"# a comment", "write -- before a comment"},
        {"local own = threading.local()", "own = thread_local()"},
        {"if (x) {", "write do, then or nothing for {"},
    };
    for (const auto& [line, told] : kLines) {
        const std::string refusal = refusal_of(std::string("function main()\n  ") + line + "\nend\n");
        EXPECT_EQ(refusal.rfind("story.lua:", 0), 0u) << refusal;
        EXPECT_NE(refusal.find(told), std::string::npos) << line << ": " << refusal;
    }
}

TEST(ForeignGrammar, is_not_seen_in_good_lines) {
    EXPECT_EQ(refusal_of("function main() local t = { 1 } local n = #t // 2 end"), "");
    EXPECT_EQ(grammar_instead_of("local t = { a = 1 }"), "");
    EXPECT_EQ(grammar_instead_of("local await = 1"), "");
}

TEST(AnErrorWithoutAMessage, says_how_to_give_one) {
    EXPECT_NE(failure_of("error()").find("error() was called without a message; write error("), std::string::npos);
}

}  // namespace
}  // namespace simul::testing
