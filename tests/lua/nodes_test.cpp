// Several machines: who shares what, and what becomes of messages between them.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>

#include "engine/analysis/invariants.h"
#include "engine/analysis/metrics.h"
#include "engine/analysis/speech.h"
#include "engine/analysis/wait_words.h"
#include "engine/run/settings.h"
#include "engine/trace/file_blocks.h"
#include "tests/lua/lua_run.h"

namespace simul::testing {
namespace {

using Lines = std::vector<std::string>;

/// Two machines, and what stands there; `network` is the inside of that table.
std::string on_two(const std::string& network, const std::string& rest) {
    return "nodes = { 'shop', 'bank' } network = { " + network +
           " }\n"
           "orders = on('bank', channel(8)) answers = channel(8) account = on('bank', variable(0)) door = mutex()\n" +
           rest;
}

std::unique_ptr<Trace> run_on_two(const std::string& network, const std::string& rest) {
    auto trace = told_by(on_two(network, rest));
    EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0] << "\n" << text_of(*trace);
    return trace;
}

// ---- Where tasks and things are.

TEST(Nodes, run_tasks_where_they_are_spawned_and_their_children_beside_them) {
    const auto trace = run_on_two("", R"(
function child() print("child on " .. node()) end
function clerk() print("clerk on " .. node()) spawn(child) end
function main() print("main on " .. node()) spawn_on("bank", clerk) spawn_on("shop", child) end)");
    EXPECT_EQ(printed_in(*trace), (Lines{"main on shop", "child on shop", "clerk on bank", "child on bank"}));
}

TEST(Nodes, have_cores_of_their_own) {
    const std::string story = R"(
nodes = { { name = "laptop", cores = 1 }, { name = "server", cores = 3 } }
function works() compute(1) end
function main()
  for i = 1, 3 do spawn(works) spawn_on("server", works) end
end)";
    const auto trace = told_by(story);
    EXPECT_EQ(trace->header().cores, 4u);
    EXPECT_EQ(end_of(*trace), 3) << "the laptop's one after another, however idle the server is";
    const Metrics metrics = metrics_of(*trace);
    EXPECT_EQ(metrics.cores[0].busy, 3s);
    for (const std::size_t core : {1, 2, 3}) EXPECT_EQ(metrics.cores[core].busy, 1s) << core;
}

TEST(Nodes, take_turns_by_the_quantum_among_their_own_tasks_only) {
    const std::string story = R"(
nodes = { { name = "a", cores = 1 }, { name = "b", cores = 1 } }
function works(name) compute(2) mark(name) end
function main() spawn(works, "a1") spawn(works, "a2") spawn_on("b", works, "b1") end)";
    const auto trace = simulate_in_place(*loaded(story), simulated(Model::threads, 1, "round_robin", 1s));
    EXPECT_EQ(mark_of(*trace, "a1"), 3);
    EXPECT_EQ(mark_of(*trace, "a2"), 4);
    EXPECT_EQ(mark_of(*trace, "b1"), 2);
}

TEST(Nodes, are_as_many_as_a_number_says) {
    const auto trace = told_by("nodes = 3 function f() print(node()) end function main() spawn_on('node 3', f) end");
    EXPECT_EQ(printed_in(*trace), Lines{"node 3"});
    EXPECT_EQ(trace->header().cores, 12u);
}

// ---- What is shared.

