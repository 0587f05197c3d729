// What each story of the shelf shows, in a few lines, on every model that it names and on both clocks; and what holds
// of any run, whatever the story.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "engine/devices/libraries.h"
#include "engine/run/conducted/rehearsal.h"
#include "engine/run/conductors/by_seed.h"
#include "engine/run/run.h"
#include "engine/run/simulated/in_place.h"
#include "scenarios/catalogue.h"
#include "tests/scenarios/any_run.h"
#include "tests/scenarios/asynchronous_truths.h"
#include "tests/scenarios/cluster_truths.h"
#include "tests/scenarios/coordination_truths.h"
#include "tests/scenarios/input_output_truths.h"
#include "tests/scenarios/process_truths.h"
#include "tests/scenarios/told_run.h"
#include "tests/support/busy_computer.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

// ---- the truths

void games_end(const Told& told) {
    EXPECT_TRUE(told.finished());
    EXPECT_EQ(told.mark("master_done").count, told.count("opponents"));
    EXPECT_EQ(told.mark("hall_empty").count, told.count("opponents"));
    if (told.exact()) {
        EXPECT_EQ(told.marked_at("hall_empty"), told.on({Model::sequential}) ? 360 : 130);
    }
}

void everybody_is_served(const Told& told) {
    EXPECT_TRUE(told.finished());
    EXPECT_EQ(told.measure("wait").n, 2 * told.count("customers"));
    const double mean = told.on({Model::sequential, Model::event_loop}) ? 210
                        : told.on({Model::threads_gil})                 ? 180  // both queues advance in turns of 5 ms
                                                                        : 90;
    if (told.exact()) {
        EXPECT_NEAR(told.measure("wait").mean(), mean, 0.01);
    }
}

/// Only in the event loop does it depend on a heavy tab's manners whether the others are drawn in time.
void only_a_loop_can_be_kept(const Told& told) {
    EXPECT_TRUE(told.finished());
    EXPECT_EQ(told.measure("late").n, told.count("tabs") * told.count("frames"));
    EXPECT_EQ(told.mark("script_done").count, 1u);
    const std::string manners = told.knob("manners");
    const bool keeps = told.on({Model::event_loop}) && (manners == "none" || manners == "blocking_sleep");
    if (keeps) {
        EXPECT_TRUE(told.has_found(FindingKind::loop_blocked));
    }
    if (!told.exact()) return;
    EXPECT_EQ(told.has_found(FindingKind::loop_blocked), keeps);
    const bool cooperative = told.on({Model::event_loop});
    const bool lock = told.on({Model::threads_gil}) && manners != "sleep" && manners != "blocking_sleep";
    if (keeps) {
        EXPECT_NEAR(told.measure("late").max, 1.92, kTiny);
    }
    if (cooperative && !keeps) {
        EXPECT_NEAR(told.measure("late").max, manners == "yield" ? 0.08 : 0.04, kTiny);
    }
    if (lock) {
        EXPECT_LE(told.measure("late").max, 0.0151);
    }
    if (!cooperative && !told.on({Model::threads_gil})) {
        EXPECT_NEAR(told.measure("late").max, 0, kTiny);
    }
}

void cores_help_who_uses_them(const Told& told) {
    EXPECT_TRUE(told.finished());
    EXPECT_EQ(told.mark("first_done").count, 1u);
    EXPECT_EQ(told.mark("last_done").count, told.count("tasks"));
    EXPECT_GE(told.variable("winner"), 1);
    EXPECT_LE(told.variable("winner"), static_cast<std::int64_t>(told.count("tasks")));
    if (!told.exact()) return;
    const bool one_at_a_time = told.on({Model::sequential, Model::event_loop, Model::threads_gil});
    EXPECT_EQ(told.marked_at("last_done"), one_at_a_time ? 1.6 : 0.4);
    EXPECT_EQ(told.marked_at("first_done"), told.on({Model::threads_gil}) ? 1.585 : 0.4);
}

void native_work_ends_the_queue_for_the_lock(const Told& told) {
    EXPECT_TRUE(told.finished());
    EXPECT_EQ(told.measure("late").n, told.count("requests"));
    EXPECT_EQ(told.mark("calculated").count, told.count("hogs"));
    if (!told.exact()) return;
    const bool locked = told.on({Model::threads_gil}) && told.knob("native") == "no";
    const bool one_core = told.on({Model::event_loop, Model::sequential});
    if (!one_core) {
        EXPECT_NEAR(told.measure("late").max, locked ? 0.005 : 0, kTiny);
    }
    if (told.on({Model::event_loop})) {
        EXPECT_NEAR(told.measure("late").max, 0.39, kTiny);
    }
    EXPECT_EQ(told.marked_at("calculated"), told.on({Model::sequential}) ? 0.6 : one_core || locked ? 0.4 : 0.2);
}

void processes_have_copies(const Told& told) {
    EXPECT_TRUE(told.finished());
    const bool forked = told.on({Model::processes}) && told.knob("starts") == "fork";
    const std::string task = forked                                             ? "13"  // a copy of what main had
                             : told.on({Model::processes, Model::process_pool}) ? "3"   // what the file begins with
                                                                                : "16";
    const std::string main = told.on({Model::processes, Model::process_pool}) ? "10" : "16";
    Lines expected = {"task 1 sees mine = " + task + ", ours = 16", "task 2 sees mine = " + task + ", ours = 16",
                      "main sees mine = " + main + ", ours = 16", "main was told " + task};
    Lines lines = told.lines();
    if (lines.size() >= 2) std::sort(lines.begin(), lines.begin() + 2);
    EXPECT_EQ(lines, expected);
    EXPECT_EQ(told.variable("mine"), std::stoll(main));
    EXPECT_EQ(told.variable("ours"), 16);
}

void answers_come_in_order(const Told& told) {
    EXPECT_TRUE(told.finished());
    Lines expected;
    for (std::size_t i = 1; i <= told.count("questions"); ++i) {
        const std::string number = std::to_string(i);
        expected.push_back(number + " times " + number + " is " + std::to_string(i * i));
    }
    EXPECT_EQ(told.lines(), expected);
    if (told.exact()) {
        EXPECT_EQ(told.marked_at("answered"), 0.6);
    }
}

void the_order_does_not_depend_on_the_start(const Told& told) {
    Lines expected;
    for (std::size_t i = 0; i < told.count("rounds"); ++i)
        expected.insert(expected.end(), {"first", "second", "third"});
    const bool stands_still =
        told.on({Model::sequential}) && (told.knob("start") != "forwards" || told.count("rounds") > 1);
    if (stands_still) {
        EXPECT_EQ(told.figures.outcome, Outcome::deadlock);
        EXPECT_TRUE(told.has_found(FindingKind::deadlock));
        return;
    }
    EXPECT_TRUE(told.finished());
    EXPECT_EQ(told.lines(), expected);
}

/// Never more items inside than there are places, and what is taken was put there before.
void the_shelf_has_so_many_places(const Told& told) {
    EXPECT_TRUE(told.finished());
    EXPECT_EQ(told.mark("used_up").count, told.count("producers") * told.count("items"));
    if (told.exact() && told.count("consumers") == 1) {
        EXPECT_EQ(told.marked_at("used_up"), 17);
    }
    const auto places = static_cast<std::int64_t>(told.count("places"));
    std::set<std::string> received;
    for (std::size_t i = 0; i < told.trace.size(); ++i) {
        const TraceEvent& event = told.trace[i];
        if (event.phase != Phase::done || event.resource == kNoResource) continue;
        const std::string& name = told.trace.header().resources[index_of(event.resource)].name;
        const bool counts = event.kind == EventKind::send || event.kind == EventKind::receive ||
                            (event.kind == EventKind::store && name == "inside");
        if (counts) {
            EXPECT_TRUE(event.value >= 0 && event.value <= places) << name << " holds " << event.value;
        }
        if (event.kind == EventKind::receive) {
            EXPECT_TRUE(received.insert(std::string(told.trace.text_of(i))).second);
        }
    }
    if (told.knob("buffer") == "channel") {
        EXPECT_EQ(received.size(), told.mark("used_up").count);
    }
}

