// Machines that crash and come back, links that are cut and mended: by the story, and by the settings.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "engine/analysis/findings.h"
#include "engine/analysis/invariants.h"
#include "engine/analysis/metrics.h"
#include "engine/analysis/moment.h"
#include "engine/analysis/races/races.h"
#include "engine/analysis/speech.h"
#include "engine/analysis/timeline.h"
#include "engine/analysis/why.h"
#include "engine/base/random.h"
#include "engine/run/outages.h"
#include "engine/run/settings.h"
#include "engine/trace/file_blocks.h"
#include "tests/lua/lua_run.h"

namespace simul::testing {
namespace {

using Lines = std::vector<std::string>;

std::string on_shop_and_bank(const std::string& rest, const std::string& network = "latency = 0.5") {
    return "nodes = { 'shop', 'bank' } network = { " + network +
           " }\n"
           "orders = on('bank', channel(8)) answers = channel(8) account = on('bank', variable(7)) disk = on('bank', "
           "database())\n" +
           rest;
}

void expect_no_violation(const Trace& trace) {
    const std::vector<std::string> violations = violations_of(trace);
    EXPECT_TRUE(violations.empty()) << violations[0] << "\n" << text_of(trace);
}

std::unique_ptr<Trace> run_of(const std::string& rest, const std::string& network = "latency = 0.5") {
    auto trace = told_by(on_shop_and_bank(rest, network));
    expect_no_violation(*trace);
    return trace;
}

/// With outages as the command line takes them.
std::unique_ptr<Trace> run_with(const std::vector<std::string>& crashes, const std::vector<std::string>& cuts,
                                const std::string& rest) {
    const auto story = loaded(on_shop_and_bank(rest));
    RunPlan plan = simulated(Model::threads);
    const Result<std::vector<Outage>> outages = outages_in(crashes, cuts, story->description());
    EXPECT_TRUE(outages) << outages.error().sentence();
    plan.outages = *outages;
    auto trace = simulate_in_place(*story, plan);
    expect_no_violation(*trace);
    return trace;
}

Outcome outcome_of(const Trace& trace) { return static_cast<Outcome>(trace[trace.size() - 1].value); }

// ---- Crashes.

TEST(Crash, ends_the_tasks_of_its_machine_wherever_they_stand) {
    const auto trace = run_of(R"(
door = on("bank", mutex())
function computes() compute(9) print("computed") end
function sleeps() sleep(9) print("slept") end
function receives() orders:receive() print("received") end
function holds() door:lock() sleep(9) end
function locks() sleep(0.1) door:lock() print("locked") end
function asks() disk:execute("row", 1) sleep(0.999) disk:query("row") print("asked") end
function awaits() await(spawn(sleeps)) print("awaited") end
function later() print("came later") end
function comes_later() spawn_at(5, later) end
function selects() select{ orders } print("selected") end
function main()
  for _, f in ipairs{ computes, sleeps, receives, holds, locks, asks, awaits, comes_later, selects } do
    spawn_on("bank", f)
  end
  sleep(1)
  print(crash("bank"), now())
  sleep(9)
end)");
    EXPECT_EQ(printed_in(*trace), Lines{"true\t1.0"});
    EXPECT_EQ(outcome_of(*trace), Outcome::finished) << "nobody has failed";
    for (std::size_t i = 0; i < trace->size(); ++i)
        if ((*trace)[i].kind == EventKind::finish && (*trace)[i].ending() == Ending::crashed) {
            EXPECT_EQ(seconds_of((*trace)[i].time), 1) << text_of(*trace);
        }
}

TEST(Crash, frees_the_cores_for_those_who_begin_after_it) {
    const auto trace = run_of(R"(
function works() compute(9) end
function main()
  for i = 1, 9 do spawn_on("bank", works) end
  sleep(1) crash("bank") come_back("bank")
  for i = 1, 4 do spawn_on("bank", works) end
end)");
    EXPECT_EQ(end_of(*trace), 10);
}

TEST(Crash, of_ones_own_machine_is_the_end) {
    const auto trace = run_of(R"(
function clerk() print("now") crash(node()) print("never") end
function main() spawn_on("bank", clerk) sleep(1) print("main goes on") crash("shop") print("never") end)");
    EXPECT_EQ(printed_in(*trace).back(), "main goes on");
    EXPECT_EQ(outcome_of(*trace), Outcome::finished);
}

TEST(Crash, takes_what_was_in_memory_and_leaves_what_is_on_the_disk) {
    const auto trace = run_of(R"(
function clerk() account.value = 9 disk:execute("row", 9) end
function restart() print(account.value, disk:query("row"), orders:length()) end
function main()
  spawn_on("bank", clerk)
  orders:send("lost with the bank")
  sleep(1)
  crash("bank") come_back("bank")
end)");
    EXPECT_EQ(printed_in(*trace), Lines{"7\t9\t0"});
    const Moment end = moment_after(*trace, trace->size());
    EXPECT_EQ(end.resource(ResourceId{0}).count, 0) << "what the trace says, too";
    EXPECT_EQ(end.value_of(ResourceId{2}).bits, 7);
    EXPECT_TRUE(races_of(*trace, TaskNames(*trace)).empty()) << "the variable of before is another";
}

TEST(Crash, loses_what_arrives_meanwhile_and_nothing_else) {
    const auto trace = run_of(R"(
function clerk() while true do print(orders:receive(), now()) end end
function restart() spawn({ daemon = true }, clerk) end
function main()
  spawn_on("bank", { daemon = true }, clerk)
  orders:send("before")      -- arrives at 0.5
  sleep(1)
  orders:send("meanwhile")   -- arrives at 1.5, while it is down
  crash("bank")
  sleep(0.8)
  orders:send("after")       -- sent while it is down, arrives at 2.3, after it is back
  sleep(0.4)
  come_back("bank")
  sleep(1)
end)");
    EXPECT_EQ(printed_in(*trace), (Lines{"before\t0.5", "after\t2.3"}));
    const Metrics metrics = metrics_of(*trace);
    EXPECT_EQ(metrics.messages.lost, 1u);
    ASSERT_EQ(metrics.outages.size(), 1u);
    EXPECT_EQ(metrics.outages[0], (Outage{NodeId{1}, NodeId{1}, Time(1s), Time(2200ms)}));
}

TEST(Crash, says_whether_it_changed_anything) {
    const auto trace = run_of(R"(
function main()
  print(come_back("bank"), crash("bank"), crash("bank"), come_back("bank"))
  print(mend("shop", "bank"), cut("shop", "bank"), cut("bank", "shop"), mend("bank", "shop"))
end)");
    EXPECT_EQ(printed_in(*trace), (Lines{"false\ttrue\tfalse\ttrue", "false\ttrue\tfalse\ttrue"}));
}

TEST(Crash, leaves_who_waits_for_an_answer_to_its_timeout) {
    const std::string waits = R"(
function clerk() sleep(1) answers:send("late") end
function main() spawn_on("bank", clerk) sleep(0.7) crash("bank") print(pcall(function() return answers:receive(%TIME%) end)) end)";
    const auto with = [&](const std::string& time) {
        std::string text = waits;
        text.replace(text.find("%TIME%"), 6, time);
        return run_of(text);
    };
    EXPECT_EQ(printed_in(*with("3")), Lines{"false\ttimeout"});
    EXPECT_EQ(outcome_of(*with("")), Outcome::deadlock);
}

TEST(Restart, is_told_its_machine_and_is_not_needed) {
    EXPECT_EQ(printed_in(*run_of(R"(
function restart(name) print(name, node(), now()) end
function main() crash("bank") sleep(2) come_back("bank") end)")),
              Lines{"bank\tbank\t2.0"});
    EXPECT_EQ(outcome_of(*run_of("function main() crash('bank') come_back('bank') end")), Outcome::finished);
}

TEST(Outages, are_refused_with_a_sentence_where_the_story_is_wrong) {
    const auto failure = [](const std::string& body) {
        return failure_in(*run_of("function f() end function main() " + body + " end"));
    };
    EXPECT_EQ(failure("crash('moon')"),
              "story.lua:3: in task main: the story has no node \"moon\"; there are \"shop\", \"bank\"");
    EXPECT_NE(failure("cut('bank', 'bank')").find("in cut(node, other), a link is between two nodes"),
              std::string::npos);
    EXPECT_NE(failure("crash()").find("in crash(node), node is a name"), std::string::npos);
    EXPECT_EQ(
        failure("crash('bank') spawn_on('bank', f)"),
        "story.lua:3: in task main: bank is down, and nothing can begin there: come_back(\"bank\") starts it again");
    EXPECT_NE(failure_of("crash('bank')").find("as it names none"), std::string::npos);
}

// ---- Links.

TEST(Cut, loses_what_is_under_way_and_what_is_sent_until_it_is_mended) {
    const auto trace = run_of(R"(
function clerk() while true do print(orders:receive(), now()) end end
function main()
  spawn_on("bank", { daemon = true }, clerk)
  orders:send(1)  sleep(0.6)              -- arrives at 0.5
  orders:send(2)  sleep(0.1)              -- under way when the link is cut
  cut("bank", "shop")
  orders:send(3)  sleep(0.1)              -- sent into it
  mend("shop", "bank")
  orders:send(4)  sleep(1)                -- arrives at 1.3
end)");
    EXPECT_EQ(printed_in(*trace), (Lines{"1\t0.5", "4\t1.3"}));
    EXPECT_EQ(metrics_of(*trace).outages, (std::vector<Outage>{{NodeId{1}, NodeId{0}, Time(700ms), Time(800ms)}}));
}

TEST(Cut, is_of_one_link_only) {
    const auto trace = told_by(R"(
nodes = { "a", "b", "c" }
network = { latency = 0.1 }
at_b = on("b", channel(4))  at_c = on("c", channel(4))
function listen(channel) print(node(), channel:receive(1)) end
function main()
  spawn_on("b", listen, at_b) spawn_on("c", listen, at_c)
  cut("a", "b")
  at_b:send(1) at_c:send(1)
end)");
    EXPECT_EQ(printed_in(*trace), Lines{"c\t1"});
}

// ---- By the settings.

constexpr const char* kServed = R"(
function clerk() while true do answers:send(orders:receive()) end end
function restart() spawn({ daemon = true }, clerk) end
function main()
  spawn_on("bank", { daemon = true }, clerk)
  for i = 1, 4 do
    orders:send(i)
    local there, answer = pcall(function() return answers:receive(2) end)
    print(i, answer, now())
  end
end)";

TEST(Outages, happen_by_the_settings_as_by_the_story) {
    EXPECT_EQ(printed_in(*run_with({}, {}, kServed)), (Lines{"1\t1\t1.0", "2\t2\t2.0", "3\t3\t3.0", "4\t4\t4.0"}));
    EXPECT_EQ(printed_in(*run_with({"bank@1.2:2.8"}, {}, kServed)),
              (Lines{"1\t1\t1.0", "2\ttimeout\t3.0", "3\t3\t4.0", "4\t4\t5.0"}));
    EXPECT_EQ(printed_in(*run_with({}, {"bank-shop@1.7:2"}, kServed)),
              (Lines{"1\t1\t1.0", "2\ttimeout\t3.0", "3\t3\t4.0", "4\t4\t5.0"}));
    EXPECT_EQ(printed_in(*run_with({"bank@1.2"}, {}, kServed)).back(), "4\ttimeout\t7.0");
    EXPECT_EQ(outcome_of(*run_with({"shop@1"}, {}, kServed)), Outcome::finished);
}

TEST(Outages, let_a_machine_come_back_though_all_tasks_had_ended) {
    EXPECT_EQ(
        printed_in(*run_with({"shop@1:5"}, {}, "function restart() print(now()) end function main() sleep(2) end")),
        Lines{"5.0"});
    EXPECT_EQ(end_of(*run_with({"shop@1:5"}, {}, "function main() sleep(2) end")), 1) << "nobody begins there";
}

TEST(Outages, are_by_nobody_in_the_trace_and_by_the_task_if_it_asked) {
    const auto set = run_with({"bank@1"}, {}, "function main() sleep(2) end");
    const auto asked = run_of("function main() sleep(1) crash('bank') sleep(1) end");
    const auto who = [](const Trace& trace) {
        for (std::size_t i = 0; i < trace.size(); ++i)
            if (trace[i].kind == EventKind::crash) return trace[i].task;
        return TaskId{77};
    };
    EXPECT_EQ(who(*set), kNoTask);
    EXPECT_EQ(who(*asked), kMainTask);
    EXPECT_NE(text_of(*set).find("crash = 1 \"bank\""), std::string::npos) << text_of(*set);
    EXPECT_NE(text_of(*set).find("wipes account"), std::string::npos) << text_of(*set);
}

TEST(Outages, of_the_settings_are_refused_with_the_remedy) {
    const auto story = loaded(on_shop_and_bank("function main() end")), alone = loaded("function main() end");
    const auto refused = [](const Story& of, const std::vector<std::string>& crashes,
                            const std::vector<std::string>& cuts) {
        Settings settings;
        settings.crashes = crashes;
        settings.cuts = cuts;
        const Result<RunPlan> plan = settle(settings, of.description(), 4);
        return plan ? "" : plan.error().sentence();
    };
    EXPECT_EQ(refused(*story, {"bank@1", "shop@0:2.5"}, {"shop-bank@1e1"}), "");
    EXPECT_EQ(refused(*alone, {"bank@1"}, {}),
              "--crash bank@1: story is a story of one machine; this is for stories of several");
    EXPECT_EQ(refused(*story, {"moon@1"}, {}),
              "--crash moon@1: story has no such machine; its machines are shop, bank");
    EXPECT_EQ(refused(*story, {}, {"shop-moon@1"}),
              "--cut shop-moon@1: story has no such link; its machines are shop, bank");
    EXPECT_NE(refused(*story, {}, {"shop-shop@1"}), "");
    for (const char* word : {"bank", "bank@", "bank@x", "bank@-1", "bank@2:1", "bank@1:1", "bank@1:", "bank@1:2:3",
                             "bank@nan", "bank@inf", "bank@1e99"})
        EXPECT_EQ(refused(*story, {word}, {}),
                  fmt::format("--crash {}: NODE@T or NODE@T:T2 is expected, with seconds of the run, as in shop@1.5:3",
                              word));
    EXPECT_EQ(refused(*story, {}, {"bank@1x"}),
              "--cut bank@1x: A-B@T or A-B@T:T2 is expected, with seconds of the run, as in shop-bank@1.5:3");
}

TEST(Outages, cross_into_files_and_back) {
    const auto trace = run_with({"bank@1.2:2.8"}, {"bank-shop@4"}, kServed);
    const TraceHeader& header = trace->header();
    ASSERT_EQ(header.outages.size(), 2u);
    const Result<TraceHeader> read = file_blocks::header_from(file_blocks::as_json(header));
    ASSERT_TRUE(read) << read.error().sentence();
    EXPECT_EQ(read->outages, header.outages);
    EXPECT_EQ(as_option(header.outages[0], header.nodes), "bank@1.2:2.8");
    EXPECT_EQ(as_option(header.outages[1], header.nodes), "bank-shop@4");
}

// ---- Random programs, and what must be so whatever they do.

/// Three machines that send to each other, and a director on the first who crashes, cuts and mends by chance.
std::string random_story(std::uint64_t seed) {
    Random random(seed, 3);
    const auto node = [&](int but = -1) {
        int chosen = static_cast<int>(random.between(but == 0 ? 1 : 0, 2));
        return chosen == but ? (chosen + 1) % 3 : chosen;
    };
    std::string text = fmt::format(
        "nodes = {{ 'a', {{ name = 'b', cores = 1 }}, 'c' }} network = {{ latency = 0.{}, jitter = 0.{}, loss = 0.{}, "
        "doubles = 0.1, reorders = {} }}\n"
        "at = {{ a = channel(2), b = on('b', channel(3)), c = on('c', channel(1)) }}\n"
        "count = {{ a = variable(0), b = on('b', variable(0)), c = on('c', variable(0)) }}\n"
        "function talks(to) for i = 1, 6 do at[to]:send(i) compute(0.1) end end\n"
        "function hears() while true do local there = pcall(function() return at[node()]:receive(0.7) end) "
        "count[node()].value = count[node()].value + 1 if not there then return end end end\n"
        "function restart() spawn(hears) for _, to in ipairs{{ 'a', 'b', 'c' }} do if to ~= node() then spawn(talks, "
        "to) "
        "end end end\nfunction main()\n",
        random.between(1, 9), random.between(0, 9), random.between(0, 4), random.between(0, 1) == 1);
    for (const char* place : {"a", "b", "c"}) text += fmt::format("  spawn_on('{}', restart)\n", place);
    const char* const names = "abc";
    for (int step = 0; step < 8; ++step) {
        const int one = node(), other = node(one);
        const char* const words[] = {"crash", "come_back", "cut", "mend"};
        const auto word = static_cast<std::size_t>(random.between(0, 3));
        if (word < 2 && one == 0) continue;
        text += fmt::format("  sleep(0.{}) {}('{}'{})\n", random.between(1, 5), words[word], names[one],
                            word < 2 ? "" : fmt::format(", '{}'", names[other]));
    }
    return text + "end\n";
}

/// Reads the raw events once more and follows machines, links and messages by itself.
class OutagesOracle {
  public:
    explicit OutagesOracle(const Trace& trace) : trace_(trace) {}