TEST(Nodes, share_no_variable_no_mutex_and_no_future) {
    const auto refused = [](const std::string& body) {
        return failure_in(*run_on_two(
            "", "function f() end function g(x) " + body + " end\nfunction main() spawn_on('bank', g, spawn(f)) end"));
    };
    EXPECT_EQ(refused("door:lock()"),
              "story.lua:3: in task g: g runs on bank, and door stands on shop: machines share no memory: send a "
              "message to a task "
              "on shop, into a channel that stands there, on(\"shop\", channel(8))");
    EXPECT_EQ(refused("x = answers:receive()"),
              "story.lua:3: in task g: g runs on bank, and answers stands on shop: from bank it can only be sent into; "
              "let a task on "
              "shop do this, or put it here: on(\"bank\", …)");
    EXPECT_EQ(refused("await(x)"),
              "story.lua:3: in task g: g runs on bank, and f on shop: no future crosses the network; let it send its "
              "result into a "
              "channel that stands on bank");
    for (const char* body : {"answers:try_send(1)", "answers:close()", "select{ orders, answers }", "answers:length()",
                             "gather{ x }", "x:cancel()", "x:done()"})
        EXPECT_NE(refused(body).find(" on shop: "), std::string::npos) << body << ": " << refused(body);
    EXPECT_EQ(refused("account.value = 3"), "");
    EXPECT_EQ(refused("answers:send(1)"), "");
}

TEST(Nodes, are_refused_with_a_sentence_where_the_story_is_wrong) {
    const char* const rest = " function main() end";
    const auto refused = [rest](const std::string& text) { return refusal_of(text + rest); };
    EXPECT_EQ(refused("nodes = { 'a', 'b' } c = on('B', channel(1))"),
              "story.lua:1: on: the story has no node \"B\"; there are \"a\", \"b\"");
    EXPECT_NE(refused("c = on('b', channel(1))").find("as it names none: write nodes ="), std::string::npos);
    EXPECT_NE(refused("nodes = { 'a', 'a' }").find("two nodes have the name \"a\""), std::string::npos);
    for (const char* nodes : {"nodes = {}", "nodes = 0", "nodes = 65", "nodes = 'a'", "nodes = { 1 }", "nodes = { '' }",
                              "nodes = { { cores = 2 } }", "nodes = { { name = 'a', cores = 0 } }"})
        EXPECT_NE(refused(nodes).find("nodes names the machines of the story"), std::string::npos) << nodes;
    EXPECT_NE(refused("network = { loss = 0.1 }").find("network is between nodes"), std::string::npos);
    for (const char* network :
         {"loss = 1.5", "loss = -1", "loss = 'no'", "latency = -1", "bandwidth = 0", "reorders = 1", "speed = 3",
          "links = 4", "links = { { latency = 1 } }", "7", "links = { { between = { 'a' } } }",
          "links = { between = { 'a', 'b' }, latency = 1 }", "links = { { between = { 'a', 'x' } } }"})
        EXPECT_NE(refused(std::string("nodes = { 'a', 'b' } network = { ") + network + " }").find("story.lua:1: "),
                  std::string::npos)
            << network;
    EXPECT_EQ(refused("nodes = { 'a', 'b' } network = { links = { { between = { 'a', 'b' }, latency = 1 }, "
                      "{ between = { 'b', 'a' }, loss = 0.5 } } }"),
              "story.lua:1: the link between b and a is given twice; say all of it in one of the links");
    EXPECT_NE(refused("nodes = { 'a', 'b' } network = { links = { { betwen = { 'a', 'b' } } } }")
                  .find("a link has no field betwen; there are latency, jitter, bandwidth, loss, doubles, reorders and "
                        "between"),
              std::string::npos);
    EXPECT_NE(refused("nodes = 2 model = 'event_loop'").find("runs its tasks on threads"), std::string::npos);
    EXPECT_NE(
        failure_in(*told_by("nodes = 2 function f() end function main() spawn_on('x', f) end")).find("no node \"x\""),
        std::string::npos);
    EXPECT_NE(failure_in(*told_by("function f() end function main() spawn_on('x', f) end")).find("it names none"),
              std::string::npos);
}

