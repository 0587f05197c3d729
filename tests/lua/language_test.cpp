// The words of the language, one by one: what each gives back, and what it asks of an executor.
#include <gtest/gtest.h>

#include "tests/lua/lua_run.h"

namespace simul::testing {
namespace {

using Lines = std::vector<std::string>;

struct Row {
    const char* body;
    Lines lines;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.body; }

class Language : public ::testing::TestWithParam<Row> {};

TEST_P(Language, prints_what_the_row_says) { EXPECT_EQ(printed_by(GetParam().body), GetParam().lines); }

INSTANTIATE_TEST_SUITE_P(
    Values, Language,
    ::testing::Values(
        Row{"print(1, 2.5, 'a', true, nil)", {"1\t2.5\ta\ttrue\tnil"}},
        Row{"print({}, print, main, 1e15, 7 // 2, 7 / 2)", {"table\tfunction print\tfunction main\t1e+15\t3\t3.5"}},
        Row{"print(tostring({}), ('%s %d'):format({}, 3))", {"table\ttable 3"}}, Row{"print(m, v, f3)", {"m\tv\tnil"}},
        Row{"print(spawn(g))", {"future of task 1"}}, Row{"print(spawn(g) == spawn(g), type(m))", {"false\tuserdata"}},
        Row{"local f = spawn(g) local t = {[f] = 1} print(t[f])", {"1"}},
        Row{"for k, v in pairs({b=1, a=2, [3]=4, [2]=5, [true]=6}) do print(k, v) end",
            {"2\t5", "3\t4", "a\t2", "b\t1", "true\t6"}},
        Row{"local t = {1,2,3} for k in pairs(t) do t[k + 1] = nil print(k) end", {"1", "3"}},
        Row{"print(#shared, shared[2], shared.a.b) for i, x in ipairs(shared) do print(x) end",
            {"2\t20\t5", "10", "20"}},
        Row{"for k in pairs(shared) do print(k) end", {"1", "2", "a"}},
        Row{"print(table.concat(shared, ' '), unpack(shared))", {"10 20\t10\t20"}},
        Row{"print(('x'):rep(3), math.max(1, 2), select('#', 1, 2), tonumber('0x10'))", {"xxx\t2\t2\t16"}},
        Row{"print(('a,b'):find(',', 1, true), ('k=v'):match('(%w)=(%w)'))", {"2\tk\tv"}},
        Row{"for w in ('one two'):gmatch('%a+') do print(w) end", {"one", "two"}},
        Row{"print(pcall(error, 'no'))", {"false\tno"}},
        Row{"print(pcall(function() sleep(1) return 4 end))", {"true\t4"}},
        Row{"print(select(2, pcall(function() m:unlock() end)):match('story.lua:5: unlock of m'))",
            {"story.lua:5: unlock of m"}}));

INSTANTIATE_TEST_SUITE_P(
    Operations, Language,
    ::testing::Values(
        Row{"print(now()) compute(1.5) sleep(2) print(now())", {"0.0", "3.5"}},
        Row{"print(m:try_lock()) print(m:try_lock()) m:unlock()", {"true", "false"}},
        Row{"v.value = 4 print(v.value, v:add(3), v.value)", {"4\t7\t7"}},
        Row{"print(v:compare_exchange(0, 9)) print(v:compare_exchange(0, 5))", {"true\t0", "false\t9"}},
        Row{"v.value = true print(v.value) v.value = 0.5 print(v.value) v:add(1) print(v.value)",
            {"true", "0.5", "1.5"}},
        Row{"c:send({x = {1, 'two'}}) local t = c:receive() print(t.x[1], t.x[2])", {"1\ttwo"}},
        Row{"c:send(m) c:receive():lock() print(m:try_lock())", {"false"}},
        Row{"c:send(false) c:close() print(c:receive()) print(c:receive())", {"false", "nil"}},
        Row{"print(await(spawn(double, 4)))", {"8"}}, Row{"print(await(spawn(g)))", {"nil"}},
        Row{"local r = gather(spawn(double, 1), spawn(double, 2)) print(#r, r[1], r[2])", {"2\t2\t4"}},
        Row{"local r = gather{spawn(double, 3)} print(r[1])", {"6"}}, Row{"print(#gather{})", {"0"}},
        Row{"local f = spawn(double, 4) print(f:done()) await(f) print(f:done(), f:result(), f:exception())",
            {"false", "true\t8\tnil"}},
        Row{"local f = spawn(fails) print(pcall(await, f))", {"false\tstory.lua:3: in task fails: a pity"}},
        Row{"local f = spawn(fails) pcall(await, f) print(f:exception())", {"story.lua:3: in task fails: a pity"}},
        Row{"local f = spawn_at(5, g) await(f) print(now())", {"5.0"}},
        Row{"local f = spawn_at(5, g) print(f:cancel(), f:cancel())", {"true\ttrue"}},
        Row{"spawn(double, 4):add_done_callback(tell) sleep(1)", {"told 8"}},
        Row{"s:acquire() s:acquire() s:release(2) s:acquire() print('in')", {"in"}},
        Row{"e:set() e:wait() e:clear() spawn(sets) e:wait() print(now())", {"1.0"}},
        Row{"m:lock() spawn(notifies) full:wait(m) print(now()) m:unlock()", {"2.0"}},
        Row{"spawn(meets) both:wait() print(now())", {"3.0"}}, Row{"print(knob and true)", {"true"}},
        Row{"local t = {} for i = 1, 50 do t[random(3)] = true end print(t[0], t[1], t[2], t[3], t[4])",
            {"nil\ttrue\ttrue\ttrue\tnil"}},
        Row{"local x = random() print(x >= 0 and x < 1, random(5, 5), random(-2, -2))", {"true\t5\t-2"}},
        Row{"work('search', 1000) print(now())", {"0.005"}}, Row{"yield() blocking_sleep(1) print(now())", {"1.0"}}));

// ---- what is refused

struct Refusal {
    const char* body;
    const char* sentence;
};

void PrintTo(const Refusal& refusal, std::ostream* out) { *out << refusal.body; }

class Refused : public ::testing::TestWithParam<Refusal> {};

TEST_P(Refused, fails_the_task_at_its_line) {
    const std::string failure = failure_of(GetParam().body);
    EXPECT_EQ(failure.rfind("story.lua:5: in task main: ", 0), 0u) << failure;
    EXPECT_NE(failure.find(GetParam().sentence), std::string::npos) << failure;
}

INSTANTIATE_TEST_SUITE_P(
    Table, Refused,
    ::testing::Values(
        Refusal{"sleep(-1)", "sleep takes seconds from 0"}, Refusal{"sleep(0/0)", "sleep takes seconds"},
        Refusal{"compute(1e300)", "compute takes seconds"}, Refusal{"sleep('1')", "was given a string"},
        Refusal{"sleep()", "was given nothing"}, Refusal{"m.lock()", "a method is called with a colon"},
        Refusal{"m['lok'](m)", "a mutex has no lok; did you mean lock? It has lock, locked, try_lock, unlock"},
        Refusal{"m.owner = 3", "nothing can be written into a mutex"},
        Refusal{"v.value = print", "a variable cannot hold this: a function cannot be kept here"},
        Refusal{"v.value = 'x' v:add(1)", "add to v, which holds no number"},
        Refusal{"v.value = true v:add(1)", "add to v, which holds no number"},
        Refusal{"v.value = {} v:compare_exchange(0, 1)", "compare_exchange of v, which holds neither a number"},
        Refusal{"v:compare_exchange('x', 1)", "only a number or a truth value can be compared and exchanged"},
        Refusal{"v.valu = 1", "a variable has only .value"},
        Refusal{"print(v.valu)", "a variable has no valu; did you mean value? It has add, compare_exchange, value"},
        Refusal{"full:wait(s)", "a condition waits with its mutex"},
        Refusal{"spawn(double(1))",
                "spawn takes a function, then its arguments, as in spawn(game, 3), but was given a number"},
        Refusal{"spawn(double, {[m] = 1})", "the keys of a table that travels"},
        Refusal{"error({ ('x'):rep(5000), {} })", "table"},
        Refusal{"c:send(nil)", "nil would look like a closed channel"}, Refusal{"await(3)", "await is for a future"},
        Refusal{"gather{3}", "gather is for a future"},
        Refusal{"work('sort', 3)", "\"factorial\", \"search\" or \"mandelbrot\""},
        Refusal{"random(0)", "but was given 0"}, Refusal{"random(3, 2)", "low must not be above high"},
        Refusal{"random(1.5)", "a fraction"}, Refusal{"expect(true)", "takes a string as its sentence"},
        Refusal{"print(('%p'):format({}))", "an address"}, Refusal{"pairs(3)", "pairs walks a table"},
        Refusal{"for k in pairs({[print] = 1}) do end", "use numbers or strings as keys"},
        Refusal{"math.pi = 3", "write to math"}, Refusal{"string.x = 3", "write to string"},
        Refusal{"table.insert(shared, 3)", "write to shared"}, Refusal{"shared.a.b = 3", "write to shared.a"},
        Refusal{"knob['x'] = 3", "turned by the reader"}, Refusal{"print(knob['x'])", "before knobs is assigned"},
        Refusal{"table.sort({2, 1}, function(a, b) sleep(1) return a < b end)", "collect first"},
        Refusal{"error('on purpose')", "on purpose"}, Refusal{"error({})", "story.lua:5: in task main: {}"},
        Refusal{"local x = nil + 1", "arithmetic on a nil value"},
        Refusal{"pcall(function() while true do end end)", "100 million instructions"},
        Refusal{"m:unlock()", "unlock of m"}, Refusal{"local slep slep(1)", "local 'slep'"}));

TEST(Sandbox, has_nothing_that_reaches_out) {
    for (const char* word : {"load",           "loadstring", "loadfile", "dofile",       "require",
                             "package",        "debug",      "os",       "io",           "rawset",
                             "rawget",         "rawequal",   "rawlen",   "setmetatable", "getmetatable",
                             "collectgarbage", "_G",         "next",     "string.dump",  "math.random",
                             "math.randomseed"})
        EXPECT_EQ(printed_by(std::string("print(") + word + ")"), Lines{"nil"}) << word;
}

// ---- names and freezing

std::vector<std::string> resource_names(const std::string& text) {
    std::vector<std::string> names;
    const auto story = loaded(text + "\nfunction main() end");
    for (const ResourceDeclaration& resource : story->description().resources) names.push_back(resource.name);
    return names;
}

TEST(Resources, are_named_by_the_global_or_path_that_holds_them) {
    EXPECT_EQ(resource_names("forks = {} for i = 1, 3 do forks[i] = mutex() end"),
              (Lines{"forks[1]", "forks[2]", "forks[3]"}));
    EXPECT_EQ(resource_names("room = { door = mutex(), ['a b'] = event() } a = room.door"),
              (Lines{"a", "room[\"a b\"]"}));
    EXPECT_EQ(resource_names("local hidden = mutex() function f() hidden:lock() end"), Lines{"hidden"});
    EXPECT_EQ(resource_names("local t = { deep = { mutex() } } function f() return t end"), Lines{"t.deep[1]"});
}

TEST(Resources, carry_what_they_were_declared_with) {
    const auto story = loaded(R"(
a = semaphore(3)
b = channel{ capacity = 7, transport = "ring" }
c = channel()
d = variable(1.5, { mmap = true, raw = true })
e = barrier(4)
function main() end)");
    const auto& resources = story->description().resources;
    ASSERT_EQ(resources.size(), 5u);
    EXPECT_EQ(resources[0].initial, Cell::integer(3));
    EXPECT_EQ(resources[0].line, 2);
    EXPECT_EQ(resources[1].capacity, 7);
    EXPECT_EQ(resources[1].transport, Transport::ring);
    EXPECT_EQ(resources[2].capacity, 64);
    EXPECT_EQ(resources[3].initial, Cell::real(1.5));
    EXPECT_TRUE(resources[3].mmap && resources[3].raw);
    EXPECT_EQ(resources[4].capacity, 4);
}

TEST(SharedLocals, are_put_back_when_a_task_changes_them) {
    const auto trace = told_by(R"(local n = 1
function bad() n = 2 end
function main()
  pcall(await, spawn(bad))
  print(n)
end)");
    EXPECT_EQ(printed_in(*trace), Lines{"1"});
    EXPECT_EQ(failure_in(*trace).rfind("story.lua: in task bad: the local n at the top", 0), 0u) << failure_in(*trace);
}

TEST(Budgets, hold_for_a_task_that_follows_one_which_used_them_up) {
    const auto trace = told_by(R"(
function endless() while true do end end
function main()
  print(pcall(await, spawn(endless)))
  print(pcall(await, spawn(endless)))
end)");
    const Lines lines = printed_in(*trace);
    ASSERT_EQ(lines.size(), 2u);
    for (const std::string& line : lines) EXPECT_NE(line.find("100 million instructions"), std::string::npos) << line;
}

TEST(Errors, stay_short) {
    EXPECT_LT(failure_of("error(('x'):rep(100000))").size(), 600u);
    EXPECT_NE(failure_of("mark(('x'):rep(1000))").find("at most 256 bytes"), std::string::npos);
}

TEST(Arguments, are_copies_on_every_model) {
    for (std::size_t model = 0; model < kModelCount; ++model) {
        const auto trace = told_by(
            "function change(t) t[1] = 2 end function main() local t = {1} await(spawn(change, t)) "
            "print(t[1]) end",
            static_cast<Model>(model));
        EXPECT_EQ(printed_in(*trace), Lines{"1"}) << kModelNames[model];
    }
}

TEST(Operations, record_the_line_that_asked) {
    const auto trace = told_by("function nap()\n  sleep(1)\nend\nfunction main()\n  nap()\n  pcall(sleep, 2)\nend");
    std::vector<int> lines;
    for (std::size_t i = 0; i < trace->size(); ++i)
        if ((*trace)[i].kind == EventKind::sleep && (*trace)[i].phase == Phase::done) lines.push_back((*trace)[i].line);
    EXPECT_EQ(lines, (std::vector<int>{2, 6}));
}

TEST(CancelledTask, unwinds_and_gives_its_lua_thread_back) {
    const auto trace = told_by(R"(
function naps() sleep(9) print("never") end
function main()
  for i = 1, 3 do
    local f = spawn(naps)
    sleep(1)
    print(f:cancel())
    print(pcall(await, f))
  end
end)",
                               Model::event_loop);
    const Lines lines = printed_in(*trace);
    ASSERT_EQ(lines.size(), 6u) << failure_in(*trace);
    EXPECT_EQ(lines[0], "true");
    EXPECT_EQ(lines[1].rfind("false", 0), 0u);
}

// ---- descriptions and knobs

TEST(Description, is_read_from_the_globals) {
    const auto story = loaded(R"(
title = "T" sentence = "S" chapter = "C" about = "A" notice = "N"
try = "Y"
scale = 60
model = "processes"
models = { "threads", "processes" }
unsuited = { sequential = "it needs company" }
knobs = { b = knob(2), a = knob("x", { choices = { "x", "y" } }), c = seconds(1.5), d = knob("free"), e = knob(0.5) }
cores = 3
questions = {
  { text = "When?", choices = { "soon", { "late", is = 1.5, belief = "all wait" } }, answer = "end" },
  { text = "How long?", answer = "wait", worst = true, unit = "s", model = "threads", cores = 2, knobs = { b = 7 } },
}
function main() end)");
    const ScenarioDescription& description = story->description();
    EXPECT_EQ(description.title + description.sentence + description.chapter + description.about + description.notice +
                  description.try_this,
              "TSCANY");
    EXPECT_EQ(description.scale, 60);
    EXPECT_EQ(description.default_model, Model::processes);
    EXPECT_EQ(description.models, (std::vector<Model>{Model::threads, Model::processes}));
    ASSERT_EQ(description.unsuited.size(), 1u);
    EXPECT_EQ(description.unsuited[0].second, "it needs company");
    std::string order;
    for (const Knob& knob : description.knobs) order += knob.name + "=" + knob.value_as_text() + " ";
    EXPECT_EQ(order, "b=2 a=x c=1.5 d=free e=0.5 ");
    EXPECT_EQ(description.default_cores, 3);
    ASSERT_EQ(description.questions.size(), 2u);
    const Question &chosen = description.questions[0], &number = description.questions[1];
    EXPECT_EQ(chosen.choices, (std::vector<Choice>{{"soon", "", ""}, {"late", "1.5", "all wait"}}));
    EXPECT_EQ(chosen.answer, "end");
    EXPECT_FALSE(chosen.worst || chosen.cores);
    EXPECT_TRUE(number.choices.empty() && number.worst);
    EXPECT_EQ(number.unit, "s");
    EXPECT_EQ(number.models, std::vector<Model>{Model::threads});
    EXPECT_EQ(number.cores, 2);
    EXPECT_EQ(number.knobs, (KnobSettings{{"b", "7"}}));
}

TEST(Description, says_how_the_story_speaks_of_itself) {
    const auto story = loaded(R"(
knobs = { pause = seconds(5) }
scene = { name = "hall", boards = 2 * knob.pause, master = "core" }
words = {
  serve = { running = "{} works" },
  game = { name = "board", woken = "{} replied", running = { "Judit moves at {}", "Judit moves" },
           asleep = { "at {} one thinks", "opponents think", "opponent thinks" } },
}
why = { over = "it takes " .. knob.pause .. " s", begun = "nobody waits" }
function game() end
function serve() end
function main() end)");
    const StoryWords& words = story->description().words;
    EXPECT_EQ(words.scene, "hall");
    EXPECT_EQ(words.bindings, (decltype(words.bindings){{"boards", "10"}, {"master", "core"}}));
    ASSERT_EQ(words.tasks.size(), 2u);
    EXPECT_EQ(words.tasks[0].function, "game") << "in the order of the functions' names";
    EXPECT_EQ(words.tasks[0].name + words.tasks[0].woken, "board{} replied");
    EXPECT_EQ(words.tasks[0].running, (StateWords{"Judit moves at {}", "Judit moves", ""}));
    EXPECT_EQ(words.tasks[0].asleep, (StateWords{"at {} one thinks", "opponents think", "opponent thinks"}));
    EXPECT_EQ(words.tasks[0].done, StateWords{});
    EXPECT_EQ(words.tasks[1].running, (StateWords{"{} works", "", ""}));
    const decltype(words.why) why = {{"begun", "nobody waits"}, {"over", "it takes 5 s"}};
    EXPECT_EQ(words.why, why);
}

TEST(Description, says_how_the_story_opens_and_by_which_words_it_is_found) {
    const auto free = loaded("function main() end"), held = loaded("opens = 'held' function main() end");
    const auto ordered =
        loaded("opens = { 1, 2, 1 } concepts = { 'GIL', 'lock' } builds_on = { 'contention' } function main() end");
    EXPECT_FALSE(free->description().opening);
    ASSERT_TRUE(held->description().opening);
    EXPECT_TRUE(held->description().opening->order.empty());
    EXPECT_EQ(ordered->description().opening, (Opening{{1, 2, 1}}));
    EXPECT_EQ(ordered->description().concepts, (std::vector<std::string>{"GIL", "lock"}));
    EXPECT_EQ(ordered->description().builds_on, (std::vector<std::string>{"contention"}));
    EXPECT_TRUE(free->description().builds_on.empty());
}

TEST(Presets, say_what_they_set_and_leave_the_rest_to_the_story) {
    const auto story = loaded(
        "knobs = { n = knob(2) }\n"
        "presets = { { 'many', text = 'More of them.', model = 'processes', cores = 2, policy = 'sjf', quantum = 2.5,\n"
        "              knobs = { n = 7 } }, { 'plain' } }\nfunction main() end");
    Preset many{"many", "More of them.", Model::processes, 2, "sjf", 2500ms, {{"n", "7"}}}, plain;
    plain.name = "plain";
    EXPECT_EQ(story->description().presets, (std::vector<Preset>{many, plain}));
}

class WrongPreset : public ::testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(WrongPreset, is_refused_with_its_line) {
    const std::string refusal =
        refusal_of("knobs = { n = knob(1, { min = 1, max = 9 }) }\npresets = " + std::string(GetParam().first) +
                   "\nfunction main() end");
    EXPECT_NE(refusal.find("story.lua:"), std::string::npos) << refusal;
    EXPECT_NE(refusal.find(GetParam().second), std::string::npos) << refusal;
}

INSTANTIATE_TEST_SUITE_P(
    Presets, WrongPreset,
    ::testing::Values(std::pair{"3", "presets is a list of tables"}, std::pair{"{ 'a' }", "a preset is a table, as in"},
                      std::pair{"{ { text = 'no name' } }", "a preset is a table, as in"},
                      std::pair{"{ { 'a' }, { 'a' } }", "two presets have the name \"a\""},
                      std::pair{"{ { 'a', 'b' } }", "a preset is a table, as in"},
                      std::pair{"{ { 'a', modle = 'threads' } }", "a preset has no field modle"},
                      std::pair{"{ { 'a', model = 'thread' } }", "there is no model thread, perhaps threads"},
                      std::pair{"{ { 'a', cores = 0 } }", "cores of a preset is 1 to"},
                      std::pair{"{ { 'a', quantum = -1 } }", "quantum of a preset"},
                      std::pair{"{ { 'a', knobs = { m = 1 } } }", "a preset turns a knob that cannot be turned so"},
                      std::pair{"{ { 'a', knobs = { n = 10 } } }", "a preset turns a knob that cannot be turned so"}));

TEST(Knobs, are_read_as_turned) {
    const auto story = loaded(
        "knobs = { n = knob(2), wait = seconds(5), who = knob('a', { choices = { 'a', 'b' } }) }\n"
        "m = mutex()\nlocks = knob.n\nfunction main() end",
        {{"n", "7"}, {"wait", "2.5"}, {"who", "b"}});
    EXPECT_EQ(story->description().knobs[0].number, 7);
    EXPECT_EQ(story->description().knobs[1].duration(), 2500ms);
    EXPECT_EQ(story->description().knobs[2].text_value, "b");
}

class KnobOfAnotherKind : public ::testing::TestWithParam<const char*> {};

TEST_P(KnobOfAnotherKind, is_no_knob_of_the_story) {
    EXPECT_EQ(refusal_of("knobs = { n = knob(1) } door = { knob = { m = 1 } }\n" + std::string(GetParam())), "");
}

INSTANTIATE_TEST_SUITE_P(Table, KnobOfAnotherKind,
                         ::testing::Values("function main() print(door.knob.m) end",
                                           "function main() local knob = door.knob print(knob.m) end",
                                           "function main() print('knob.m') --[[ knob.m ]] end",
                                           "function f(knob) print(knob.m) end function main() f(door.knob) end"));

struct BadFile {
    const char* text;
    const char* sentence;
};

void PrintTo(const BadFile& file, std::ostream* out) { *out << file.text; }

class BadFiles : public ::testing::TestWithParam<BadFile> {};

TEST_P(BadFiles, are_refused_at_their_line) {
    const std::string refusal = refusal_of(GetParam().text);
    EXPECT_NE(refusal.find(GetParam().sentence), std::string::npos) << refusal;
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadFiles,
    ::testing::Values(
        BadFile{"\ntitle = 3 function main() end", "story.lua:2: title is a text"},
        BadFile{"scale = 0 function main() end", "story.lua:1: scale is"},
        BadFile{"model = 'thread' function main() end", "story.lua:1: there is no model thread, perhaps threads"},
        BadFile{"unsuited = { loop = 'x' } function main() end", "there is no model loop"},
        BadFile{"knobs = { n = 3 } function main() end", "story.lua:1: knob n is a number; write n = knob("},
        BadFile{"knobs = { n = knob(3, { min = 4, max = 9 }) }", "not among those that it allows"},
        BadFile{"knobs = { n = knob(3, { min = 4 }) }", "both min and max"},
        BadFile{"x = knob.n", "knob.n is read before knobs is assigned"},
        BadFile{"knobs = { n = knob(1) }\nx = knob.m", "story.lua:2: there is no knob.m; the knobs are n"},
        BadFile{"knobs = { n = knob(1) }\nfunction main()\n  f(knob.n, -- knob.o\n    'knob.p', knob.m)\nend",
                "story.lua:4: there is no knob.m"},
        BadFile{"function main() print(knob.m) end", "story.lua:1: there is no knob.m; declare it at the top"},
        BadFile{"n = variable(0)\nfunction main() mark('n') end\nquestions = { { text = 'n?', answer = 'n' } }",
                "story.lua:3: a question asks about n, which is a variable (line 1) and a mark (line 2): give one of "
                "them another name"},
        BadFile{"outcome = variable(0) function main() end questions = { { text = '?', answer = 'outcome' } }",
                "asks about outcome, which is how the run ends and a variable (line 1)"},
        BadFile{"function main() mark('n') measure('n', 1) end questions = { { text = '?', answer = 'n' } }",
                "asks about n, which is a mark (line 1) and a measure (line 1)"},
        BadFile{"main = sleep", "there is no function main()"},
        BadFile{"sleep(1)", "story.lua:1: sleep while the file loads"},
        BadFile{"function f() end\nspawn(f)", "story.lua:2: spawn while the file loads"},
        BadFile{"v = variable(0)\nv.value = 1", "story.lua:2: store while the file loads"},
        BadFile{"x = random()", "story.lua:1: random while the file loads"},
        BadFile{"c = channel(-1)", "story.lua:1: channel takes its capacity, 0 to 1024"},
        BadFile{"c = channel{transport='tube'}", "not \"tube\""}, BadFile{"s = semaphore(-1)", "0 or more"},
        BadFile{"b = barrier()", "1 or more"},
        BadFile{"v = variable(function() end)", "a function cannot be kept here"},
        BadFile{"t = {} t[1] = mutex() t = nil\nfunction main() end", "story.lua:1: this mutex is held by no"},
        BadFile{"questions = { 3 } function main() end", "a question is a table"},
        BadFile{"questions = { { text = 'a?', choices = { 3 } } } function main() end", "a choice is a text"},
        BadFile{"questions = { { text = 'a?', choices = { { 'b', is = {} } } } } function main() end", "a choice is"},
        BadFile{"questions = { { text = 'a?', color = 'red' } } function main() end", "has no field color; there are"},
        BadFile{"questions = { { text = 'a?', knobs = { n = 3 } } } function main() end", "There is no knob \"n\""},
        BadFile{"questions = { { answer = 'end' } } function main() end", "a question is a table"},
        BadFile{"cores = 1.5 function main() end", "story.lua:1: cores is how many cores"},
        BadFile{"cores = 0 function main() end", "1 to 1024, as in cores = 2"},
        BadFile{"\nscene = 3 function main() end", "story.lua:2: scene is the name of a scene"},
        BadFile{"\nscene = { boards = 3 } function main() end", "story.lua:2: scene is the name of a scene"},
        BadFile{"\nopens = 'wide' function main() end", "story.lua:2: opens says how the window opens the story"},
        BadFile{"\nopens = { 1, -2 } function main() end", "story.lua:2: opens says how the window opens the story"},
        BadFile{"\nopens = { 1, 'a' } function main() end", "story.lua:2: opens says how the window opens the story"},
        BadFile{"\nconcepts = { 1 } function main() end", "story.lua:2: concepts is a list of words"},
        BadFile{"\nbuilds_on = { 1 } function main() end", "story.lua:2: builds_on is a list of the stories"},
        BadFile{"\nbuilds_on = 'aba' function main() end", "story.lua:2: builds_on is a list of the stories"},
        BadFile{"\nwords = { 'first', 'second' } function main() end", "story.lua:2: words says for a function"},
        BadFile{"\nwords = { 'first', 'second' } function main() end", "a list of your own needs another name"},
        BadFile{"words = { gaem = { name = 'x' } } function main() end", "gaem, which is no function of the story"},
        BadFile{"words = { main = { name = 3 } } function main() end", "words says for a function"},
        BadFile{"words = { main = { runing = 'x' } } function main() end", "no field runing; there are name, woken"},
        BadFile{"words = { main = { ready = { 'x', 3 } } } function main() end", "ready is what a task does then"},
        BadFile{"words = { main = { done = { 'a', 'b', 'c', 'd' } } } function main() end", "done is what a task does"},
        BadFile{"words = { main = { done = {} } } function main() end", "done is what a task does then"},
        BadFile{"why = 'because' function main() end", "story.lua:1: why says for a mark"},
        BadFile{"why = { over = 3 } function main() end", "as in why = { done = "},
        BadFile{"error('halt')", "story.lua:1: halt"}, BadFile{"x = nil .. 1", "story.lua:1: attempt to conc"}));

}  // namespace
}  // namespace simul::testing