    void check() {
        for (std::size_t i = 0; i < trace_.size(); ++i) {
            SCOPED_TRACE(fmt::format("event {}", i));
            look_at(trace_[i], i);
        }
        EXPECT_TRUE(still_to_end_.empty());
    }
    std::size_t crashes = 0, lost_to_cuts = 0, lost_to_crashes = 0;

  private:
    using Link = std::pair<std::int64_t, std::int64_t>;
    std::int64_t node_of(TaskId task) const {
        const auto found = homes_.find(task);
        return found == homes_.end() ? 0 : found->second;
    }
    std::int64_t home_of(ResourceId channel) const {
        return static_cast<std::int64_t>(index_of(trace_.header().resources[index_of(channel)].node));
    }
    Link link_of(const TraceEvent& message) const {
        return std::minmax(node_of(message.task), home_of(message.resource));
    }
    bool was_cut_since(const Link& link, std::size_t sent, std::size_t now) const {
        bool cut = false;
        for (std::size_t i = 0; i < now; ++i) {
            const TraceEvent& it = trace_[i];
            const bool is_it = (it.kind == EventKind::cut || it.kind == EventKind::mend) && it.phase == Phase::done &&
                               Link(std::minmax(it.value & 0xff, it.value >> 8)) == link;
            if (is_it) cut = it.kind == EventKind::cut;
            if (is_it && i > sent) return true;
            if (i == sent && cut) return true;
        }
        return cut;
    }