TEST(Nodes, run_in_a_line_or_conducted_in_simulated_time) {
    const auto story = loaded("nodes = 2 function main() end");
    const auto refused = [&](auto change) {
        Settings settings;
        change(settings);
        const Result<RunPlan> plan = settle(settings, story->description(), 4);
        return plan ? "" : plan.error().sentence();
    };
    EXPECT_EQ(refused([](Settings&) {}), "");
    EXPECT_EQ(refused([](Settings& it) { it.policy = "round_robin"; }), "");
    EXPECT_EQ(refused([](Settings& it) { it.clock = Clock::real; }), "");
    EXPECT_EQ(refused([](Settings& it) { it.by_hand = true; }), "");
    const auto steps_for_real = [](Settings& it) { it.by_hand = true, it.clock = Clock::real; };
    EXPECT_NE(refused(steps_for_real).find("--clock simulated"), std::string::npos) << refused(steps_for_real);
    const auto crashes_in_time = [](Settings& it) { it.by_hand = true, it.crashes = {"node 2@1"}; };
    EXPECT_NE(refused(crashes_in_time).find("--faults crash=1"), std::string::npos);
    EXPECT_NE(refused([](Settings& it) { it.policy = "mlfq"; }).find("choose fifo or round_robin"), std::string::npos);
    EXPECT_NE(refused([](Settings& it) { it.model = Model::processes; }).find("it is a story for threads"),
              std::string::npos);
    EXPECT_NE(refused([](Settings& it) { it.cores = 1000; }).find("have more than 1024 cores"), std::string::npos);
}

// ---- Messages.

TEST(Network, takes_the_latency_there_and_back_and_nothing_on_the_same_machine) {
    const auto trace = run_on_two("latency = 0.25", R"(
function clerk() answers:send(orders:receive() * 2) end
function main()
  spawn_on("bank", clerk)
  answers:send("here") answers:receive() mark("here")
  orders:send(21) mark("sent") print(answers:receive()) mark("back")
end)");
    EXPECT_EQ(printed_in(*trace), Lines{"42"});
    EXPECT_EQ(mark_of(*trace, "here"), 0);
    EXPECT_EQ(mark_of(*trace, "sent"), 0) << "a send over the network never waits";
    EXPECT_EQ(mark_of(*trace, "back"), 0.5);
}

/// Each message of a megabyte takes 0.1 s of the wire, one after another, and then the latency.
TEST(Network, carries_one_message_after_another_as_its_bandwidth_allows) {
    const auto trace = told_by(R"(
nodes = 2 network = { latency = 1, bandwidth = 1e7 }
far = on("node 2", channel{ capacity = 8, bytes = 1000000 })
function clerk() for i = 1, 3 do far:receive() mark("got " .. i) end end
function main() spawn_on("node 2", clerk) for i = 1, 3 do far:send(i) end end)");
    for (int i = 1; i <= 3; ++i) EXPECT_NEAR(mark_of(*trace, fmt::format("got {}", i)), 1 + 0.1 * i, 1e-9);
}

TEST(Network, loses_what_it_is_told_to_lose_and_nobody_hears_of_it) {
    const auto trace = run_on_two("loss = 1, latency = 1", R"(
function clerk() print(pcall(function() return orders:receive(3) end)) end
function main() spawn_on("bank", clerk) orders:send(1) end)");
    EXPECT_EQ(printed_in(*trace), Lines{"false\ttimeout"});
    const MessageFigures messages = metrics_of(*trace).messages;
    EXPECT_EQ(messages.sent, 1u);
    EXPECT_EQ(messages.lost, 1u);
    EXPECT_EQ(messages.delivered, 0u);
}

TEST(Network, stands_still_where_somebody_waits_for_what_was_lost) {
    const auto trace = run_on_two("loss = 1", R"(
function clerk() orders:receive() end
function main() spawn_on("bank", clerk) orders:send(1) end)");
    EXPECT_EQ(outcome_of(*trace), Outcome::deadlock);
}

TEST(Network, brings_each_message_twice_where_it_always_doubles) {
    const auto trace = run_on_two("doubles = 1", R"(
function clerk() for i = 1, 4 do print(orders:receive()) end end
function main() spawn_on("bank", clerk) orders:send("a") orders:send("b") end)");
    EXPECT_EQ(printed_in(*trace), (Lines{"a", "a", "b", "b"}));
}

