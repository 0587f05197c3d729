// Done callbacks: small tasks of whoever registered them.
#include <gtest/gtest.h>

#include "engine/run/simulated/in_place.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

using namespace operations;

constexpr ResourceId kSeen{0};

Task rest_once(TaskContext&, Arguments) { co_await sleep(5s); }

Task tell(TaskContext&, Arguments) {
    std::string name = "seen";
    const Operation seen = co_await load(kSeen);
    co_await measure(name, static_cast<double>(seen.value));
}

Task register_and_end(TaskContext&, Arguments) {
    std::string resting = call("rest_once"), telling = call("tell");
    const Operation child = co_await spawn(resting);
    co_await store(kSeen, 7);
    Operation callback(OperationKind::add_done_callback, 0);
    callback.task = child.task;
    callback.text = &telling;
    co_await callback;
}

Task registrar(TaskContext&, Arguments) {
    std::string next = call("register_and_end");
    co_await spawn(next);
}

TEST(DoneCallbacks, see_the_variables_of_a_process_that_has_ended_since_it_registered_them) {
    SmallStory story;
    story.add_variable("seen", 0, false);
    story.function("main", registrar).function("register_and_end", register_and_end);
    story.function("rest_once", rest_once).function("tell", tell);
    const auto trace = simulate_in_place(story, simulated(Model::processes));
    double told = -1;
    for (std::size_t i = 0; i < trace->size(); ++i)
        if ((*trace)[i].kind == EventKind::measure) told = (*trace)[i].real();
    EXPECT_EQ(told, 7);
    EXPECT_EQ(outcome_of(*trace), Outcome::finished);
}

}  // namespace
}  // namespace simul::testing