    void look_at(const TraceEvent& event, std::size_t index) {
        const std::string_view text = trace_.text_of(index);
        if (!still_to_end_.empty() && event.kind != EventKind::finish) {
            EXPECT_TRUE(still_to_end_.empty()) << "all end at once";
            still_to_end_.clear();
        }
        if (event.kind == EventKind::place) {
            homes_[event.task] = event.value;
            alive_.insert(event.task);
            EXPECT_FALSE(down_.count(event.value)) << "nothing begins on a machine that is down";
        } else if (event.kind == EventKind::transmit) {
            sent_[event.value] = index;
        } else if (event.kind == EventKind::deliver) {
            EXPECT_FALSE(down_.count(home_of(event.resource)));
            EXPECT_FALSE(was_cut_since(link_of(event), sent_.at(event.value), index));
            ++inside_[event.resource];
        } else if (event.kind == EventKind::lose) {
            if (text == "the link was cut") {
                ++lost_to_cuts;
                EXPECT_TRUE(was_cut_since(link_of(event), sent_.at(event.value), index));
            } else if (text.find(" is down") != text.npos) {
                ++lost_to_crashes;
                EXPECT_TRUE(down_.count(home_of(event.resource)));
            }
        } else if (event.kind == EventKind::receive && event.phase == Phase::done) {
            EXPECT_GE(--inside_[event.resource], 0) << "nobody receives what was wiped";
        } else if (event.kind == EventKind::wipe) {
            EXPECT_TRUE(down_.count(home_of(event.resource)));
            inside_[event.resource] = 0;
        } else if (event.kind == EventKind::finish) {
            alive_.erase(event.task);
            if (event.ending() == Ending::crashed) {
                EXPECT_EQ(still_to_end_.erase(event.task), 1u);
            }
        } else if (event.kind == EventKind::crash && event.phase == Phase::done) {
            ++crashes;
            EXPECT_TRUE(down_.insert(event.value).second);
            for (const TaskId task : alive_)
                if (node_of(task) == event.value) still_to_end_.insert(task);
        } else if (event.kind == EventKind::come_back && event.phase == Phase::done) {
            EXPECT_EQ(down_.erase(event.value), 1u);
        }
        const bool acts = event.task != kNoTask && is_operation(event.kind);
        EXPECT_FALSE(acts && down_.count(node_of(event.task))) << "nobody acts on a machine that is down";
        const auto& resources = trace_.header().resources;
        for (std::size_t i = 0; still_to_end_.empty() && i < resources.size(); ++i)
            if (resources[i].kind == ResourceKind::channel && is_of_channel_change(event, i)) {
                const Moment moment = moment_after(trace_, index + 1);
                EXPECT_EQ(moment.resource(static_cast<ResourceId>(i)).count, inside_[static_cast<ResourceId>(i)]);
            }
    }
    static bool is_of_channel_change(const TraceEvent& event, std::size_t resource) {
        return event.resource == static_cast<ResourceId>(resource) && event.phase == Phase::done &&
               (event.kind == EventKind::deliver || event.kind == EventKind::receive || event.kind == EventKind::wipe);
    }

