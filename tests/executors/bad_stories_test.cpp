// What a story written in C++ can do to its run, and what is told of it: on every model, for real and simulated.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <stdexcept>

#include "tests/support/real_run.h"

namespace simul::testing {
namespace {

using namespace operations;

constexpr Model kEveryModel[] = {Model::sequential, Model::threads,     Model::threads_gil, Model::processes,
                                 Model::event_loop, Model::thread_pool, Model::process_pool};

class RealBadStories : public ::testing::TestWithParam<Model> {};

INSTANTIATE_TEST_SUITE_P(each, RealBadStories, ::testing::ValuesIn(kEveryModel),
                         [](const auto& model) { return std::string(name_of(model.param)); });

Task start_bad_and_rest(TaskContext&, Arguments) {
    std::string name = "begun", child = call("bad");
    co_await mark(name);
    co_await spawn(child);
    co_await sleep(10ms);
}

RealRun run_with(Body bad, Clock clock, Model model) {
    tell_story([bad] {
        auto story = std::make_unique<SmallStory>();
        story->function("bad", bad).function("main", start_bad_and_rest);
        return story;
    });
    Settings settings;
    settings.scenario = "small";
    settings.model = model;
    settings.clock = clock;
    settings.scale = 1;
    return run_for_real(settings);
}

/// How the task `bad` ended; nothing if its run ended before.
std::optional<std::pair<Ending, std::string>> end_of_bad(const Trace& trace) {
    for (std::size_t i = 0; i < trace.size(); ++i)
        if (trace[i].kind == EventKind::finish && trace[i].task == TaskId{1})
            return std::pair{trace[i].ending(), std::string(trace.text_of(i))};
    return std::nullopt;
}

Task write_to_nothing(TaskContext&, Arguments) {
    int* volatile nothing = nullptr;
    co_await yield();
    *nothing = 1;
}

TEST_P(RealBadStories, that_use_a_null_pointer_end_their_process_and_no_other) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer ends the process itself, with an exit code";
#endif
    const rlimit no_core_file{0, 0};
    setrlimit(RLIMIT_CORE, &no_core_file);
    for (const Clock clock : {Clock::real, Clock::simulated}) {
        const RealRun run = run_with(write_to_nothing, clock, GetParam());
        EXPECT_EQ(run.ending.outcome, Outcome::failed);
        EXPECT_EQ(run.ending.exit_code, 1);
        EXPECT_GE(mark_of(run.trace(), "begun"), 0) << "what was recorded is kept\n" << text_of(run.trace());
        if (clock == Clock::real && copies_variables(GetParam())) {
            ASSERT_TRUE(end_of_bad(run.trace()));
            EXPECT_EQ(end_of_bad(run.trace())->first, Ending::died);
            EXPECT_NE(end_of_bad(run.trace())->second.find("SIGSEGV"), std::string::npos);
            EXPECT_FALSE(run.ending.error);
        } else {
            ASSERT_TRUE(run.ending.error);
            EXPECT_NE(run.ending.error->text.find("SIGSEGV (invalid memory access); its last event: "),
                      std::string::npos)
                << run.ending.error->sentence();
        }
    }
}

template <class Thrown>
Task throw_it(TaskContext&, Arguments) {
    const bool really = true;
    co_await yield();
    if (really) throw Thrown("boom");
}

struct Nameless {
    explicit Nameless(const char*) {}
};

TEST_P(RealBadStories, that_throw_fail_their_task) {
    for (const Clock clock : {Clock::real, Clock::simulated}) {
        const RealRun run = run_with(throw_it<std::runtime_error>, clock, GetParam());
        EXPECT_EQ(run.ending.outcome, Outcome::failed);
        EXPECT_FALSE(run.ending.error);
        EXPECT_EQ(end_of_bad(run.trace()), (std::pair{Ending::failed, std::string("boom")}));
    }
}

TEST_P(RealBadStories, that_throw_anything_fail_their_task) {
    for (const Clock clock : {Clock::real, Clock::simulated}) {
        const RealRun run = run_with(throw_it<Nameless>, clock, GetParam());
        EXPECT_EQ(run.ending.outcome, Outcome::failed);
        EXPECT_FALSE(run.ending.error);
        EXPECT_EQ(end_of_bad(run.trace()), (std::pair{Ending::failed, std::string(kThrewSomething)}));
    }
}

}  // namespace
}  // namespace simul::testing