Lines order_of_arrival(const char* reorders) {
    return printed_in(*run_on_two(std::string("jitter = 1, reorders = ") + reorders, R"(
function clerk() for i = 1, 8 do print(orders:receive()) end end
function main() spawn_on("bank", clerk) for i = 1, 8 do orders:send(i) end end)"));
}

TEST(Network, keeps_the_order_of_messages_unless_they_may_overtake) {
    const Lines sent = {"1", "2", "3", "4", "5", "6", "7", "8"};
    EXPECT_EQ(order_of_arrival("false"), sent);
    Lines overtaken = order_of_arrival("true");
    EXPECT_NE(overtaken, sent);
    std::sort(overtaken.begin(), overtaken.end());
    EXPECT_EQ(overtaken, sent);
}

TEST(Network, loses_what_finds_its_channel_full_or_closed) {
    const auto full = run_on_two("", R"(
function main() for i = 1, 10 do orders:send(i) end sleep(1) end)");
    EXPECT_EQ(metrics_of(*full).messages.lost, 2u);
    const auto closed = run_on_two("latency = 1", R"(
function clerk() orders:close() end
function main() spawn_on("bank", clerk) orders:send(1) sleep(2) end)");
    EXPECT_NE(text_of(*closed).find("is lost on the way to orders = 1 \"the channel is closed\""), std::string::npos)
        << text_of(*closed);
}

TEST(Network, treats_each_link_as_is_said_of_it) {
    const auto trace = told_by(R"(
nodes = 3 network = { latency = 1, links = { { between = { "node 1", "node 3" }, latency = 5 } } }
second, third = on("node 2", channel(1)), on("node 3", channel(1))
function gets(c, name) c:receive() mark(name) end
function main()
  spawn_on("node 2", gets, second, "second") spawn_on("node 3", gets, third, "third")
  second:send(1) third:send(1)
end)");
    EXPECT_EQ(mark_of(*trace, "second"), 1);
    EXPECT_EQ(mark_of(*trace, "third"), 5);
}

/// At one instant a message comes before the deadline, as an answer of a device does.
TEST(Network, is_in_time_at_the_very_deadline) {
    const auto trace = run_on_two("latency = 2", R"(
function clerk() print(orders:receive(2)) end
function main() spawn_on("bank", clerk) orders:send("just") end)");
    EXPECT_EQ(printed_in(*trace), Lines{"just"});
}

TEST(Network, makes_a_greater_loss_lose_the_same_messages_and_more) {
    const auto lost_with = [](const char* loss) {
        const auto trace = told_by(
            on_two(std::string("loss = ") + loss, "function main() for i = 1, 8 do orders:send(i) end sleep(1) end"));
        std::vector<std::int64_t> lost;
        for (std::size_t i = 0; i < trace->size(); ++i)
            if ((*trace)[i].kind == EventKind::lose) lost.push_back((*trace)[i].value);
        return lost;
    };
    const auto few = lost_with("0.3"), many = lost_with("0.7");
    EXPECT_LT(few.size(), many.size());
    EXPECT_TRUE(std::includes(many.begin(), many.end(), few.begin(), few.end()));
}

/// What is under way is memory of the run, and a send does not wait.
TEST(Network, holds_no_more_messages_than_the_memory_of_the_run) {
    const std::string floods = R"(
function main()
  local longest = string.rep("x", 4000)
  while true do orders:send(longest) end
end)";
    EXPECT_NE(failure_in(*run_on_two("latency = 1000", floods)).find("64 MB"), std::string::npos);
    EXPECT_NE(failure_in(*run_on_two("latency = 1000, doubles = 1", floods)).find("64 MB"), std::string::npos);
    const auto again = run_on_two("latency = 1", R"(
function clerk() for i = 1, 3000 do orders:receive() end end
function main()
  spawn_on("bank", clerk)
  for i = 1, 3000 do orders:send(string.rep("x", 30000)) sleep(2) end
end)");
    EXPECT_EQ(failure_in(*again), "") << "what has arrived is held no longer";
}

// ---- What is told, and kept.

