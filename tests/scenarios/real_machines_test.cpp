// Stories of several machines, for real on this computer: what must hold however busy it is.
#include <gtest/gtest.h>

#ifdef SIMUL_LUA

#include <fmt/format.h>

#include <chrono>
#include <functional>
#include <map>
#include <set>

#include "engine/analysis/metrics.h"
#include "engine/run/run.h"
#include "scenarios/catalogue.h"
#include "tests/scenarios/any_run.h"
#include "tests/scenarios/told_run.h"
#include "tests/support/busy_computer.h"

namespace simul::testing {
namespace {

Zygote& zygote_of_machines() {
    static Result<Zygote> made = Zygote::create(find_scenario);
    return made.value();
}

/// No message comes, or is lost, before it was sent; nor more often than it was under way. Each task runs on cores of
/// its own machine only.
std::vector<std::string> faults_of_machines(const Told& told) {
    std::vector<std::string> faults;
    std::set<std::int64_t> sent;
    std::map<TaskId, NodeId> homes;
    for (std::size_t i = 0; i < told.trace.size(); ++i) {
        const TraceEvent& event = told.trace[i];
        if (event.kind == EventKind::place) homes[event.task] = static_cast<NodeId>(event.value);
        if (event.kind == EventKind::transmit && !sent.insert(event.value).second)
            faults.push_back(fmt::format("event {}: a number that another message had", i));
        const bool ends = event.kind == EventKind::deliver || event.kind == EventKind::lose;
        if (ends && sent.count(event.value) == 0)
            faults.push_back(fmt::format("event {}: the end of a message that was not sent yet", i));
        if (event.kind == EventKind::run && (index_of(event.core) >= told.trace.header().cores ||
                                             node_of_core(told.trace.header().nodes, event.core) != homes[event.task]))
            faults.push_back(fmt::format("event {}: a core of another machine", i));
    }
    const MessageFigures& figures = told.figures.messages;
    if (figures.sent != sent.size() ||
        figures.sent + figures.doubled != figures.delivered + figures.lost + figures.under_way)
        faults.emplace_back("the messages do not add up");
    return faults;
}

/// To its end. One that never ends is stopped, and fails its test. `faults`: what no computer is too busy for.
void run_on_machines(Settings settings, std::vector<std::string>& faults,
                     const std::function<void(const Told&)>& look) {
    constexpr std::chrono::seconds kForever{60};
    settings.clock = Clock::real;
    auto run = simul::Run::start(zygote_of_machines(), settings);
    ASSERT_TRUE(run.ok()) << run.error().sentence();
    const auto begun = std::chrono::steady_clock::now();
    while (run->take_news(50))
        if (std::chrono::steady_clock::now() - begun > kForever) run->stop();
    ASSERT_FALSE(run->ending().error) << run->ending().error->sentence();
    const Told told(run->trace(), settings.knobs);
    for (std::string& fault : faults_of_any_run(run->trace())) faults.push_back(std::move(fault));
    for (std::string& fault : faults_of_machines(told)) faults.push_back(std::move(fault));
    look(told);
}

void run_text_on_machines(const std::string& text, const std::function<void(const Told&)>& look) {
    Settings settings;
    settings.scenario = "small.lua";
    settings.source = text;
    std::vector<std::string> faults;
    run_on_machines(std::move(settings), faults, look);
    EXPECT_EQ(faults, std::vector<std::string>());
}

// ---- The chapter.

struct ChapterStory {
    std::string scenario;
    KnobSettings knobs = {};
    void (*holds)(const Told&) = nullptr;
};

void all_words_are_counted_once(const Told& told) { EXPECT_EQ(told.variable("counted"), 76); }
void all_are_booked_once(const Told& told) { EXPECT_EQ(told.variable("booked"), 100); }
void as_many_are_paid_as_sold(const Told& told) {
    EXPECT_EQ(told.variable("sold"), 3);
    EXPECT_EQ(told.variable("paid"), 300);
}
void every_night_ends(const Told& told) {
    EXPECT_EQ(told.variable("both") + told.variable("alone") + told.variable("neither"), 4);
}
void one_is_elected(const Told& told) { EXPECT_EQ(told.variable("elected"), 1); }
void the_primary_crashes(const Told& told) {
    ASSERT_EQ(told.figures.outages.size(), 1U);
    EXPECT_EQ(told.figures.outages[0].until, kNever);
    EXPECT_EQ(told.variable("booked"), 0) << "what it held in memory is gone";
    EXPECT_GE(told.variable("known"), 1);
}

const std::vector<ChapterStory>& chapter_stories() {
    static const std::vector<ChapterStory> kStories = {
        {"two_machines"},
        {"map_and_reduce", {}, all_words_are_counted_once},
        {"lost_messages", {{"sends", "with a key"}, {"tries", "100"}}, all_are_booked_once},
        {"which_came_first"},
        {"two_generals", {{"nights", "4"}}, every_night_ends},
        {"leader_election"},
        {"primary_and_copy", {}, the_primary_crashes},
        {"quorum", {{"rounds", "10"}}},
        {"votes", {}, one_is_elected},
        {"consensus", {}, one_is_elected},
        {"saga", {}, as_many_are_paid_as_sold},
    };
    return kStories;
}

class RealChapter : public ::testing::TestWithParam<ChapterStory> {};

TEST_P(RealChapter, runs_on_machines_that_are_processes_and_ends) {
    zygote_of_machines();
    const std::size_t before = processes_of_this_program();
    Settings settings;
    settings.scenario = GetParam().scenario;
    settings.knobs = GetParam().knobs;
    std::vector<std::string> faults;
    expect_within_three_tries([&](int slower) {
        settings.scale = 40.0 / slower;
        run_on_machines(settings, faults, [](const Told& told) {
            EXPECT_TRUE(told.finished());
            EXPECT_GT(told.figures.messages.delivered, 0U);
            if (GetParam().holds != nullptr) GetParam().holds(told);
        });
    });
    EXPECT_EQ(faults, std::vector<std::string>());
    EXPECT_TRUE(come_to_be_processes_of_this_program(before));
}

INSTANTIATE_TEST_SUITE_P(Each, RealChapter, ::testing::ValuesIn(chapter_stories()),
                         [](const auto& story) { return story.param.scenario; });

// ---- Small stories.

constexpr const char* kTwoNodes =
    "nodes = { { name = 'a', cores = 1 }, { name = 'b', cores = 1 } }\n"
    "network = { latency = 0.002 }\n";

TEST(RealMachines, come_back_without_what_they_held_and_begin_restart) {
    run_text_on_machines(
        std::string(kTwoNodes) +
            "asked = on('b', channel(8))\nanswers = channel(8)\ntold = on('b', variable(0))\n"
            "function restart(name)\n  while true do\n    asked:receive()\n"
            "    told.value = told.value + 1\n    answers:send(told.value)\n  end\nend\n"
            "function ask() asked:send('?') print(answers:receive()) end\n"
            "function main()\n  spawn_on('b', { daemon = true }, restart, 'b')\n"
            "  ask() ask()\n  print(crash('b'), crash('b'))\n  print(pcall(spawn_on, 'b', restart, 'b'))\n"
            "  asked:send('lost')\n  sleep(0.1)\n  print(come_back('b'), come_back('b'))\n  ask()\n"
            "  crash('b')\nend\n",
        [](const Told& told) {
            EXPECT_TRUE(told.finished());
            const Lines lines = told.lines();
            ASSERT_EQ(lines.size(), 6U);
            EXPECT_EQ(lines[0] + lines[1], "12");
            EXPECT_EQ(lines[2], "true\tfalse");
            EXPECT_NE(lines[3].find("b is down"), std::string::npos) << lines[3];
            EXPECT_EQ(lines[4], "true\tfalse");
            EXPECT_EQ(lines[5], "1") << "it has forgotten what it told before";
            EXPECT_EQ(told.figures.messages.lost, 1);
        });
}

TEST(RealMachines, share_nothing_and_say_so) {
    run_text_on_machines(std::string(kTwoNodes) +
                             "here = variable(1)\ninbox = on('b', channel(1))\ndone = channel(8)\n"
                             "function there() local ok, why = pcall(function() return here.value end)\n"
                             "  done:send(why)\n  inbox:receive()\n  done:send(node())\nend\n"
                             "function main()\n  local future = spawn_on('b', there)\n"
                             "  print(done:receive())\n  print(select(2, pcall(await, future)))\n"
                             "  print(select(2, pcall(function() return inbox:receive() end)))\n"
                             "  inbox:send('x')\n  print(done:receive(), node())\nend\n",
                         [](const Told& told) {
                             EXPECT_TRUE(told.finished());
                             const Lines lines = told.lines();
                             ASSERT_EQ(lines.size(), 4U);
                             EXPECT_NE(lines[0].find("here stands on a: machines share no memory"), std::string::npos);
                             EXPECT_NE(lines[1].find("no future crosses the network"), std::string::npos);
                             EXPECT_NE(lines[2].find("it can only be sent into"), std::string::npos);
                             EXPECT_EQ(lines[3], "b\ta");
                         });
}

TEST(RealMachines, send_long_messages_whole_and_in_order) {
    run_text_on_machines(
        std::string(kTwoNodes) +
            "inbox = on('b', channel(100))\ndone = channel(8)\n"
            "function there()\n  local at = 0\n  for i = 1, 20 do\n    local m = inbox:receive()\n"
            "    if #m.text == 150000 and m.i == at + 1 then at = m.i end\n  end\n  done:send(at)\nend\n"
            "function main()\n  spawn_on('b', there)\n"
            "  for i = 1, 20 do inbox:send({ i = i, text = ('x'):rep(150000) }) end\n"
            "  print(done:receive())\nend\n",
        [](const Told& told) {
            EXPECT_TRUE(told.finished());
            EXPECT_EQ(told.lines(), Lines{"20"});
        });
}

TEST(RealMachines, lose_what_finds_the_channel_full_or_its_link_cut) {
    run_text_on_machines(
        std::string(kTwoNodes) +
            "inbox = on('b', channel(2))\n"
            "function main()\n  for i = 1, 5 do inbox:send(i) end\n  sleep(0.1)\n"
            "  cut('a', 'b')\n  inbox:send(6)\n  mend('a', 'b')\n  sleep(0.1)\nend\n",
        [](const Told& told) {
            EXPECT_TRUE(told.finished());
            std::map<std::string, int> why;
            for (std::size_t i = 0; i < told.trace.size(); ++i)
                if (told.trace[i].kind == EventKind::lose) ++why[std::string(told.trace.text_of(i))];
            EXPECT_EQ(why, (std::map<std::string, int>{{"the channel is full", 3}, {"the link was cut", 1}}));
        });
}

TEST(RealMachines, that_all_wait_are_a_deadlock) {
    run_text_on_machines(std::string(kTwoNodes) +
                             "inbox = on('b', channel(2))\nanswers = channel(2)\n"
                             "function there() inbox:receive() inbox:receive() end\n"
                             "function main()\n  spawn_on('b', there)\n  inbox:send(1)\n  answers:receive()\nend\n",
                         [](const Told& told) {
                             EXPECT_EQ(told.figures.outcome, Outcome::deadlock);
                             EXPECT_EQ(told.figures.messages.delivered, 1) << "before it was found";
                         });
}

/// A machine that is busy with events of its own is killed in the middle of none of them.
TEST(RealMachines, that_crash_again_and_again_leave_no_gap) {
    run_text_on_machines(std::string(kTwoNodes) +
                             "m = on('b', mutex())\nn = on('b', variable(0))\ntold = channel(1000)\n"
                             "function busy() while true do m:lock() n.value = n.value + 1 m:unlock()\n"
                             "  if n.value % 50 == 0 then told:send(n.value) end end end\n"
                             "function restart(name) spawn(busy) spawn(busy) end\n"
                             "function main()\n  spawn_on('b', restart, 'b')\n  for i = 1, 12 do\n    sleep(0.004)\n"
                             "    crash('b')\n    if i < 12 then come_back('b') end\n  end\nend\n",
                         [](const Told& told) {
                             EXPECT_TRUE(told.finished());
                             EXPECT_EQ(told.figures.lost_events, 0U);
                             EXPECT_EQ(told.figures.outages.size(), 12U);
                         });
}

TEST(RealMachines, go_down_and_links_are_cut_as_the_settings_ask) {
    Settings settings;
    settings.scenario = "small.lua";
    settings.source = std::string(kTwoNodes) +
                      "inbox = on('b', channel(100))\nfunction restart() print('back') end\n"
                      "function main()\n  while now() < 0.4 do sleep(0.05) end\n"
                      "  for i = 1, 3 do inbox:send(i) end\n  sleep(0.1)\nend\n";
    settings.crashes = {"b@0.1:0.2"};
    settings.cuts = {"a-b@0.3"};
    std::vector<std::string> faults;
    run_on_machines(settings, faults, [](const Told& told) {
        EXPECT_TRUE(told.finished());
        EXPECT_EQ(told.figures.outages.size(), 2U);
        EXPECT_EQ(told.figures.messages.lost, 3U);
        EXPECT_EQ(told.lines(), Lines{"back"});
    });
    EXPECT_EQ(faults, std::vector<std::string>());
}

TEST(RealMachines, are_not_conducted) {
    Settings settings;
    settings.scenario = "votes";
    settings.clock = Clock::real;
    settings.by_hand = true;
    auto run = simul::Run::start(zygote_of_machines(), settings);
    ASSERT_TRUE(run.ok());
    while (run->take_news(50)) {
    }
    ASSERT_TRUE(run->ending().error);
    EXPECT_NE(run->ending().error->sentence().find("use --clock simulated"), std::string::npos);
}

}  // namespace
}  // namespace simul::testing

#endif
