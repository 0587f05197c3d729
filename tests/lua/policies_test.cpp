// Policies in Lua: that the examples choose as those of the list do, and that whatever is wrong with one is told.
#include <fstream>
#include <sstream>

#include "engine/run/into_trace.h"
#include "engine/run/policies/policies.h"
#include "engine/run/policies/written.h"
#include "engine/run/simulated/simulated.h"
#include "tests/lua/lua_run.h"
#include "tests/support/job_sheet.h"

namespace simul::testing {
namespace {

std::string example(const std::string& name) {
    std::ifstream file(std::string(SIMUL_SOURCE_DIR) + "/scenarios/policies/" + name + ".lua");
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

Result<std::unique_ptr<WrittenPolicy>> load_policy(const std::string& text, const KnobSettings& knobs = {}) {
    return lua_scenario("mine", "mine.lua", text)->load_policy(knobs);
}

/// A plan whose policy is this text.
RunPlan written_plan(const std::string& text, std::uint32_t cores, Duration quantum, const KnobSettings& knobs = {}) {
    RunPlan plan = simulated(Model::threads, cores, "mine.lua", quantum);
    const auto policy = load_policy(text, knobs);
    EXPECT_TRUE(policy.ok()) << policy.error().sentence();
    plan.written_policy = PolicyText{[=] { return load_policy(text, knobs); }, comparison_of(**policy), text};
    return plan;
}

/// Who has which core from when on.
std::string turns_in(const Trace& trace) {
    std::string turns;
    for (std::size_t i = 0; i < trace.size(); ++i)
        if (trace[i].kind == EventKind::run || trace[i].kind == EventKind::preempt)
            turns += std::to_string(trace[i].time.time_since_epoch().count()) + ":" +
                     std::to_string(index_of(trace[i].task)) + "@" + std::to_string(index_of(trace[i].core)) + " ";
    return turns;
}

struct PolicyTwin {
    std::string example, policy;
    KnobSettings knobs = {};
    bool does_io = true;
};

TEST(ExamplesOfPolicies, choose_as_those_of_the_list_do) {
    const PolicyTwin twins[] = {{"fifo", "fifo"},
                                {"shortest_remaining", "srtf"},
                                {"feedback_queues", "mlfq", {{"levels", "2"}}, false},
                                {"feedback_queues", "mlfq", {}, false}};
    for (const PolicyTwin& twin : twins)
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            Sheet jobs = random_sheet(seed, 8, 12, 9);
            Random random(seed, 3);
            if (twin.does_io) mix(jobs, random, [](Job&) {});
            const auto cores = static_cast<std::uint32_t>(1 + seed % 3);
            const Duration quantum = (1 + seed % 4) * 1s;
            const auto ours = trace_of(jobs, plan_of(twin.policy, cores, quantum, twin.knobs));
            const auto theirs = trace_of(jobs, written_plan(example(twin.example), cores, quantum, twin.knobs));
            ASSERT_EQ(turns_in(*theirs), turns_in(*ours)) << twin.example << ", seed " << seed << ": " << text_of(jobs);
        }
}

TEST(ExamplesOfPolicies, serve_whoever_was_served_least) {
    const std::string text = example("least_served");
    const std::vector<Met> met = run_sheet(sheet("0:3 0:1 2:2"), written_plan(text, 1, 1s));
    EXPECT_EQ(met[0].finish, 6) << "job 1, job 2, job 3, then in turns: 1 3 1";
    EXPECT_EQ(met[1].finish, 2);
    EXPECT_EQ(met[2].finish, 5);
    EXPECT_EQ(met[2].response(), 0);
}

TEST(PolicyInLua, draws_from_the_seed_of_the_run) {
    const std::string text = R"(policy = {}
function policy.pick(ready, core, now)
  local it = ready[random(#ready)]
  return it, "is drawn by " .. random(1, 1) .. (random() < 1 and "" or "!")
end)";
    const auto turns = [&text](std::uint64_t seed) {
        RunPlan plan = written_plan(text, 1, 1s);
        plan.seed = seed;
        return turns_in(*trace_of(random_sheet(2, 12, 3, 9), plan));
    };
    EXPECT_EQ(turns(1), turns(1));
    EXPECT_NE(turns(1), turns(2));
}

TEST(PolicyInLua, hears_a_tick_as_often_as_it_wants_and_chooses_anew) {
    const std::string text = R"(policy = { tick_every = 3, looks_at = "turn" }
local turn = 0
function policy.arrives(task, now) task.turn = task.number end
function policy.tick(now) turn = turn + 1 end
function policy.pick(ready, core, now)
  for _, task in ipairs(ready) do if task.number % 2 == turn % 2 then return task end end
  return ready[1]
end)";
    const std::vector<Met> met = run_sheet(sheet("0:5 0:5"), written_plan(text, 1, 1s));
    EXPECT_EQ(met[1].first_run, 0) << "job 2 until 3, job 1 until 6, job 2 until 8, job 1 until 10";
    EXPECT_EQ(met[0].first_run, 3);
    EXPECT_EQ(met[1].finish, 8);
    EXPECT_EQ(met[0].finish, 10);
    const auto silent = load_policy(
        "policy = {}\nfunction policy.pick(ready) return ready[1] end\n"
        "function policy.tick() end\n");
    ASSERT_FALSE(silent.ok());
    EXPECT_NE(silent.error().sentence().find("mine.lua:1: policy.tick is called every policy.tick_every seconds"),
              std::string::npos)
        << silent.error().sentence();
}

TEST(PolicyInLua, stands_still_in_no_run_and_comes_to_the_same_each_time) {
    for (const std::string name : {"fifo", "shortest_remaining", "feedback_queues", "least_served"}) {
        const Sheet jobs = random_sheet(5, 12, 9, 9);
        const RunPlan plan = written_plan(example(name), 2, 1s);
        EXPECT_EQ(turns_in(*trace_of(jobs, plan)), turns_in(*trace_of(jobs, plan)));
        for (const Met& met : run_sheet(jobs, plan)) EXPECT_LT(met.finish, 1e6) << name;
    }
}

// ---- What a policy sees.

/// Prints into an error what pick has before it.
std::string seen(const std::string& expression) {
    const auto policy =
        load_policy("policy = {}\nfunction policy.pick(ready, core, now)\n  local task = ready[1]\n  error(" +
                    expression + ", 0)\nend");
    TaskView task;
    task.id = TaskId{3};
    task.given.burst = 5s;
    task.given.priority = 7;
    task.given.deadline = 20s;
    task.arrival = Time(2s);
    task.ready_since = Time(4s);
    task.used = 1500ms;
    (*policy)->meet(task.id, "job 3");
    EXPECT_TRUE((*policy)->see(task).ok());
    return (*policy)->pick({task.id}, CoreId{1}, Time(6s)).error().sentence();
}

TEST(PolicyInLua, sees_of_a_task_what_those_of_the_list_see) {
    EXPECT_EQ(seen("task.name .. ' ' .. task.number"), "mine.lua:4: job 3 3");
    EXPECT_EQ(seen("task.arrival .. ' ' .. task.ready_since .. ' ' .. task.used"), "mine.lua:4: 2.0 4.0 1.5");
    EXPECT_EQ(seen("task.burst .. ' ' .. task.remaining"), "mine.lua:4: 5.0 3.5");
    EXPECT_EQ(seen("task.priority .. ' ' .. task.nice .. ' ' .. task.tickets"), "mine.lua:4: 7 0 100");
    EXPECT_EQ(seen("task.deadline .. ' ' .. task.period"), "mine.lua:4: 22.0 inf");
    EXPECT_EQ(seen("tostring(task.last_core) .. ' ' .. core .. ' ' .. now"), "mine.lua:4: nil 2 6.0");
}

TEST(PolicyInLua, hears_what_becomes_of_tasks_in_the_order_in_which_it_happens) {
    const std::string text = R"(
policy = {}
local heard = ""
for _, news in ipairs({ "arrives", "wakes", "blocks", "quantum_ends", "ends" }) do
  policy[news] = function(task, now) heard = heard .. news .. task.number .. "@" .. now .. " " end
end
function policy.pick(ready, core, now)
  if now >= 5 then error(heard, 0) end
  return ready[1]
end)";
    const auto story = loaded(R"(
function one() compute(3) end
function two() compute(1) sleep(3) compute(1) end
function main() spawn(one) spawn(two) end)");
    StreamHeader stream;
    RunPlan plan = written_plan(text, 1, 2s);
    const auto trace = std::make_unique<Trace>(header_of(story->description(), plan));
    IntoTrace source(*trace);
    Recorder recorder(stream, source, nullptr);
    const std::atomic<std::uint32_t> stop{0};
    Simulated executor(*story, plan, std::move(*try_policy_of(plan)), recorder, stop);
    executor.run();
    ASSERT_NE(executor.failure_of_policy(), nullptr);
    EXPECT_EQ(executor.failure_of_policy()->sentence(),
              "mine.lua:8: arrives0@0.0 arrives1@0.0 arrives2@0.0 ends0@0.0 quantum_ends1@2.0 blocks2@3.0 ends1@4.0 "
              "wakes2@6.0 ");
}

// ---- What is wrong with one.

/// The error of a policy with this body of pick, over tasks 1 and 2, of which only the first is ready.
std::string error_of(const std::string& body) {
    const auto policy = load_policy("policy = {}\nfunction policy.pick(ready, core, now)\n  " + body + "\nend");
    if (!policy) return policy.error().sentence();
    for (const TaskId task : {TaskId{1}, TaskId{2}}) {
        TaskView view;
        view.id = task;
        (*policy)->meet(task, "job " + std::to_string(index_of(task)));
        EXPECT_TRUE((*policy)->see(view).ok());
        const Result<void> heard = (*policy)->hear(TaskNews::arrives, task, Time{});
        if (!heard) return heard.error().sentence();
    }
    const Result<Picked> picked = (*policy)->pick({TaskId{1}}, CoreId{0}, Time{});
    return picked ? "" : picked.error().sentence();
}

TEST(PolicyInLua, that_is_wrong_is_told_at_its_line) {
    const std::pair<std::string, std::string> wrong[] = {
        {"", "mine.lua:2: pick gave back nobody, and 1 task is ready; return one of `ready`, as in return ready[1]"},
        {"return ready[2]", "mine.lua:2: pick gave back nobody"},
        {"return 7", "mine.lua:2: pick gave back a number, and not a task"},
        {"return {}", "mine.lua:2: pick gave back a table, and not a task"},
        {"return other end local o function policy.arrives(task) other = task",
         "mine.lua:2: pick gave back job 2, which is not ready; return one of `ready`"},
        {"return ready[1], {}", "mine.lua:2: pick gave back a table beside the task; that may be a sentence"},
        {"return ready[1].remainder < 3 and ready[1]", "mine.lua:3: attempt to compare nil with number"},
        {"while true do end",
         "mine.lua:3: 10 million instructions ran in one call of the policy: give the loop an end"},
        {"local t = {} while true do t[#t + 1] = ('x'):rep(1000) .. #t end",
         "mine.lua:3: the story needs more than the 64 MB that it may have"},
        {"return policy.pick(ready) .. ''", "mine.lua:3: functions call each other too deep"},
        {"compute(1)", "mine.lua:3: compute in a policy: only a task can do this; a policy says who goes next"},
        {"print(1)", "mine.lua:3: print in a policy"},
        {"error('so not')", "mine.lua:3: so not"},
        {"return reday[1]", "mine.lua:3: attempt to index a nil value (global 'reday')"},
        {"return last(ready)", "mine.lua:3: there is no last"},
    };
    for (const auto& [body, told] : wrong) {
        const std::string error = error_of(body);
        EXPECT_EQ(error.substr(0, told.size()), told) << body;
        EXPECT_LT(error.size(), 300U);
    }
}

TEST(PolicyInLua, without_what_it_needs_is_refused) {
    const auto refused = [](const std::string& text) {
        const auto policy = load_policy(text);
        return policy ? "" : policy.error().sentence();
    };
    EXPECT_EQ(refused("x = 1"),
              "mine.lua:1: there is no policy in this file; write policy = {}, and then function "
              "policy.pick(ready, core, now) … end");
    EXPECT_EQ(refused("\npolicy = {}"),
              "mine.lua:2: the policy has no function pick; write function "
              "policy.pick(ready, core, now) … end");
    EXPECT_EQ(refused("policy = { pick = 7 }"), "mine.lua:1: policy.pick is a function, not a number");
    EXPECT_EQ(refused("policy = { looks_at = 7, pick = function(r) return r[1] end }").substr(0, 48),
              "mine.lua:1: policy.looks_at is the name of a fie");
    EXPECT_EQ(refused("policy = { pick = function(r) return r[1] end }\nfunction policy.block(task) end").substr(0, 70),
              "mine.lua:1: policy.block is called by nobody: did you mean blocks? A p");
    EXPECT_EQ(refused("policy = { pick = function(r return r[1] end }").substr(0, 12), "mine.lua:1: ");
}

TEST(PolicyInLua, keeps_what_it_writes_into_tasks_and_globals) {
    EXPECT_EQ(error_of("error(ready[1].level .. ' ' .. seen, 0) end seen = 0 function policy.arrives(task) "
                       "seen = seen + 1 task.level = 4"),
              "mine.lua:3: 4 2");
}

TEST(PolicyInLua, of_a_story_is_its_own_and_the_default) {
    const std::string text =
        "knobs = { last = knob('yes', { choices = { 'yes', 'no' } }) }\npolicy = { looks_at = 'number' }\n"
        "function policy.pick(ready) return knob.last == 'yes' and ready[#ready] or ready[1], 'stands last' end\n"
        "function job(n) compute(n) end\nfunction main() for n = 1, 3 do spawn(job, n) end end";
    const auto story = loaded(text);
    EXPECT_TRUE(story->description().has_own_policy);
    EXPECT_EQ(story->description().default_policy, "own");
    EXPECT_EQ(settle(Settings{}, story->description(), 1)->policy, "own");
    Settings settings;
    settings.policy = "own";
    const Result<RunPlan> plan = settle(settings, loaded("function main() end")->description(), 1);
    EXPECT_NE(plan.error().sentence().find("has no policy of its own; write function policy.pick"), std::string::npos);
    EXPECT_TRUE(load_policy(text, {{"last", "no"}}).ok());
}

}  // namespace
}  // namespace simul::testing