void a_future_keeps_what_it_is_asked_for(const Told& told) {
    EXPECT_TRUE(told.finished());
    EXPECT_TRUE(told.findings.empty()) << told.findings.front().text;
    const bool sequential = told.on({Model::sequential});
    Lines lines = told.lines();
    const std::string bell = "the bell rings: apple cake after 3 s";
    if (sequential) {
        EXPECT_EQ(lines.empty() ? "" : lines.front(), bell);
    }
    EXPECT_EQ(std::count(lines.begin(), lines.end(), bell), 1);
    lines.erase(std::remove(lines.begin(), lines.end(), bell), lines.end());
    const Lines expected = {std::string("done already: ") + (sequential ? "true" : "false"),
                            std::string("cancelled: ") + (sequential ? "false" : "true"),
                            std::string("within a second: ") + (sequential ? "apple cake after 3 s" : "timeout"),
                            "await gives apple cake after 3 s",
                            "done now: true, result gives apple cake after 3 s",
                            std::string("cancelled, asked later: ") + (sequential ? "false" : "true"),
                            "the order: two cakes; paid: false",
                            "awaited: tart after 0 s",
                            "await raised: true"};
    ASSERT_EQ(lines.size(), expected.size() + 1);
    EXPECT_TRUE(std::equal(expected.begin(), expected.end(), lines.begin())) << lines[0] << lines[1];
    EXPECT_EQ(lines.back(), "exception gives it is burnt");
}

/// In free simulated runs nobody comes between a load and a store, as they take no time.
void updates_are_lost_only_in_parallel(const Told& told) {
    const auto all = static_cast<std::int64_t>(told.count("tasks") * told.count("times"));
    const bool guarded = told.knob("protect") == "lock" || told.knob("protect") == "atomic";
    const bool safe = told.exact() || guarded || told.on({Model::sequential, Model::event_loop});
    EXPECT_TRUE(told.finished());
    if (safe) {
        EXPECT_EQ(told.variable("counter"), all);
    }
    EXPECT_LE(told.variable("counter"), all);
    EXPECT_EQ(told.has_found(FindingKind::expectation), told.variable("counter") != all);
}

void a_cure_breaks_the_circle(const Told& told) {
    const std::size_t philosophers = told.count("philosophers");
    const bool few_places = is_pool(told.model()) && told.trace.header().workers < philosophers;
    const bool cured = told.knob("cure") != "none" || few_places || told.on({Model::sequential});
    if (told.exact()) {
        EXPECT_EQ(told.finished(), cured);
    }
    if (cured) {
        EXPECT_TRUE(told.finished());
    }
    if (told.finished()) {
        EXPECT_EQ(told.mark("eaten").count, philosophers * told.count("meals"));
        EXPECT_TRUE(told.findings.empty()) << told.findings.front().text;
        return;
    }
    EXPECT_EQ(told.figures.outcome, Outcome::deadlock);
    ASSERT_EQ(told.findings.size(), 1u);
    EXPECT_EQ(told.findings.front().kind, FindingKind::deadlock);
    EXPECT_EQ(told.findings.front().tasks.size(), philosophers);
}

void opposite_orders_of_locks_meet(const Told& told) {
    const bool cured = told.knob("order") == "by number" || told.on({Model::sequential});
    if (told.exact()) {
        EXPECT_EQ(told.finished(), cured);
    }
    if (cured) {
        EXPECT_TRUE(told.finished());
    }
    EXPECT_FALSE(told.has_found(FindingKind::expectation));
    if (told.finished()) {
        EXPECT_EQ(told.mark("moved").count, told.count("transfers"));
        EXPECT_EQ(told.variable("balance[1]"), 110);
        EXPECT_EQ(told.variable("balance[2]"), 90);
        EXPECT_TRUE(told.findings.empty()) << told.findings.front().text;
        return;
    }
    EXPECT_EQ(told.figures.outcome, Outcome::deadlock);
    ASSERT_EQ(told.findings.size(), 1u);
    EXPECT_EQ(told.findings.front().kind, FindingKind::deadlock);
    EXPECT_EQ(told.findings.front().tasks.size(), 2u);
}

/// A long job keeps an event loop, which is told.
void every_job_is_done_and_none_too_soon(const Told& told) {
    EXPECT_TRUE(told.finished());
    for (const Finding& finding : told.findings)
        EXPECT_TRUE(told.on({Model::event_loop}) && finding.kind == FindingKind::loop_blocked) << finding.text;
    EXPECT_EQ(told.measure("turnaround").n, 4u);
    if (told.exact() && told.on({Model::threads, Model::processes})) {
        EXPECT_NEAR(told.measure("turnaround").mean(), 6.5, kTiny);
    }
}

