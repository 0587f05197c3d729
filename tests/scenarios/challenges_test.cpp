// Every challenge of the shelf can be met, in as few clicks as it says and no fewer; what is to be mended is broken as
// it stands, can be mended, and cannot be mended by leaving the work undone.
#ifdef SIMUL_LUA

#include <gtest/gtest.h>

#include <deque>
#include <fstream>
#include <set>
#include <sstream>

#include "engine/analysis/challenges.h"
#include "engine/analysis/decisions.h"
#include "engine/run/conductors/by_function.h"
#include "engine/run/simulated/in_place.h"
#include "engine/scenario/lua/lua_scenario.h"
#include "scenarios/catalogue.h"
#include "tests/support/rehearsed_story.h"

namespace simul::testing {
namespace {

std::unique_ptr<Story> loaded(const Scenario& scenario, const Challenge& challenge) {
    auto story = scenario.load(challenge.knobs, 1);
    EXPECT_TRUE(story.ok()) << story.error().sentence();
    return std::move(story.value());
}

RunPlan plan_of_challenge(const Challenge& challenge, const Story& story) {
    Settings settings;
    settings.model = challenge.model;
    settings.knobs = challenge.knobs;
    RunPlan plan = settle(settings, story.description(), 4).value();
    become_conducted(plan);
    return plan;
}

/// Tries all decisions, those that cost fewer clicks first.
class FewestClicks {
  public:
    FewestClicks(Story& story, const RunPlan& plan, const Goal& goal) : rehearsal_(story, plan), goal_(goal) {}

    std::optional<std::size_t> find(std::size_t most) {
        ways_.push_back({});
        while (!ways_.empty()) {
            const Way way = ways_.front();
            ways_.pop_front();
            if (way.clicks > most) continue;
            if (way.is_met) return way.clicks;
            if (look_at(way)) go_on_from(way);
        }
        return std::nullopt;
    }

  private:
    struct Way {
        std::vector<TaskId> choices;
        std::size_t clicks = 0;
        bool is_met = false;
    };

    /// Notes the tasks that could continue. False: the state is known already.
    bool look_at(const Way& way) {
        enabled_.clear();
        bool is_new = false;
        ByFunction conductor([&](const Decision& decision) -> std::optional<std::size_t> {
            if (decision.step < way.choices.size()) return place_of(way.choices[decision.step], decision);
            const StateHash state = decision.standing.state();
            is_new = known_.insert({state.first, state.second}).second;
            enabled_.assign(decision.enabled.begin(), decision.enabled.end());
            return std::nullopt;
        });
        rehearsal_.run(conductor);
        return is_new;
    }

    void go_on_from(const Way& way) {
        for (const TaskId task : enabled_) {
            Way next = way;
            next.choices.push_back(task);
            next.clicks += is_click(enabled_.size());
            next.is_met = is_met_after(next.choices);
            if (next.clicks == way.clicks)
                ways_.push_front(std::move(next));
            else
                ways_.push_back(std::move(next));
        }
    }

    bool is_met_after(const std::vector<TaskId>& choices) {
        ByFunction conductor([&](const Decision& decision) -> std::optional<std::size_t> {
            if (decision.step == choices.size()) return std::nullopt;
            return place_of(choices[decision.step], decision);
        });
        const std::unique_ptr<Trace> trace = rehearsal_.record(conductor);
        return holds_at_end(goal_)(*trace);
    }

    static std::size_t place_of(TaskId task, const Decision& decision) {
        return static_cast<std::size_t>(std::find(decision.enabled.begin(), decision.enabled.end(), task) -
                                        decision.enabled.begin());
    }