TEST(Network, is_told_in_sentences_with_the_machines_names) {
    const auto trace = run_on_two("latency = 1", R"(
function clerk() orders:receive() end
function main() spawn_on("bank", clerk) orders:send(7) end)");
    const std::string text = text_of(*trace);
    EXPECT_NE(text.find("is on node = 1"), std::string::npos) << text;
    EXPECT_NE(text.find("transmits into orders = 1 \"7\""), std::string::npos) << text;
    EXPECT_NE(text.find("is delivered into orders = 1 \"7\""), std::string::npos) << text;
}

/// The sentence of the first event of this kind.
std::string told_of(const Trace& trace, EventKind kind) {
    const TaskNames names(trace);
    const Speech speech(names, trace.header().words);
    for (std::size_t i = 0; i < trace.size(); ++i)
        if (trace[i].kind == kind)
            return kind == EventKind::ready ? cause_in_words(trace, i, speech) : message_in_words(trace, i, speech);
    return "";
}

TEST(Network, is_told_by_whom_a_message_was_sent_and_where_it_arrives_or_does_not) {
    const std::string clerk_and_main = R"(
function clerk() orders:receive(9) end
function main() spawn_on("bank", clerk) orders:send(7) sleep(5) end)";
    const auto arrives = run_on_two("latency = 1", clerk_and_main);
    EXPECT_EQ(told_of(*arrives, EventKind::transmit),
              "Main sends \"7\" to orders on bank (line 5): message 1 is under way.");
    EXPECT_EQ(told_of(*arrives, EventKind::deliver), "Message 1 of main reaches orders on bank: \"7\".");
    EXPECT_EQ(told_of(*arrives, EventKind::ready), "message 1 of main has reached orders");
    EXPECT_EQ(told_of(*run_on_two("loss = 1", clerk_and_main), EventKind::lose),
              "Message 1 of main does not reach orders on bank: the network lost it. Nobody is told.");
    EXPECT_EQ(core_in_words(arrives->header(), CoreId{5}), "core 2 of bank");
    EXPECT_EQ(nodes_in_words(arrives->header()), "shop (4 cores) and bank (4 cores)");
}

TEST(Network, crosses_into_files_and_back) {
    const auto trace = told_by(R"(
nodes = { { name = "a", cores = 2 }, "b" }
network = { latency = 1, jitter = 0.5, bandwidth = 10, loss = 0.25, doubles = 0.125, reorders = true,
            links = { { between = { "b", "a" }, loss = 0 } } }
far = on("b", channel(1))
function main() end)");
    const TraceHeader& header = trace->header();
    const Result<TraceHeader> read = file_blocks::header_from(file_blocks::as_json(header));
    ASSERT_TRUE(read) << read.error().sentence();
    EXPECT_EQ(read->nodes, header.nodes);
    EXPECT_EQ(read->network, header.network);
    EXPECT_EQ(read->resources[0].node, NodeId{1});
    EXPECT_EQ(read->network.between(NodeId{0}, NodeId{1}).loss, 0);
}

TEST(Network, is_refused_in_a_file_that_names_nodes_which_cannot_be) {
    const std::string json =
        file_blocks::as_json(told_by("nodes = 2 c = on('node 2', channel(1)) function main() end")->header());
    const auto problem_with = [&](const std::string& what, const std::string& instead) {
        std::string changed = json;
        const std::size_t at = changed.find(what);
        EXPECT_NE(at, std::string::npos) << what << " in " << json;
        changed.replace(at, what.size(), instead);
        const Result<TraceHeader> read = file_blocks::header_from(changed);
        return read ? "" : read.error().sentence();
    };
    EXPECT_EQ(problem_with("\"node\":1", "\"node\":7"), "it has a resource on a node that there is not");
    EXPECT_EQ(problem_with("\"loss\":0.0", "\"loss\":2.0"), "it has a link that cannot be");
    EXPECT_EQ(problem_with("\"name\":\"node 2\",\"cores\":4", "\"name\":\"node 2\",\"cores\":400"),
              "its nodes have other cores than it has");
    EXPECT_EQ(problem_with("\"links\":[]", "\"links\":[{\"between\":[0,9]}]"),
              "it has a link to a node that there is not");
}

}  // namespace
}  // namespace simul::testing
