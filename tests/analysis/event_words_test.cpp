// Every kind of event in every phase has a sentence that a person would say.
#include "engine/analysis/event_words.h"

#include <gtest/gtest.h>

#include <cctype>

#include "tests/support/trace_text.h"

namespace simul {
namespace {

/// The sentence of the last event.
std::string last_in_words(const Trace& trace) {
    const TaskNames names(trace);
    return event_in_words(trace, moment_after(trace, trace.size()), Timeline(trace), names);
}

std::string told(const std::string& text) { return last_in_words(*trace_from(text)); }

TraceHeader header_with_everything() {
    TraceHeader header;
    header.model = Model::threads;
    for (std::size_t i = 0; i < std::size(kResourceKindNames); ++i) {
        ResourceInfo info;
        info.kind = static_cast<ResourceKind>(i);
        info.name = std::string(1, static_cast<char>('p' + i)) + "-thing";
        info.line = 3;
        header.resources.push_back(info);
    }
    return header;
}

ResourceId resource_for(EventKind kind) {
    if (kind == EventKind::wipe) return ResourceId{0};
    if (!is_operation(kind)) return kNoResource;
    const Receiver receiver = info_of(operation_of(kind)).receiver;
    const bool has_resource = receiver != Receiver::none && receiver != Receiver::future;
    return has_resource ? static_cast<ResourceId>(kind_of(receiver)) : kNoResource;
}

void append(Trace& trace, EventKind kind, Phase phase, TaskId task, std::int64_t value, std::string_view text) {
    TraceEvent event;
    event.kind = kind;
    event.phase = phase;
    event.task = task;
    event.value = value;
    event.resource = resource_for(kind);
    event.line = info_of(kind).value == ValueMeaning::none ? 9 : 12;
    trace.append(event, text);
}

/// Main runs, `game 1` has arrived and runs, then this happens to it.
std::string sentence_of(EventKind kind, Phase phase, std::string_view text) {
    Trace trace(header_with_everything());
    append(trace, EventKind::arrive, Phase::done, kMainTask, value_of(kNoTask), "main");
    append(trace, EventKind::arrive, Phase::done, TaskId{1}, value_of(kMainTask), "game 1");
    append(trace, EventKind::run, Phase::done, TaskId{1}, 0, "");
    append(trace, kind, phase, TaskId{1}, info_of(kind).value == ValueMeaning::task ? value_of(kMainTask) : 1, text);
    return last_in_words(trace);
}

bool holds_an_identifier(const std::string& sentence) {
    for (std::size_t i = 0; i < kEventKindCount; ++i) {
        const std::string_view identifier = kEventKinds[i].identifier;
        if (identifier.find('_') != std::string_view::npos && sentence.find(identifier) != std::string::npos)
            return true;
    }
    return false;
}

TEST(EventWords, AreASentenceForEveryKindInEveryPhase) {
    for (std::size_t i = 0; i < kEventKindCount; ++i)
        for (const Phase phase : {Phase::wanted, Phase::done, Phase::failed})
            for (const char* text : {"", "a text"}) {
                const auto kind = static_cast<EventKind>(i);
                const std::string sentence = sentence_of(kind, phase, text);
                SCOPED_TRACE(std::string(info_of(kind).identifier) + ": " + sentence);
                if (kind == EventKind::note && *text != '\0') continue;  // the executor's own sentence
                ASSERT_GT(sentence.size(), 8u);
                EXPECT_TRUE(std::isupper(static_cast<unsigned char>(sentence.front())) || kind == EventKind::lost);
                EXPECT_EQ(sentence.back(), '.');
                EXPECT_FALSE(holds_an_identifier(sentence));
                for (const char* bad : {"  ", "{", "}", "..", " .", " ,"})
                    EXPECT_EQ(sentence.find(bad), std::string::npos) << bad;
                const bool is_named = sentence.find("ame 1") != std::string::npos;
                EXPECT_EQ(is_named, kind != EventKind::end && kind != EventKind::wipe && kind != EventKind::happens);
            }
}

TEST(EventWords, SayUntilWhenAndWhere) {
    const std::string begins = "model threads\nclock simulated\ncores 2\n0 a arrive\n0 a run @1\n";
    EXPECT_EQ(told(begins + "0 a compute? 15 :9\n15 a compute 15 :9\n"), "A has computed for 15 s (line 9).");
    const auto trace = trace_from(
        "model threads\nclock simulated\ncores 2\n0 main arrive\n0 a arrive main \"game 3\"\n0 a run @1\n"
        "0 a compute? 15 :9\n15 a compute 15 :9\n15 a sleep? 55 :10\n");
    const TaskNames names(*trace);
    const Timeline timeline(*trace);
    EXPECT_EQ(event_in_words(*trace, moment_after(*trace, 4), timeline, names),
              "Game 3 computes on core 2 until 15 s (line 9).");
    EXPECT_EQ(event_in_words(*trace, moment_after(*trace, 6), timeline, names), "Game 3 sleeps until 01:10 (line 10).");
}

TEST(EventWords, DoNotSayUntilWhenWhatIsInterruptedOrReal) {
    const char* events = "0 main arrive\n0 main run @0\n0 main compute? 15 :9\n3 main preempt\n4 main run @0\n";
    for (const std::string clock : {"simulated", "real"}) {
        const auto trace = trace_from("model threads\nclock " + clock + "\n" + events);
        EXPECT_EQ(event_in_words(*trace, moment_after(*trace, 3), Timeline(*trace), TaskNames(*trace)),
                  clock == "real" ? "Main computes on core 0 for 15 s (line 9)."
                                  : "Main computes on core 1 for 15 s (line 9).");
    }
}

TEST(EventWords, SayWhoEndedAWaitAndHow) {
    const std::string begins = "mutex judit\nevent flag\n0 a arrive\n0 a run @0\n0 b arrive\n0 b run @1\n";
    EXPECT_EQ(told(begins + "0 a lock judit :3\n0 b lock? judit :3\n"), "B waits for judit (line 3), which a holds.");
    EXPECT_EQ(told(begins + "0 a lock judit\n0 b lock? judit\n5 a unlock judit :4\n5 b ready a\n"),
              "B is ready to continue: a unlocked judit (line 4).");
    EXPECT_EQ(told(begins + "0 b event_wait? flag\n5 a event_set flag 1 :7\n5 b ready a\n"),
              "B is ready to continue: a set flag (line 7).");
    EXPECT_EQ(told(begins + "0 b await? a\n5 a finish returned\n5 b ready a\n"), "B is ready to continue: a ended.");
    EXPECT_EQ(told(begins + "0 a event_set flag 0 :7\n"), "A sets flag (line 7): nobody waits.");
    EXPECT_EQ(told(begins + "0 a event_set flag 2 :7\n"), "A sets flag (line 7): 2 tasks wake.");
}

TEST(EventWords, CountWithTheRightNumber) {
    const std::string begins = "channel orders 4\nsemaphore places 2\n0 a arrive\n0 a run @0\n";
    EXPECT_EQ(told(begins + "0 a send orders 1 \"cake\" :2\n"),
              "A sends \"cake\" into orders (line 2): 1 message is inside.");
    EXPECT_EQ(told(begins + "0 a send orders 3 \"cake\"\n"), "A sends \"cake\" into orders: 3 messages are inside.");
    EXPECT_EQ(told(begins + "0 a receive orders 0 \"cake\"\n"),
              "A receives \"cake\" from orders: 0 messages are left.");
    EXPECT_EQ(told(begins + "0 a close orders\n0 a receive orders 0 :5\n"),
              "A finds orders closed and empty, and receives nothing (line 5).");
    EXPECT_EQ(told(begins + "0 a acquire places\n"), "A takes a permit of places: 1 is left.");
    EXPECT_EQ(told(begins + "0 a lost 1204\n"), "1 204 events of a could not be recorded here.");
}

TEST(EventWords, NameTheEndOfATaskAndOfTheRun) {
    const std::string begins = "0 a arrive\n0 a run @0\n";
    EXPECT_EQ(told(begins + "1 a finish returned\n"), "A ends.");
    EXPECT_EQ(told(begins + "1 a finish returned \"3\"\n"), "A ends, and gives \"3\".");
    EXPECT_EQ(told(begins + "1 a finish failed \"burnt\"\n"), "A fails: \"burnt\".");
    EXPECT_EQ(told(begins + "1 a finish cancelled\n"), "A is cancelled.");
    EXPECT_EQ(told(begins + "1 a finish 2307\n"), "The process of a is ended by signal 9 (SIGKILL).");
    EXPECT_EQ(told(begins + "1 end deadlock\n"), "The run stands still: no task can continue.");
}

TEST(EventWords, CallWhatTheExecutorMadeByItsRole) {
    const std::string gil = "model threads_gil\nmutex GIL\n0 a arrive\n0 a run @0\n";
    EXPECT_EQ(told(gil + "0 a lock GIL\n"), "A gets the global lock.");
    EXPECT_EQ(told(gil + "0 a lock GIL\n0 a unlock GIL\n"), "A lets go of the global lock.");
    const std::string pool = "model thread_pool\nsemaphore pool 2\n0 a arrive\n";
    EXPECT_EQ(told(pool + "0 a acquire pool\n"), "A gets a worker of the pool.");
    EXPECT_EQ(told(pool + "0 a acquire? pool\n"), "A waits for a worker of the pool.");
    EXPECT_EQ(told("model event_loop\n0 a arrive\n0 a run @0\n"), "The loop turns to a.");
}

}  // namespace
}  // namespace simul