    const Trace& trace_;
    std::map<TaskId, std::int64_t> homes_;
    std::set<TaskId> alive_, still_to_end_;
    std::set<std::int64_t> down_;
    std::map<std::int64_t, std::size_t> sent_;
    std::map<ResourceId, std::int64_t> inside_;
};

// ---- What is said of them.

/// Why a task does not run, after so many events.
std::string why_in_full(const Trace& trace, TaskId task, std::size_t events) {
    const Timeline timeline(trace);
    const TaskNames names(trace);
    const StoryWords words;
    const Moment moment = moment_after(trace, events);
    const std::vector<WhyLink> links = why_of({trace, moment, timeline, Speech(names, words), moment.now()}, task);
    std::string text;
    for (const WhyLink& link : links) text += link.sentence + "\n";
    return text;
}

TEST(Crash, is_why_a_task_ended_and_why_others_wait_for_ever) {
    const auto trace = run_of(
        "function clerk() while true do answers:send(orders:receive()) end end\n"
        "function main() spawn_on('bank', clerk) sleep(1) crash('bank') orders:send(1) answers:receive() end");
    EXPECT_EQ(why_in_full(*trace, TaskId{1}, trace->size()), "Its machine crashed at 1 s.\n");
    const std::vector<Finding> findings = findings_of(*trace);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_NE(findings[0].text.find(" Bank is down: it crashed at 1 s."), std::string::npos) << findings[0].text;
}

TEST(Cut, is_why_others_wait_for_ever) {
    const auto trace =
        run_with({}, {"shop-bank@1"},
                 "function clerk() answers:send(orders:receive()) end\n"
                 "function main() spawn_on('bank', clerk) sleep(2) orders:send(1) answers:receive() end");
    const std::vector<Finding> findings = findings_of(*trace);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_NE(findings[0].text.find(" The link between shop and bank was cut at 1 s."), std::string::npos)
        << findings[0].text;
}

TEST(Figures, do_not_take_a_task_that_crashed_for_work_that_was_done) {
    const auto trace = run_of(
        "function clerk() compute(9) end\n"
        "function main() spawn_on('bank', clerk) compute(2) crash('bank') end");
    const SchedulingFigures figures = scheduling_figures(metrics_of(*trace));
    EXPECT_DOUBLE_EQ(figures.throughput, 0.5);
    EXPECT_DOUBLE_EQ(figures.turnaround_s, 2);
}

TEST(Messages, that_are_under_way_when_the_run_ends_are_counted) {
    const auto trace = run_of("function main() orders:send(1) sleep(0.6) orders:send(2) orders:send(3) end");
    const MessageFigures messages = metrics_of(*trace).messages;
    EXPECT_EQ(messages.sent + messages.doubled, messages.delivered + messages.lost + messages.under_way);
    EXPECT_EQ(messages.delivered, 1U);
}

TEST(Messages, that_a_cut_link_holds_are_lost_though_the_run_ends_before_it_is_told) {
    const auto trace = run_with(
        {}, {"shop-bank@1"}, "function main() orders:send(1) sleep(0.9) orders:send(2) sleep(0.2) orders:send(3) end");
    const MessageFigures messages = metrics_of(*trace).messages;
    EXPECT_EQ(messages.delivered, 1U);
    EXPECT_EQ(messages.lost, 2U);
    EXPECT_EQ(messages.under_way, 0U);
}

TEST(AMessage, has_not_reached_a_channel_before_it_does) {
    const auto trace = run_of(
        "function clerk() orders:receive() end\n"
        "function main() spawn_on('bank', clerk) sleep(1) orders:send(1) end");
    for (std::size_t i = 1; i < trace->size(); ++i) {
        const bool delivered = (*trace)[i - 1].kind == EventKind::deliver;
        if (moment_after(*trace, i).state_of(TaskId{1}) != State::blocked || delivered) continue;
        EXPECT_EQ(why_in_full(*trace, TaskId{1}, i).find("has reached"), std::string::npos);
    }
}

TEST(Outages, keep_to_what_a_second_reading_of_the_events_finds) {
    std::size_t crashes = 0, lost_to_cuts = 0, lost_to_crashes = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        SCOPED_TRACE(seed);
        const auto trace = told_by(random_story(seed));
        expect_no_violation(*trace);
        OutagesOracle oracle(*trace);
        oracle.check();
        if (::testing::Test::HasFailure()) FAIL() << random_story(seed) << text_of(*trace);
        crashes += oracle.crashes;
        lost_to_cuts += oracle.lost_to_cuts;
        lost_to_crashes += oracle.lost_to_crashes;
    }
    EXPECT_GT(crashes, 20u);
    EXPECT_GT(lost_to_cuts, 20u);
    EXPECT_GT(lost_to_crashes, 10u);
}

}  // namespace
}  // namespace simul::testing