    Rehearsal rehearsal_;
    const Goal& goal_;
    std::deque<Way> ways_;
    std::vector<TaskId> enabled_;
    std::set<std::pair<std::uint64_t, std::uint64_t>> known_;
};

/// Each look makes a trace, which takes forty times as long where every address is watched. Other builds look at all.
#ifdef __SANITIZE_ADDRESS__
constexpr bool kAddressesAreWatched = true;
#else
constexpr bool kAddressesAreWatched = false;
#endif
constexpr std::size_t kMostClicksWatched = 6;

TEST(Challenges, take_as_many_clicks_as_they_say_and_no_fewer) {
    std::size_t count = 0;
    for (const CatalogueEntry& entry : catalogue()) {
        const auto scenario = find_scenario(std::string(entry.name));
        const auto told = scenario.value()->load({}, 1);
        for (const Challenge& challenge : told.value()->description().challenges) {
            SCOPED_TRACE(std::string(entry.name) + ": " + challenge.title);
            EXPECT_GE(challenge.hints.size(), 3u);
            EXPECT_FALSE(challenge.text.empty() || challenge.praise.empty());
            if (challenge.mend || !challenge.turn.empty()) continue;
            ++count;
            ASSERT_TRUE(challenge.clicks);
            const auto story = loaded(**scenario, challenge);
            const auto clicks = static_cast<std::size_t>(*challenge.clicks);
            if (kAddressesAreWatched && clicks > kMostClicksWatched) continue;
            EXPECT_EQ(FewestClicks(*story, plan_of_challenge(challenge, *story), challenge.goal).find(clicks), clicks);
        }
    }
    EXPECT_GE(count, 3u);
}

// ---- Turning settings.

/// What meets the challenge of a story; nothing else than that is turned.
struct Turning {
    const char* name;
    KnobSettings knobs;
    KnobSettings parameters;
    std::optional<Duration> quantum;
};

const Turning kTurnings[] = {
    {"job_sheet", {{"jobs", "0:10 0:4 4:4 8:4 12:4 16:4"}}, {}, {}},
    {"convoy_effect", {}, {}, 1s},
    {"the_quantum", {}, {}, 3s},
    {"feedback_queues", {}, {{"io", "renew"}}, {}},
    {"fair_shares", {{"gold_tickets", "800"}, {"silver_tickets", "180"}, {"bronze_tickets", "20"}}, {}, {}},
    {"deadlines", {{"radar", "6"}, {"radar_period", "12"}}, {}, {}},
    {"many_queues", {}, {{"warm_up", "8"}}, {}},
    {"what_happens_when_a_program_starts", {{"loads", "at need"}}, {}, {}},
    {"map_and_reduce", {{"patience", "5"}}, {}, {}},
    {"the_graphics_card_helps", {{"bandwidth", "40000"}}, {}, {}},
    {"consensus", {{"from", "0.2"}}, {}, {}},
};

bool is_met_by(const Scenario& scenario, const Challenge& challenge, const Turning& turning) {
    KnobSettings knobs = challenge.knobs;
    for (const auto& turned : turning.knobs) {
        EXPECT_NE(std::find(challenge.turn.begin(), challenge.turn.end(), turned.first), challenge.turn.end());
        std::erase_if(knobs, [&](const auto& knob) { return knob.first == turned.first; });
        knobs.push_back(turned);
    }
    const auto story = scenario.load(knobs, 1);
    EXPECT_TRUE(story.ok()) << story.error().sentence();
    Settings settings;
    settings.model = challenge.model;
    settings.knobs = knobs;
    settings.cores = challenge.cores;
    settings.policy = challenge.policy;
    settings.quantum = turning.quantum ? turning.quantum : challenge.quantum;
    settings.policy_knobs = turning.parameters;
    const Result<RunPlan> plan = settle(settings, story.value()->description(), 4);
    EXPECT_TRUE(plan.ok()) << plan.error().sentence();
    return holds_at_end(challenge.goal)(*simulate_in_place(*story.value(), *plan));
}

TEST(Challenges, that_turn_settings_are_not_met_from_the_start_and_can_be) {
    std::size_t count = 0;
    for (const CatalogueEntry& entry : catalogue()) {
        const auto scenario = find_scenario(std::string(entry.name));
        const auto told = scenario.value()->load({}, 1);
        for (const Challenge& challenge : told.value()->description().challenges) {
            if (challenge.turn.empty()) continue;
            SCOPED_TRACE(std::string(entry.name) + ": " + challenge.title);
            const auto turning = std::find_if(std::begin(kTurnings), std::end(kTurnings),
                                              [&](const Turning& each) { return each.name == entry.name; });
            ASSERT_NE(turning, std::end(kTurnings)) << "say here how it is met";
            ++count;
            EXPECT_FALSE(is_met_by(**scenario, challenge, {turning->name, {}, {}, {}})) << "from the start";
            EXPECT_TRUE(is_met_by(**scenario, challenge, *turning));
        }
    }
    EXPECT_EQ(count, std::size(kTurnings));
}

/// Near misses: what the hints and praises say of them.
TEST(Challenges, that_turn_settings_are_not_met_by_what_falls_short) {
    const Turning kShort[] = {
        {"job_sheet", {{"jobs", "0:30"}}, {}, {}},
        {"job_sheet", {{"jobs", "0:10 0:3 3:3 6:3 9:3 12:3"}}, {}, {}},
        {"convoy_effect", {}, {}, 500ms},
        {"convoy_effect", {}, {}, 2s},
        {"the_quantum", {}, {}, 4s},
        {"the_quantum", {}, {}, 6s},
        {"feedback_queues", {}, {{"boost", "5"}}, {}},
        {"fair_shares", {{"gold_tickets", "800"}, {"silver_tickets", "150"}, {"bronze_tickets", "50"}}, {}, {}},
        {"deadlines", {{"radar", "7.5"}}, {}, {}},
        {"many_queues", {}, {{"stealing", "no"}, {"warm_up", "8"}}, {}},
        {"many_queues", {}, {{"warm_up", "7"}}, {}},
    };
    for (const Turning& each : kShort) {
        const auto scenario = find_scenario(each.name);
        const auto told = scenario.value()->load({}, 1);
        for (const Challenge& challenge : told.value()->description().challenges)
            if (!challenge.turn.empty()) {
                EXPECT_FALSE(is_met_by(**scenario, challenge, each)) << each.name;
            }
    }
}

// ---- Mending, by changing the file.

std::string text_of_story(const std::string& name) {
    std::ifstream file(SIMUL_SOURCE_DIR "/scenarios/" + name + ".lua");
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

struct Change {
    std::string from, to;
};

/// What is said of the file after the changes.
Judgement judgement_on(const std::string& name, const std::vector<Change>& changes) {
    std::string text = text_of_story(name);
    for (const Change& change : changes) {
        const std::size_t place = text.find(change.from);
        EXPECT_NE(place, std::string::npos) << change.from;
        text.replace(place, change.from.size(), change.to);
    }
    const auto scenario = lua_scenario(name, name + ".lua", text);
    auto told = scenario->load({}, 1);
    EXPECT_TRUE(told.ok()) << told.error().sentence();
    for (const Challenge& challenge : told.value()->description().challenges) {
        if (!challenge.mend) continue;
        const auto story = loaded(*scenario, challenge);
        RehearsedStory rehearsed(*story, plan_of_challenge(challenge, *story));
        return judge_mend(challenge.goal, explore(rehearsed, {}, holds_at_end(challenge.goal)));
    }
    ADD_FAILURE() << "nothing to mend";
    return {};
}

struct Row {
    const char* name;
    std::vector<Change> mended;
    std::vector<Change> idle;
};

const Row kRows[] = {
    {"lost_update",
     {{"    else\n      add_one()", "    else\n      guard:lock()  add_one()  guard:unlock()"}},
     {{"for i = 1, knob.tasks do adders[i] = spawn(add) end", "counter.value = 2"}}},
    {"dining_philosophers",
     {{"if knob.cure == \"ordered\" and right < left", "if right < left"}},
     {{"    take_forks(forks[left], forks[right])\n",
       "    if not forks[left]:try_lock() then break end\n"
       "    if not forks[right]:try_lock() then forks[left]:unlock() break end\n"}}},
    {"two_accounts",
     {{"if knob.order == \"by number\" then", "if true then"}},
     {{"  sleep(knob.looking)\n  account[second]:lock()\n",
       "  if not account[second]:try_lock() then account[first]:unlock() return end\n"}}},
    {"check_then_act",
     {{"got = check_then_act()", "office:lock() got = check_then_act() office:unlock()"}},
     {{"if free.value == 0 then", "if free.value <= 1 then"}}},
    {"wait_under_if",
     {{"elseif loaves.value == 0 then\n      baked:wait(door)",
       "else while loaves.value == 0 do baked:wait(door) end"}},
     {{"  take()\n  door:unlock()", "  door:unlock()"}}},
    {"homemade_locks",
     {{"while taken.value do look_again() end\n  taken.value = true",
       "while not taken:compare_exchange(false, true) do look_again() end"}},
     {{"for time = 1, knob.visits do", "for time = 2, knob.visits do"}}},
    {"livelock",
     {{"else may_go = give_way(me, other) end", "else may_go = in_turn(me, other) end"}},
     {{"else may_go = give_way(me, other) end", "else may_go = false end"}, {"through.value == 2", "true"}}},
    {"meeting_point",
     {{"elseif knob.built == \"one gate\" then", "elseif false then"}},
     {{"for number = 1, knob.huts do", "for number = 2, knob.huts do"}, {"number * knob.hikers", "knob.hikers"}}},
    {"sleeping_barber",
     {{"  if inside.value > 0 then return end\n", ""},
      {"  bell:wait(room)\n", "  while inside.value == 0 do bell:wait(room) end\n"}},
     {{"while served.value + away.value < knob.customers do", "while false do"}, {"  finished:acquire()\n", ""}}},
    {"cancel_and_clean_up",
     {{"    print_pages()\n    printer:unlock()",
       "    local fine, why = pcall(print_pages)\n    printer:unlock()\n    if not fine then error(why, 0) end"}},
     {{"  printer:lock()                               -- for the next job\n",
       "  if not printer:try_lock() then return end\n"}}},
    {"thread_pool_inside",
     {{"hand_over(queue, number, job)", "do_part(job)"}},
     {{"hand_over(queue, number, job)", "do_part(job)"}, {"  mark(\"all_done\")\n", ""}}},
    {"a_worker_dies",
     {{"if number == knob.bad and knob.opens == \"looks first\" then", "if number == knob.bad then"}},
     {{"for number = 1, knob.photos do", "for number = 1, 0 do"}}},
    {"blocking_and_awaiting",
     {
         {"  if knob.asks == \"await\" then copy_page(await(book))\n  elseif", "  if"},
     },
     {{"for number = 1, knob.readers do readers", "for number = 1, 0 do readers"},
      {"for _ = 1, knob.readers - without do", "for _ = 1, 0 do"}}},
    {"a_process_with_threads",
     {{"return knob.slip == \"pocket\" and pocket.slip or badge:get()", "return badge:get()"}},
     {{"for number = 1, knob.guests do", "for number = 1, 0 do"}}},
    {"copy_files",
     {{"if not fine and knob.program ~= \"careless\" then", "if not fine then"},
      {"if knob.program == \"careful\" then write(\"copy \" .. file, 0) end", "write(\"copy \" .. file, 0)"}},
     {{"for file = first, knob.files, knob.tasks do", "for file = first, 0 do"}}},
    {"bank_rows",
     {{"if knob.how == \"add in one statement\" then", "if true then"}},
     {{"for _ = 1, knob.deposits do", "for _ = 1, 0 do"}}},
    {"double_checked",
     {{"if knob.lamp == \"on too early\" then lamp.value = true end\n", ""},
      {"if knob.lamp == \"on when hot\" then lamp.value = true end", "lamp.value = true"}},
     {{"for number = 1, knob.guests do", "for number = 1, 1 do"}}},
    {"aba",
     {{"if knob.pile == \"stamped\" then", "if true then"}},
     {{"  local first = take(0)\n  local second = take(0)\n  put_back(first)\n",
       "  local second = take(0)\n  put_back(second)\n"}}},
    {"callbacks_and_promises",
     {{"if knob.style == \"callbacks\" or not step:exception()", "if not step:exception()"}},
     {{"if knob.style == \"callbacks\" or not step:exception()", "if not step:exception()"},
      {"  mark(\"main_knows\")\n", ""}}},
    {"a_full_pipe",
     {{"if knob.main == \"joins first\" then join(worker) mark(\"child_ended\") end\n", ""},
      {"if knob.main == \"reads first\" then join(worker)", "if true then join(worker)"}},
     {{"for number = 1, knob.results do", "for number = 1, 0 do"}}},
    {"lost_wakeup",
     {{"return knob.signal == \"condition and a flag\"", "return true"}},
     {{"  if not remembers() then start:wait(line) end\n", ""}, {"  ran:add(1)\n", ""}}},
    {"fizz_buzz",
     {{"if knob.wake == \"all\" then changed:notify_all() else changed:notify() end", "changed:notify_all()"},
      {"if knob.wake == \"one\" then changed:notify() end", "changed:notify_all()"}},
     {{"while current.value <= knob.upto do", "while false do"}}},
    {"saga",
     {{"return knob.undoes == \"yes\" and undo(trip, begun) or \"given up\"", "return undo(trip, begun)"}},
     {{"for trip = 1, knob.trips do\n    local how", "for trip = 1, 0 do\n    local how"}}},
    {"crawler",
     {{"if fine or knob.place == \"given back\" then places:release() end", "places:release()"}},
     {{"if fine or knob.place == \"given back\" then places:release() end", "places:release()"},
      {"for link = 2 * page, 2 * page + 1 do", "for link = 1, 0 do"}}},
};

TEST(Challenges, to_mend_are_broken_as_they_stand_and_show_an_order) {
    for (const Row& row : kRows) {
        const Judgement judgement = judgement_on(row.name, {});
        EXPECT_EQ(judgement.verdict, Verdict::broken) << row.name << ": " << judgement.sentence;
        EXPECT_FALSE(judgement.counterexample.choices.empty()) << row.name;
    }
}

TEST(Challenges, to_mend_are_met_by_a_file_that_is_right_in_every_order) {
    for (const Row& row : kRows) {
        const Judgement judgement = judgement_on(row.name, row.mended);
        EXPECT_EQ(judgement.verdict, Verdict::mended) << row.name << ": " << judgement.sentence;
    }
}

TEST(Challenges, to_mend_are_not_met_by_leaving_the_work_undone) {
    for (const Row& row : kRows) {
        const Judgement judgement = judgement_on(row.name, row.idle);
        EXPECT_EQ(judgement.verdict, Verdict::idle) << row.name << ": " << judgement.sentence;
        EXPECT_FALSE(judgement.sentence.empty());
    }
}

}  // namespace
}  // namespace simul::testing

#endif