/// So long all tasks together compute, whoever schedules them.
void all_work_is_done(const Told& told) {
    static const std::map<std::string, Duration> kWork = {
        {"convoy_effect", 42s}, {"short_jobs_first", 20s}, {"the_quantum", 18s}, {"feedback_queues", 54'500ms},
        {"fair_shares", 36s},   {"deadlines", 29s},        {"many_queues", 22s}, {"inversion", 15s},
    };
    EXPECT_TRUE(told.finished());
    for (const Finding& finding : told.findings)
        EXPECT_TRUE(told.on({Model::event_loop}) && finding.kind == FindingKind::loop_blocked) << finding.text;
    if (!told.exact()) return;
    Duration work{0};
    for (const TaskFigures& task : told.figures.tasks) work += task.running;
    EXPECT_EQ(work, kWork.at(told.trace.header().scenario));
}

/// Only on an event loop can one task keep the clock of another from ticking, and only if it does not give way.
void a_clock_stops_while_the_loop_is_kept(const Told& told) {
    EXPECT_TRUE(told.finished());
    EXPECT_EQ(told.measure("late").n, told.count("ticks"));
    const std::string report = told.knob("report");
    const bool computes = report == "computes" || report == "computes in pieces";
    const bool keeps = told.on({Model::event_loop}) && (report == "blocks" || report == "computes");
    if (keeps) {
        EXPECT_TRUE(told.has_found(FindingKind::loop_blocked));
        EXPECT_GE(told.measure("late").max, 1.9);
    }
    if (!told.exact()) return;
    EXPECT_EQ(told.has_found(FindingKind::loop_blocked), keeps);
    const double late = keeps                                       ? 2.5
                        : computes && told.on({Model::event_loop})  ? 0.2
                        : computes && told.on({Model::threads_gil}) ? 0.005
                                                                    : 0;
    EXPECT_NEAR(told.measure("late").max, late, kTiny);
    EXPECT_EQ(told.marked_at("reported"), told.on({Model::sequential}) ? 9.5 : 4.5);
}

void waits_add_up_unless_all_are_asked_for_first(const Told& told) {
    EXPECT_TRUE(told.finished());
    EXPECT_EQ(told.lines(), (Lines{"page 1", "page 2", "page 3"}));
    const bool one_computes = told.on({Model::event_loop, Model::threads_gil});
    const bool together = told.knob("asks") == "all first" && !told.on({Model::sequential}) &&
                          (told.knob("fetch") == "waits" || !one_computes);
    if (told.exact()) {
        EXPECT_NEAR(told.marked_at("all_there"), together ? 1 : 3, kTiny);
    }
}

/// A cancel reaches those who have begun on an event loop only.
void who_is_not_waited_for_goes_on_unless_cancelled(const Told& told) {
    EXPECT_TRUE(told.finished());
    const std::string how = told.knob("how");
    const bool cancels = how == "all in time" || (how == "first" && told.knob("rest") == "cancel");
    EXPECT_EQ(told.variable("answers"), cancels && told.on({Model::event_loop}) ? 1 : 3);
    if (!told.exact()) return;
    const double limit = how == "all" ? 6 : how == "first" ? 2 : 3;
    EXPECT_EQ(told.marked_at("main_goes_on"), told.on({Model::sequential}) ? 12 : limit);
}

/// Off the loop a task that has begun cannot be cancelled.
void the_printer_is_free_if_the_job_gives_it_back(const Told& told) {
    const std::string job = told.knob("job");
    const bool on_loop = told.on({Model::event_loop});
    EXPECT_EQ(told.figures.outcome, on_loop && job == "careless" ? Outcome::deadlock : Outcome::finished);
    EXPECT_EQ(told.lines().front(), std::string("cancelled: ") + (on_loop ? "true" : "false"));
    if (!told.exact()) return;
    const bool ends_early = on_loop && (job == "cleans up" || job == "careless");
    EXPECT_EQ(told.variable("printed"), ends_early ? 2 : 5);
    const double over = told.on({Model::sequential}) ? 7.5 : !on_loop ? 5 : job == "goes on" ? 4.5 : 2.5;
    EXPECT_EQ(told.marked_at("main_goes_on"), over);
    if (told.finished()) {
        EXPECT_EQ(told.marked_at("next_job"), on_loop && job == "shielded" ? 5 : over);
    }
}

void a_pool_starves_if_all_workers_wait_for_its_own(const Told& told) {
    const std::string parts = told.knob("parts");
    const bool by_hand = told.knob("pool") == "queue";
    const bool starves = parts == "same pool" && (by_hand || is_pool(told.model()));
    EXPECT_EQ(told.figures.outcome, starves ? Outcome::deadlock : Outcome::finished);
    EXPECT_EQ(told.has_found(FindingKind::starved_pool), starves && !by_hand);
    if (starves) return;
    EXPECT_EQ(told.lines(), (Lines{"6 jobs are done, and the sum is 91"}));
    if (told.exact()) {
        EXPECT_EQ(told.marked_at("all_done"), !by_hand ? 2 : parts == "none" ? 3 : parts == "second pool" ? 7 : 6);
    }
}

/// Main starts one after another; what a job waits for continues meanwhile, but for one after another.
void starts_take_their_time(const Told& told) {
    EXPECT_TRUE(told.finished());
    const bool each = told.knob("by") == "a task each";
    const std::size_t tasks = each ? 40 : 4;
    EXPECT_EQ(told.measure("until_it_runs").n, tasks);
    EXPECT_EQ(told.lines(), (Lines{"40 jobs are done by " + std::to_string(tasks) + " tasks"}));
    if (told.exact() && each) {
        EXPECT_NEAR(told.marked_at("all_done"), told.on({Model::sequential}) ? 0.6 : 0.21, kTiny);
    }
    if (told.exact() && !each && told.on({Model::threads, Model::processes})) {
        EXPECT_NEAR(told.marked_at("all_done"), 0.115, kTiny);
    }
}

/// The order of a loop follows from its queue and its timers alone, also for real.
void a_loop_takes_who_is_ready_in_turn(const Told& told) {
    EXPECT_TRUE(told.finished());
    Lines lines = told.lines();
    EXPECT_EQ(std::count(lines.begin(), lines.end(), "callback: A has ended"), 1);
    EXPECT_EQ(told.variable("lines"), 6);
    if (!told.on({Model::event_loop})) return;
    const bool gives_way = told.knob("gives_way") == "yes";
    Lines expected = {"main has started A and B", "A begins", "B begins", "main again", "A goes to sleep"};
    if (!gives_way) expected = {"main has started A and B", "A begins", "A goes to sleep", "B begins"};
    expected.insert(expected.end(),
                    {"B goes to sleep", "B wakes", "A wakes", "callback: A has ended", "main has both"});
    if (!gives_way) expected.insert(expected.begin() + 5, "main again");
    EXPECT_EQ(lines, expected);
    EXPECT_EQ(told.variable("seen"), gives_way ? 2 : 4);
}

// ---- the rows

struct Truth {
    std::string scenario, variant;
    void (*truth)(const Told&);
    KnobSettings knobs;
    double real_scale;
    KnobSettings real_knobs = {};  ///< besides: they make a real run short, or sure to end
};

const std::vector<Truth>& rows() {
    static const std::vector<Truth> kTruths = {
        {"chess_exhibition", "", games_end, {{"opponents", "3"}, {"pairs", "2"}}, 2000},
        {"two_cashiers", "", everybody_is_served, {}, 2400},
        {"browser_tabs", "rude", only_a_loop_can_be_kept, {}, 8, {{"frames", "4"}}},
        {"browser_tabs", "yielding", only_a_loop_can_be_kept, {{"manners", "yield"}}, 16, {{"frames", "4"}}},
        {"browser_tabs", "sleeping", only_a_loop_can_be_kept, {{"manners", "sleep"}}, 16, {{"frames", "4"}}},
        {"browser_tabs", "blocking", only_a_loop_can_be_kept, {{"manners", "blocking_sleep"}}, 16, {{"frames", "4"}}},
        {"factorials", "", cores_help_who_uses_them, {}, 1, {{"size", "3000"}}},
        {"global_lock", "", native_work_ends_the_queue_for_the_lock, {}, 1, {{"size", "5000"}, {"requests", "5"}}},
        {"global_lock",
         "native",
         native_work_ends_the_queue_for_the_lock,
         {{"native", "yes"}},
         1,
         {{"size", "5000"}, {"requests", "5"}}},
        {"own_memory", "", processes_have_copies, {}, 10},
        {"own_memory", "by_spawn", processes_have_copies, {{"starts", "spawn"}}, 10},
        {"a_process_with_threads", "one_by_one", a_pocket_is_the_threads_and_a_badge_the_tasks, {}, 2},
        {"a_process_with_threads",
         "together",
         a_pocket_is_the_threads_and_a_badge_the_tasks,
         {{"come", "together"}},
         1},
        {"a_process_with_threads",
         "badges",
         a_pocket_is_the_threads_and_a_badge_the_tasks,
         {{"come", "together"}, {"slip", "badge"}},
         1},
        {"a_worker_dies", "breaks", a_death_breaks_a_pool_and_an_error_does_not, {}, 20},
        {"a_worker_dies", "replaced", a_death_breaks_a_pool_and_an_error_does_not, {{"pool", "replaced"}}, 20},
        {"a_worker_dies", "looks", a_death_breaks_a_pool_and_an_error_does_not, {{"opens", "looks first"}}, 50},
        {"a_worker_dies", "sixth", a_death_breaks_a_pool_and_an_error_does_not, {{"bad", "6"}}, 20},
        {"blocking_and_awaiting", "await", who_waits_keeps_what_it_runs_on, {}, 50},
        {"blocking_and_awaiting", "result", who_waits_keeps_what_it_runs_on, {{"asks", "result"}}, 50},
        {"blocking_and_awaiting", "blocking_call", who_waits_keeps_what_it_runs_on, {{"asks", "blocking call"}}, 50},
        {"blocking_and_awaiting", "looks_again", who_waits_keeps_what_it_runs_on, {{"asks", "looks again"}}, 50},
        {"blocking_and_awaiting", "callback", who_waits_keeps_what_it_runs_on, {{"asks", "callback"}}, 50},
        {"what_happens_when_a_program_starts", "first", a_program_waits_for_the_disk_before_its_window, {}, 1},
        {"what_happens_when_a_program_starts",
         "again",
         a_program_waits_for_the_disk_before_its_window,
         {{"start", "again"}},
         1},
        {"what_happens_when_a_program_starts",
         "at_need",
         a_program_waits_for_the_disk_before_its_window,
         {{"loads", "at need"}},
         1},
        {"talking_processes", "pipe", answers_come_in_order, {}, 20},
        {"talking_processes", "socket", answers_come_in_order, {{"transport", "socket"}}, 20},
        {"talking_processes", "ring", answers_come_in_order, {{"transport", "ring"}, {"ahead", "3"}}, 20},
        {"print_in_order", "backwards", the_order_does_not_depend_on_the_start, {{"rounds", "2"}}, 100},
        {"print_in_order", "forwards", the_order_does_not_depend_on_the_start, {{"start", "forwards"}}, 100},
        {"print_in_order", "random", the_order_does_not_depend_on_the_start, {{"start", "random"}}, 100},
        {"producers_and_consumers", "semaphore", the_shelf_has_so_many_places, {}, 100},
        {"producers_and_consumers", "channel", the_shelf_has_so_many_places, {{"buffer", "channel"}}, 100},
        {"producers_and_consumers", "condition", the_shelf_has_so_many_places, {{"buffer", "condition"}}, 100},
        {"producers_and_consumers",
         "waking_one",
         the_shelf_has_so_many_places,
         {{"buffer", "condition"}, {"wake", "one"}},
         100},
        {"producers_and_consumers",
         "crowd",
         the_shelf_has_so_many_places,
         {{"buffer", "condition"}, {"consumers", "2"}, {"places", "1"}},
         100},
        {"job_sheet", "", every_job_is_done_and_none_too_soon, {}, 100},
        {"convoy_effect", "", all_work_is_done, {}, 200, {{"rounds", "1"}}},
        {"short_jobs_first", "", all_work_is_done, {}, 200},
        {"the_quantum", "", all_work_is_done, {}, 200},
        {"feedback_queues", "", all_work_is_done, {}, 200, {{"work", "9"}, {"keys", "3"}}},
        {"fair_shares", "", all_work_is_done, {}, 200},
        {"deadlines", "", all_work_is_done, {}, 200},
        {"many_queues", "", all_work_is_done, {}, 200},
        {"inversion", "", all_work_is_done, {}, 200},
        {"life_of_a_future", "", a_future_keeps_what_it_is_asked_for, {}, 20},
        {"the_blocking_call", "blocks", a_clock_stops_while_the_loop_is_kept, {}, 20},
        {"the_blocking_call", "awaits", a_clock_stops_while_the_loop_is_kept, {{"report", "awaits"}}, 50},
        {"the_blocking_call", "computes", a_clock_stops_while_the_loop_is_kept, {{"report", "computes"}}, 20},
        {"the_blocking_call",
         "in_pieces",
         a_clock_stops_while_the_loop_is_kept,
         {{"report", "computes in pieces"}},
         50},
        {"async_without_await", "one_by_one", waits_add_up_unless_all_are_asked_for_first, {}, 50},
        {"async_without_await", "all_first", waits_add_up_unless_all_are_asked_for_first, {{"asks", "all first"}}, 50},
        {"async_without_await",
         "computing",
         waits_add_up_unless_all_are_asked_for_first,
         {{"asks", "all first"}, {"fetch", "computes"}},
         50},
        {"gather_and_timeouts", "all", who_is_not_waited_for_goes_on_unless_cancelled, {{"how", "all"}}, 20},
        {"gather_and_timeouts", "first", who_is_not_waited_for_goes_on_unless_cancelled, {}, 20},
        {"gather_and_timeouts",
         "first_and_cancel",
         who_is_not_waited_for_goes_on_unless_cancelled,
         {{"rest", "cancel"}},
         20},
        {"gather_and_timeouts",
         "in_time",
         who_is_not_waited_for_goes_on_unless_cancelled,
         {{"how", "all in time"}},
         20},
        {"cancel_and_clean_up", "cleans_up", the_printer_is_free_if_the_job_gives_it_back, {}, 20},
        {"cancel_and_clean_up", "careless", the_printer_is_free_if_the_job_gives_it_back, {{"job", "careless"}}, 20},
        {"cancel_and_clean_up", "goes_on", the_printer_is_free_if_the_job_gives_it_back, {{"job", "goes on"}}, 20},
        {"cancel_and_clean_up", "shielded", the_printer_is_free_if_the_job_gives_it_back, {{"job", "shielded"}}, 20},
        {"thread_pool_inside", "jobs_only", a_pool_starves_if_all_workers_wait_for_its_own, {}, 50},
        {"thread_pool_inside",
         "same_pool",
         a_pool_starves_if_all_workers_wait_for_its_own,
         {{"parts", "same pool"}},
         50},
        {"thread_pool_inside",
         "second_pool",
         a_pool_starves_if_all_workers_wait_for_its_own,
         {{"parts", "second pool"}},
         50},
        {"thread_pool_inside",
         "done_itself",
         a_pool_starves_if_all_workers_wait_for_its_own,
         {{"parts", "done itself"}},
         50},
        {"thread_pool_inside",
         "of_the_model",
         a_pool_starves_if_all_workers_wait_for_its_own,
         {{"parts", "same pool"}, {"pool", "spawn"}},
         50},
        {"start_cost", "a_task_each", starts_take_their_time, {}, 1},
        {"start_cost", "four_workers", starts_take_their_time, {{"by", "four workers"}}, 1},
        {"inside_the_event_loop", "giving_way", a_loop_takes_who_is_ready_in_turn, {}, 20},
        {"inside_the_event_loop", "keeping_on", a_loop_takes_who_is_ready_in_turn, {{"gives_way", "no"}}, 20},
        {"downloads", "one_by_one", waits_overlap_and_bandwidth_is_shared, {}, 30},
        {"downloads", "a_task_each", waits_overlap_and_bandwidth_is_shared, {{"how", "a task each"}}, 10},
        {"downloads",
         "blocking",
         waits_overlap_and_bandwidth_is_shared,
         {{"how", "a task each"}, {"call", "blocks"}},
         30},
        {"downloads",
         "busy_server",
         waits_overlap_and_bandwidth_is_shared,
         {{"how", "a task each"}, {"at_once", "4"}},
         10},
        {"downloads", "four_workers", waits_overlap_and_bandwidth_is_shared, {{"how", "four workers"}}, 10},
        {"the_graphics_card_helps", "small_jobs", a_card_pays_where_it_saves_more_than_it_moves, {}, 1},
        {"the_graphics_card_helps",
         "large_jobs",
         a_card_pays_where_it_saves_more_than_it_moves,
         {{"work", "100"}, {"call", "blocks"}},
         1},
        {"the_graphics_card_helps",
         "on_the_cores",
         a_card_pays_where_it_saves_more_than_it_moves,
         {{"where", "on the cores"}},
         1},
        {"copy_files",
         "careless",
         a_full_disk_leaves_what_the_program_leaves,
         {},
         1,
         {{"size", "100"}, {"room", "450"}}},
        {"copy_files",
         "stops",
         a_full_disk_leaves_what_the_program_leaves,
         {{"program", "stops"}},
         1,
         {{"size", "100"}, {"room", "450"}}},
        {"copy_files",
         "careful",
         a_full_disk_leaves_what_the_program_leaves,
         {{"program", "careful"}},
         1,
         {{"size", "100"}, {"room", "450"}}},
        {"copy_files",
         "blocking",
         tasks_share_a_disk,
         {{"room", "6000"}, {"tasks", "2"}, {"at_once", "0"}, {"call", "blocks"}},
         1},
        {"copy_files", "two_tasks", tasks_share_a_disk, {{"room", "6000"}, {"tasks", "2"}}, 1},
        {"copy_files", "shared", tasks_share_a_disk, {{"room", "6000"}, {"tasks", "2"}, {"at_once", "0"}}, 1},
        {"bank_rows", "two_statements", a_deposit_is_lost_between_two_statements, {}, 1},
        {"bank_rows", "blocking", a_deposit_is_lost_between_two_statements, {{"call", "blocks"}}, 1},
        {"bank_rows",
         "blocking_add",
         a_deposit_is_lost_between_two_statements,
         {{"how", "add in one statement"}, {"call", "blocks"}},
         1},
        {"bank_rows", "one_statement", a_deposit_is_lost_between_two_statements, {{"how", "add in one statement"}}, 1},
        {"bank_rows", "lock", a_deposit_is_lost_between_two_statements, {{"how", "under a lock"}}, 1},
        {"bank_rows", "refused", a_deposit_is_lost_between_two_statements, {{"busy", "refuse"}}, 1},
        {"bank_rows",
         "write_again",
         a_deposit_is_lost_between_two_statements,
         {{"busy", "refuse"}, {"again", "the write"}},
         1},
        {"bank_rows", "all_again", a_deposit_is_lost_between_two_statements, {{"busy", "refuse"}, {"again", "all"}}, 1},
        {"web_service", "", a_service_breaks_where_something_is_scarce, {}, 4, {{"requests", "6"}}},
        {"web_service", "much", a_service_breaks_where_something_is_scarce, {{"load", "400"}}, 4, {{"requests", "6"}}},
        {"crawler", "with_errors", a_crawl_is_bounded_and_complete, {}, 30},
        {"crawler", "without_errors", a_crawl_is_bounded_and_complete, {{"errors", "0"}}, 30},
        {"crawler", "of_any_width", a_crawl_is_bounded_and_complete, {{"errors", "0"}, {"bound", "100"}}, 30},
        {"crawler", "forgetful", a_crawl_is_bounded_and_complete, {{"place", "forgotten"}}, 30},
        {"one_thread_or_many", "", to_wait_needs_no_core, {}, 4, {{"clients", "12"}}},
        {"lost_update", "unprotected", updates_are_lost_only_in_parallel, {{"times", "20"}}, 1},
        {"lost_update", "three_steps", updates_are_lost_only_in_parallel, {{"times", "20"}, {"steps", "3"}}, 1},
        {"lost_update", "lock", updates_are_lost_only_in_parallel, {{"times", "20"}, {"protect", "lock"}}, 1},
        {"lost_update", "atomic", updates_are_lost_only_in_parallel, {{"times", "20"}, {"protect", "atomic"}}, 1},
        {"lost_update",
         "atomic_steps",
         updates_are_lost_only_in_parallel,
         {{"times", "20"}, {"protect", "atomic steps"}},
         1},
        {"two_accounts", "as_asked", opposite_orders_of_locks_meet, {}, 100},
        {"two_accounts", "by_number", opposite_orders_of_locks_meet, {{"order", "by number"}}, 100},
        {"dining_philosophers", "none", a_cure_breaks_the_circle, {}, 100},
        {"dining_philosophers", "ordered", a_cure_breaks_the_circle, {{"cure", "ordered"}}, 100},
        {"dining_philosophers", "waiter", a_cure_breaks_the_circle, {{"cure", "waiter"}}, 100},
        {"dining_philosophers", "try", a_cure_breaks_the_circle, {{"cure", "try"}}, 100},
        {"check_then_act", "none", a_seat_is_sold_once_where_check_and_act_are_one, {}, 50},
        {"check_then_act", "lock", a_seat_is_sold_once_where_check_and_act_are_one, {{"protect", "lock"}}, 50},
        {"check_then_act",
         "atomic_step",
         a_seat_is_sold_once_where_check_and_act_are_one,
         {{"protect", "atomic step"}},
         50},
        {"wait_under_if", "under_if", whoever_is_woken_must_look_again, {}, 50},
        {"wait_under_if", "waking_one", whoever_is_woken_must_look_again, {{"wake", "one"}}, 50},
        {"wait_under_if", "in_a_loop", whoever_is_woken_must_look_again, {{"waiting", "while"}}, 50},
        {"wait_under_if",
         "through_the_window",
         whoever_is_woken_must_look_again,
         {{"waiting", "through the window"}},
         50},
        {"homemade_locks", "test_then_set", a_free_run_of_any_lock_looks_right, {}, 10},
        {"homemade_locks", "test_and_set", a_free_run_of_any_lock_looks_right, {{"lock", "test and set"}}, 10},
        {"homemade_locks",
         "flags",
         a_free_run_of_any_lock_looks_right,
         {{"lock", "flags"}},
         10,
         {{"look", "3"}}},  // they begin this far apart: both at once would look again forever
        {"homemade_locks", "peterson", a_free_run_of_any_lock_looks_right, {{"lock", "Peterson"}}, 10},
        {"homemade_locks", "turn_first", a_free_run_of_any_lock_looks_right, {{"lock", "turn first"}}, 10},
        {"homemade_locks", "bakery", a_free_run_of_any_lock_looks_right, {{"lock", "bakery"}}, 10},
        {"livelock", "give_way", two_who_do_the_same_get_nowhere, {}, 40},
        {"livelock", "in_turn", two_who_do_the_same_get_nowhere, {{"manners", "in turn"}}, 40},
        {"livelock", "after_you", two_who_do_the_same_get_nowhere, {{"manners", "after you"}, {"apart", "1"}}, 40},
        {"readers_and_writers", "readers_first", the_rule_says_who_waits, {}, 50},
        {"readers_and_writers", "writers_first", the_rule_says_who_waits, {{"rule", "writers first"}}, 50},
        {"readers_and_writers", "in_turn", the_rule_says_who_waits, {{"rule", "in turn"}}, 50},
        {"meeting_point", "one_gate", one_gate_serves_once, {}, 50},
        {"meeting_point", "one_hut", one_gate_serves_once, {{"huts", "1"}}, 50},
        {"meeting_point", "two_gates", one_gate_serves_once, {{"built", "two gates"}}, 50},
        {"meeting_point", "barrier", one_gate_serves_once, {{"built", "barrier"}}, 50},
        {"sleeping_barber", "counts", nobody_rings_in_vain_at_a_bell_that_counts, {}, 50},
        {"sleeping_barber", "rings", nobody_rings_in_vain_at_a_bell_that_counts, {{"bell", "rings"}}, 50},
        {"sleeping_barber",
         "overslept",
         nobody_rings_in_vain_at_a_bell_that_counts,
         {{"bell", "rings"}, {"customers", "1"}},
         50},
        {"nobody_awaited", "returns", who_is_left_when_main_returns_is_the_models_choice, {}, 50},
        {"nobody_awaited", "at_once", who_is_left_when_main_returns_is_the_models_choice, {{"stays", "0"}}, 50},
        {"nobody_awaited", "awaited", who_is_left_when_main_returns_is_the_models_choice, {{"main", "awaits all"}}, 50},
        {"nobody_awaited", "daemons", who_is_left_when_main_returns_is_the_models_choice, {{"started", "daemons"}}, 50},
        {"double_checked",
         "unprotected",
         a_look_without_the_lock_needs_a_lamp_that_is_right,
         {{"look", "no lock"}},
         50},
        {"double_checked",
         "under_the_lock",
         a_look_without_the_lock_needs_a_lamp_that_is_right,
         {{"look", "under the lock"}},
         50},
        {"double_checked", "plain_lamp", a_look_without_the_lock_needs_a_lamp_that_is_right, {}, 50},
        {"double_checked", "atomic_lamp", a_look_without_the_lock_needs_a_lamp_that_is_right, {{"kind", "atomic"}}, 50},
        {"double_checked",
         "early_lamp",
         a_look_without_the_lock_needs_a_lamp_that_is_right,
         {{"kind", "atomic"}, {"lamp", "on too early"}},
         50},
        {"starvation", "tries", who_only_tries_may_starve, {}, 200},
        {"starvation", "in_line", who_only_tries_may_starve, {{"guest", "waits in line"}}, 200},
        {"starvation", "one_regular", who_only_tries_may_starve, {{"regulars", "1"}}, 200},
        {"starvation", "gives_up", who_only_tries_may_starve, {{"patience", "5"}}, 200},
        {"aba", "compared", a_stamp_tells_one_change_from_none, {}, 50},
        {"aba", "no_pause", a_stamp_tells_one_change_from_none, {{"pause", "0"}}, 50},
        {"aba", "stamped", a_stamp_tells_one_change_from_none, {{"pile", "stamped"}}, 50},
        {"aba", "locked", a_stamp_tells_one_change_from_none, {{"pile", "under a lock"}}, 50},
        {"store_buffers", "plain_lamps", whoever_looks_last_sees_both, {}, 50},
        {"store_buffers", "fenced_lamps", whoever_looks_last_sees_both, {{"between", "a fence"}}, 50},
        {"store_buffers", "atomic_lamps", whoever_looks_last_sees_both, {{"lamps", "atomic"}}, 50},
        {"coroutine_objects", "awaited", nothing_of_a_coroutine_runs_by_itself, {}, 50},
        {"coroutine_objects", "only_made", nothing_of_a_coroutine_runs_by_itself, {{"how", "only made"}}, 50},
        {"coroutine_objects", "as_tasks", nothing_of_a_coroutine_runs_by_itself, {{"how", "as tasks"}}, 50},
        {"coroutine_objects", "awaited_twice", nothing_of_a_coroutine_runs_by_itself, {{"how", "awaited twice"}}, 50},
        {"who_sets_the_result", "both", the_first_result_counts, {}, 50},
        {"who_sets_the_result", "look_first", the_first_result_counts, {{"clerks", "look first"}}, 50},
        {"who_sets_the_result", "an_error", the_first_result_counts, {{"clerks", "set an error"}}, 50},
        {"who_sets_the_result", "nobody", the_first_result_counts, {{"clerks", "nobody"}}, 50},
        {"callbacks_and_promises", "callbacks", an_error_goes_to_whoever_awaits, {}, 50},
        {"callbacks_and_promises",
         "error_in_a_callback",
         an_error_goes_to_whoever_awaits,
         {{"fails", "the second step"}},
         50},
        {"callbacks_and_promises",
         "error_and_care",
         an_error_goes_to_whoever_awaits,
         {{"fails", "the second step"}, {"style", "careful callbacks"}},
         50},
        {"callbacks_and_promises",
         "error_and_promises",
         an_error_goes_to_whoever_awaits,
         {{"fails", "the second step"}, {"style", "promises"}},
         50},
        {"callbacks_and_promises",
         "error_and_awaits",
         an_error_goes_to_whoever_awaits,
         {{"fails", "the second step"}, {"style", "awaits"}},
         50},
        {"order_of_execution", "half", only_what_is_not_shared_is_done_at_once, {}, 40},
        {"order_of_execution", "nothing", only_what_is_not_shared_is_done_at_once, {{"shared", "0"}}, 40},
        {"order_of_execution",
         "all_of_it_backwards",
         only_what_is_not_shared_is_done_at_once,
         {{"shared", "100"}, {"start", "backwards"}},
         40},
        {"split_the_work", "uneven", a_job_is_as_quick_as_its_serial_share_lets_it, {}, 100},
        {"split_the_work", "even", a_job_is_as_quick_as_its_serial_share_lets_it, {{"picture", "even"}}, 100},
        {"split_the_work", "many_parts", a_job_is_as_quick_as_its_serial_share_lets_it, {{"parts", "16"}}, 100},
        {"a_full_pipe", "joins_first", to_join_before_reading_needs_room, {}, 20},
        {"a_full_pipe", "it_fits", to_join_before_reading_needs_room, {{"results", "4"}}, 20},
        {"a_full_pipe", "reads_first", to_join_before_reading_needs_room, {{"main", "reads first"}}, 20},
        {"four_ways_to_wait", "awaits", only_tasks_wait_at_the_same_time, {}, 20},
        {"four_ways_to_wait", "callbacks", only_tasks_wait_at_the_same_time, {{"way", "callbacks"}}, 20},
        {"four_ways_to_wait", "generators", only_tasks_wait_at_the_same_time, {{"way", "generators"}}, 100},
        {"four_ways_to_wait", "greenlets", only_tasks_wait_at_the_same_time, {{"way", "greenlets"}}, 100},
        {"lost_wakeup", "condition", only_a_condition_forgets_its_signal, {}, 50},
        {"lost_wakeup", "in_time", only_a_condition_forgets_its_signal, {{"comes", "0.5"}}, 50},
        {"lost_wakeup", "flag", only_a_condition_forgets_its_signal, {{"signal", "condition and a flag"}}, 50},
        {"lost_wakeup", "semaphore", only_a_condition_forgets_its_signal, {{"signal", "semaphore"}}, 50},
        {"lost_wakeup", "event", only_a_condition_forgets_its_signal, {{"signal", "event"}}, 50},
        {"fizz_buzz", "all", to_wake_one_may_wake_the_wrong_one, {}, 200},
        {"fizz_buzz", "one", to_wake_one_may_wake_the_wrong_one, {{"wake", "one"}}, 200},
        {"build_water", "places", places_make_the_right_three, {}, 50},
        {"build_water", "barrier_only", places_make_the_right_three, {{"gate", "barrier only"}}, 50},
        {"which_model", "mixed", the_best_model_depends_on_the_job, {}, 80},
        {"which_model", "waits", the_best_model_depends_on_the_job, {{"computes", "0"}, {"waits", "2"}}, 80},
        {"which_model", "computes", the_best_model_depends_on_the_job, {{"computes", "2"}, {"waits", "0"}}, 160},
        {"which_model",
         "locked",
         the_best_model_depends_on_the_job,
         {{"computes", "2"}, {"waits", "0"}, {"locked", "100"}},
         160},
        {"what_can_be_pickled", "", only_what_can_be_packed_travels, {}, 10},
        {"what_can_be_pickled", "by_spawn", only_what_can_be_packed_travels, {{"starts", "spawn"}}, 10},
        {"contention", "one_cellar", what_is_locked_comes_one_after_another, {}, 50},
        {"contention", "four_cellars", what_is_locked_comes_one_after_another, {{"cellars", "4"}}, 50},
        {"contention", "at_the_end", what_is_locked_comes_one_after_another, {{"salting", "once, at the end"}}, 50},
        {"cigarette_smokers", "one_by_one", both_at_once_or_nothing, {{"takes", "one by one"}}, 50},
        {"cigarette_smokers", "at_once", both_at_once_or_nothing, {}, 50},
        {"thundering_herd", "all", a_herd_is_woken_for_each_job, {}, 50},
        {"thundering_herd", "one", a_herd_is_woken_for_each_job, {{"wake", "one"}}, 50},
        {"two_machines", "there", it_pays_to_send_work_away_where_it_is_carried_sooner_than_done, {}, 1},
        {"two_machines",
         "here",
         it_pays_to_send_work_away_where_it_is_carried_sooner_than_done,
         {{"where", "here"}},
         1},
        {"two_machines", "large", it_pays_to_send_work_away_where_it_is_carried_sooner_than_done, {{"size", "40"}}, 1},
        {"two_machines",
         "half",
         it_pays_to_send_work_away_where_it_is_carried_sooner_than_done,
         {{"where", "half and half"}},
         1},
        {"map_and_reduce", "", each_line_is_added_once_however_often_it_is_done, {}, 1},
        {"map_and_reduce", "slow", each_line_is_added_once_however_often_it_is_done, {{"what", "one is slow"}}, 1},
        {"map_and_reduce", "dead", each_line_is_added_once_however_often_it_is_done, {{"what", "one dies"}}, 1},
        {"map_and_reduce",
         "twice",
         each_line_is_added_once_however_often_it_is_done,
         {{"what", "one is slow"}, {"adds", "every answer"}},
         1},
        {"lost_messages", "once", a_retry_may_do_twice_what_is_done_once_with_a_key, {}, 1},
        {"lost_messages",
         "again",
         a_retry_may_do_twice_what_is_done_once_with_a_key,
         {{"sends", "until confirmed"}},
         1},
        {"lost_messages", "key", a_retry_may_do_twice_what_is_done_once_with_a_key, {{"sends", "with a key"}}, 1},
        {"lost_messages",
         "doubled",
         a_retry_may_do_twice_what_is_done_once_with_a_key,
         {{"loss", "0"}, {"doubles", "0.3"}},
         1},
        {"two_generals", "", no_number_of_messages_makes_two_generals_sure, {}, 1},
        {"two_generals", "one", no_number_of_messages_makes_two_generals_sure, {{"messages", "1"}}, 1},
        {"two_generals", "ten", no_number_of_messages_makes_two_generals_sure, {{"messages", "10"}}, 1},
        {"two_generals", "safe", no_number_of_messages_makes_two_generals_sure, {{"loss", "0"}}, 1},
        {"which_came_first", "", clocks_that_count_tell_what_came_first_and_those_that_show_the_time_do_not, {}, 1},
        {"which_came_first",
         "counted",
         clocks_that_count_tell_what_came_first_and_those_that_show_the_time_do_not,
         {{"sort_by", "Lamport"}},
         1},
        {"which_came_first",
         "arrived",
         clocks_that_count_tell_what_came_first_and_those_that_show_the_time_do_not,
         {{"sort_by", "arrival"}, {"ann_to_board", "0.45"}},
         1},
        {"which_came_first",
         "gaining",
         clocks_that_count_tell_what_came_first_and_those_that_show_the_time_do_not,
         {{"gains", "0.1"}, {"questions", "20"}},
         1},
        {"which_came_first",
         "almost_right",
         clocks_that_count_tell_what_came_first_and_those_that_show_the_time_do_not,
         {{"behind", "0.2"}},
         1},
        {"leader_election", "crash", silence_is_taken_for_a_crash_and_only_a_majority_is_one_side, {}, 1},
        {"leader_election", "cut", silence_is_taken_for_a_crash_and_only_a_majority_is_one_side, {{"what", "cut"}}, 1},
        {"leader_election",
         "majority",
         silence_is_taken_for_a_crash_and_only_a_majority_is_one_side,
         {{"what", "cut"}, {"majority", "needed"}},
         1},
        {"leader_election",
         "calm",
         silence_is_taken_for_a_crash_and_only_a_majority_is_one_side,
         {{"what", "nothing"}},
         1},
        {"votes", "", two_lead_in_a_term_if_nobody_knows_whom_he_voted_for, {}, 1},
        {"votes", "memory", two_lead_in_a_term_if_nobody_knows_whom_he_voted_for, {{"remembers", "in memory"}}, 1},
        {"votes", "nothing", two_lead_in_a_term_if_nobody_knows_whom_he_voted_for, {{"remembers", "nothing"}}, 1},
        {"consensus", "", who_leads_later_has_what_was_committed_if_votes_compare_logs, {}, 1},
        {"consensus",
         "anybody",
         who_leads_later_has_what_was_committed_if_votes_compare_logs,
         {{"votes_for", "anybody"}},
         1},
        {"consensus", "linked", who_leads_later_has_what_was_committed_if_votes_compare_logs, {{"link", "holds"}}, 1},
        {"consensus",
         "unlinked",
         who_leads_later_has_what_was_committed_if_votes_compare_logs,
         {{"link", "was never there"}, {"votes_for", "anybody"}},
         1},
        {"saga", "", what_cannot_be_done_whole_is_undone, {}, 1},
        {"saga", "careless", what_cannot_be_done_whole_is_undone, {{"undoes", "no"}}, 1},
        {"saga", "room", what_cannot_be_done_whole_is_undone, {{"undoes", "no"}, {"seats", "9"}}, 1},
        {"saga", "crash", what_cannot_be_done_whole_is_undone, {{"crashes", "the airline"}}, 1},
        {"quorum", "1_1", a_read_may_be_old_exactly_if_it_can_miss_all_who_confirmed, {{"W", "1"}, {"R", "1"}}, 1},
        {"quorum", "1_2", a_read_may_be_old_exactly_if_it_can_miss_all_who_confirmed, {{"W", "1"}, {"R", "2"}}, 1},
        {"quorum", "1_3", a_read_may_be_old_exactly_if_it_can_miss_all_who_confirmed, {{"W", "1"}, {"R", "3"}}, 1},
        {"quorum", "2_1", a_read_may_be_old_exactly_if_it_can_miss_all_who_confirmed, {{"W", "2"}, {"R", "1"}}, 1},
        {"quorum", "2_2", a_read_may_be_old_exactly_if_it_can_miss_all_who_confirmed, {{"W", "2"}, {"R", "2"}}, 1},
        {"quorum", "3_1", a_read_may_be_old_exactly_if_it_can_miss_all_who_confirmed, {{"W", "3"}, {"R", "1"}}, 1},
        {"primary_and_copy", "", what_was_acknowledged_and_not_copied_is_lost_with_the_primary, {}, 1},
        {"primary_and_copy",
         "often",
         what_was_acknowledged_and_not_copied_is_lost_with_the_primary,
         {{"copies_every", "0.5"}},
         1},
        {"primary_and_copy",
         "copied",
         what_was_acknowledged_and_not_copied_is_lost_with_the_primary,
         {{"acknowledges", "when copied"}},
         1},
        {"primary_and_copy",
         "unharmed",
         what_was_acknowledged_and_not_copied_is_lost_with_the_primary,
         {{"crashes_at", "100"}},
         1},
    };
    return kTruths;
}

struct Case {
    Truth row;
    Model model;
    bool has_nodes;

    /// Nothing orders those who add, and what they do is not atomic.
    bool has_data_race() const {
        static const std::set<std::string> kUnguarded = {"unprotected", "three_steps", "plain_lamp",
                                                         "early_lamp",  "plain_lamps", "fenced_lamps"};
        const bool unguarded = kUnguarded.count(row.variant) == 1;
        return unguarded && !uses_one_core(model) && model != Model::threads_gil;
    }
};

std::ostream& operator<<(std::ostream& out, const Case& it) {
    return out << it.row.scenario << " on " << name_of(it.model);
}

std::unique_ptr<Story> load(const std::string& scenario, const KnobSettings& knobs) {
    auto found = find_scenario(scenario);
    if (!found.ok()) return nullptr;  // a build without Lua has the twins only
    auto story = found.value()->load(knobs, 1);
    EXPECT_TRUE(story.ok()) << story.error().sentence();
    return std::move(story.value());
}

std::vector<Case> find_every_case() {
    std::vector<Case> cases;
    for (const Truth& row : rows()) {
        const auto story = load(row.scenario, row.knobs);
        for (std::size_t i = 0; story && i < kModelCount; ++i)
            if (suits(story->description(), static_cast<Model>(i)))
                cases.push_back({row, static_cast<Model>(i), !story->description().nodes.empty()});
    }
    return cases;
}

/// Worked out once: a sanitizer takes seconds for loading them all.
const std::vector<Case>& every_case() {
    static const std::vector<Case> kCases = find_every_case();
    return kCases;
}

std::string name_of_case(const ::testing::TestParamInfo<Case>& info) {
    const Truth& row = info.param.row;
    return row.scenario + (row.variant.empty() ? "" : "_" + row.variant) + "_on_" +
           std::string(name_of(info.param.model));
}

// ---- simulated

class Shelf : public ::testing::TestWithParam<Case> {};

TEST_P(Shelf, shows_its_truth) {
    const Case& it = GetParam();
    const auto story = load(it.row.scenario, it.row.knobs);
    const auto trace = simulate_in_place(*story, simulated(it.model));
    const Told told(*trace, it.row.knobs);
    it.row.truth(told);
    EXPECT_EQ(told.has_found(FindingKind::data_race), it.has_data_race());
    expect_of_any_run(*trace);
}

class Conducting : public ::testing::TestWithParam<Case> {};

TEST_P(Conducting, can_be_conducted_and_no_data_race_is_found_where_there_is_none) {
    const Case& it = GetParam();
    const auto story = load(it.row.scenario, it.row.knobs);
    RunPlan plan = simulated(it.model);
    become_conducted(plan);
    plan.max_events = 200'000;
    for (std::uint64_t walk = 0; walk < 3; ++walk) {
        BySeed conductor(1, walk);
        const auto trace = Rehearsal(*story, plan).record(conductor);
        const Told told(*trace, it.row.knobs);
        EXPECT_NE(told.figures.outcome, Outcome::failed);
        if (!it.has_data_race()) {
            EXPECT_FALSE(told.has_found(FindingKind::data_race));
        }
        expect_of_any_run(*trace);
    }
}

INSTANTIATE_TEST_SUITE_P(Simulated, Shelf, ::testing::ValuesIn(every_case()), name_of_case);
INSTANTIATE_TEST_SUITE_P(Simulated, Conducting, ::testing::ValuesIn(every_case()), name_of_case);

// ---- each preset

class EveryPreset : public ::testing::TestWithParam<std::string> {};

/// In a run with the preset's settings on this model, or up to so many events of one.
void expect_what_holds_of_any_run(const std::string& name, const Preset& preset, Model model) {
    constexpr std::uint64_t kMostEvents = 20'000;
    const auto story = load(name, preset.knobs);
    Settings settings;
    settings.model = model;
    fill_in(settings, preset, 4);
    Result<RunPlan> plan = settle(settings, story->description(), 4);
    ASSERT_TRUE(plan) << plan.error().sentence();
    plan->max_events = kMostEvents;
    expect_of_any_run(*simulate_in_place(*story, *plan));
}

TEST_P(EveryPreset, runs_on_every_model_as_any_run_must) {
    const ScenarioDescription description = load(GetParam(), {})->description();
    std::vector<Preset> presets = description.presets;
    presets.push_back({"default", "", {}, {}, {}, {}, {}});
    for (const Preset& preset : presets)
        for (std::size_t i = 0; i < kModelCount; ++i) {
            const Model model = static_cast<Model>(i);
            SCOPED_TRACE(GetParam() + ", " + preset.name + ", " + std::string(name_of(model)));
            if (suits(description, model)) expect_what_holds_of_any_run(GetParam(), preset, model);
        }
}

std::vector<std::string> names_of_stories() {
    std::vector<std::string> names;
    for (const CatalogueEntry& entry : catalogue()) names.emplace_back(entry.name);
    return names;
}

INSTANTIATE_TEST_SUITE_P(Simulated, EveryPreset, ::testing::ValuesIn(names_of_stories()),
                         [](const auto& name) { return name.param; });

// ---- real

class RealShelf : public ::testing::TestWithParam<Case> {};

Zygote& zygote() {
    static Result<Zygote> made = Zygote::create(find_scenario);
    return made.value();
}

/// Waits until the run has ended. One that looks again forever, as two with flags may on a busy computer, is stopped:
/// it fails its try, and not the whole program.
void wait_or_stop(simul::Run& run) {
    constexpr std::chrono::seconds kForever{60};
    const auto begun = std::chrono::steady_clock::now();
    while (run.take_news(50))
        if (std::chrono::steady_clock::now() - begun > kForever) run.stop();
}

/// Runs the story for real, `slower` than its row says, and lets `look` see what it told.
template <class Look>
void run_for_real(const Case& it, int slower, const Look& look) {
    Settings settings;
    settings.scenario = it.row.scenario;
    settings.model = it.model;
    settings.clock = Clock::real;
    settings.scale = it.row.real_scale / slower;
    settings.workers = 4;
    settings.knobs = it.row.knobs;
    settings.knobs.insert(settings.knobs.end(), it.row.real_knobs.begin(), it.row.real_knobs.end());
    auto run = simul::Run::start(zygote(), settings);
    ASSERT_TRUE(run.ok()) << run.error().sentence();
    wait_or_stop(run.value());
    EXPECT_FALSE(run.value().ending().error) << run.value().ending().error->sentence();
    look(Told(run.value().trace(), settings.knobs));
}

TEST_P(RealShelf, shows_its_truth_and_leaves_nothing_behind) {
    const Case& it = GetParam();
    if (it.row.scenario == "the_graphics_card_helps")
        if (const auto card = find_opencl(); !card) GTEST_SKIP() << card.error().sentence();
    zygote();
    const std::size_t before = processes_of_this_program();
    std::vector<std::string> faults;  // of any try: no computer is so busy that they may happen
    expect_within_three_tries([&](int slower) {
        run_for_real(it, slower, [&](const Told& told) {
            const std::vector<std::string> more = faults_of_any_run(told.trace);
            faults.insert(faults.end(), more.begin(), more.end());
            if (!it.has_data_race() && told.has_found(FindingKind::data_race)) faults.push_back("a data race");
            it.row.truth(told);
        });
    });
    for (const std::string& fault : faults) ADD_FAILURE() << fault;
    EXPECT_TRUE(come_to_be_processes_of_this_program(before));
}

/// Several machines run in simulated time only. With a sanitizer these runs take longer than all other tests together:
/// every third, so that each story runs on some of its models, and each model runs many stories.
std::vector<Case> cases_for_real() {
#ifdef __SANITIZE_ADDRESS__
    constexpr std::size_t kEvery = 3;
#else
    constexpr std::size_t kEvery = 1;
#endif
    std::vector<Case> cases;
    for (std::size_t i = 0; i < every_case().size(); i += kEvery)
        if (const Case& it = every_case()[i]; !it.has_nodes) cases.push_back(it);
    return cases;
}

INSTANTIATE_TEST_SUITE_P(Real, RealShelf, ::testing::ValuesIn(cases_for_real()), name_of_case);

// ---- all of them together

#ifdef SIMUL_LUA

/// The operations of the pairs with Python (tests/python), which have what no story of the shelf needs.
void add_operations_of_pairs(std::set<EventKind>& used) {
    for (const auto& file : std::filesystem::directory_iterator(std::string(SIMUL_SOURCE_DIR) + "/tests/python")) {
        if (file.path().extension() != ".lua") continue;
        for (const Model model : {Model::threads, Model::event_loop}) {
            const auto story = find_scenario(file.path()).value()->load({}, 1);
            if (!story) continue;  // one of those that are known to differ: it needs a word that there is not
            const auto trace = simulate_in_place(*story.value(), simulated(model));
            for (std::size_t i = 0; i < trace->size(); ++i) used.insert((*trace)[i].kind);
        }
    }
}

TEST(ShortStories, and_the_pairs_with_python_use_every_operation) {
    std::set<EventKind> used;
    add_operations_of_pairs(used);
    for (const Case& it : every_case()) {
        if (it.row.scenario == "chess_exhibition" || it.row.scenario == "two_cashiers") continue;
        const auto trace = simulate_in_place(*load(it.row.scenario, it.row.knobs), simulated(it.model));
        for (std::size_t i = 0; i < trace->size(); ++i) used.insert((*trace)[i].kind);
    }
    const auto is_other_form = [](const OperationInfo& operation) {
        return operation.family == Family::asks_device && operation.keeps_loop;
    };
    for (const OperationInfo& operation : kOperations)
        EXPECT_TRUE(used.count(event_of(operation.kind)) == 1 || is_other_form(operation)) << operation.identifier;
}

TEST(EveryStory, says_of_each_story_what_it_is_what_to_notice_and_what_to_try) {
    for (const CatalogueEntry& entry : catalogue()) {
        const auto story = load(std::string(entry.name), {});
        const ScenarioDescription& told = story->description();
        EXPECT_TRUE(suits(told, told.default_model)) << entry.name;
        for (const std::string& text : {told.title, told.sentence, told.about, told.notice, told.try_this})
            EXPECT_GT(text.size(), 5u) << entry.name;
        EXPECT_TRUE(
            std::any_of(rows().begin(), rows().end(), [&](const Truth& row) { return row.scenario == entry.name; }))
            << entry.name << " has no truth";
    }
}

TEST(DiningPhilosophers, who_starve_are_told_in_the_run_that_a_reader_starts) {
    const auto story = load("dining_philosophers", {});
    const auto trace = simulate_in_place(*story, settle({}, story->description(), 1).value());
    EXPECT_EQ(outcome_of(*trace), Outcome::deadlock);
    EXPECT_EQ(end_of(*trace), 1.1);
}

#endif

}  // namespace
}  // namespace simul::testing
