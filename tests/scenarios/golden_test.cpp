// Golden traces: both stories on every model, in simulated time, event by event, as the files in tests/golden say.
//
// Lines of the source are left out, so that a golden trace holds for the story in Lua and for its twin in C++. The
// first line of a file is the command that shows the same trace, with them.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <tuple>

#include "engine/run/simulated/in_place.h"
#include "engine/trace/text_form.h"
#include "scenarios/catalogue.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

constexpr std::size_t kMostLines = 99;

struct Telling {
    const char* name;
    KnobSettings knobs;
};
void PrintTo(const Telling& telling, std::ostream* stream) { *stream << telling.name; }

class Golden : public ::testing::TestWithParam<std::tuple<Telling, Model>> {
  protected:
    const Telling& telling() const { return std::get<0>(GetParam()); }
    Model model() const { return std::get<1>(GetParam()); }

    /// Two cores where a model can use them. Under the global lock one core, as with two the cashiers would hand it
    /// over 48 000 times.
    std::uint32_t cores() const { return model() == Model::threads_gil ? 1 : 2; }

    /// Under the global lock each dispatch is two more events.
    KnobSettings knobs() const {
        KnobSettings knobs = telling().knobs;
        for (auto& [knob, value] : knobs)
            if (knob == "opponents" && model() == Model::threads_gil) value = "2";
        return knobs;
    }

    std::string path() const {
        return fmt::format("{}/tests/golden/{}.{}.txt", SIMUL_SOURCE_DIR, telling().name, name_of(model()));
    }

    std::string command() const {
        std::string words =
            fmt::format("simul run {} --model {} --cores {}", telling().name, name_of(model()), cores());
        for (const auto& [knob, value] : knobs()) words += fmt::format(" --set {}={}", knob, value);
        return words + " --events";
    }

    /// What a golden file should hold, by the story of this name.
    std::string told_by(const std::string& name) const;
};

/// ` (line 12)` stands last in the text form of an event.
std::string without_source_line(std::string event) {
    const std::size_t at = event.rfind(" (line ");
    if (at != std::string::npos && event.back() == ')') event.erase(at);
    return event;
}

std::string Golden::told_by(const std::string& name) const {
    Settings settings;
    settings.model = model();
    settings.cores = cores();
    const auto story = find_scenario(name).value()->load(knobs(), settings.seed);
    const auto plan = settle(settings, story.value()->description(), cores());
    const auto trace = simulate_in_place(*story.value(), plan.value());
    std::string text = command() + "\n";
    std::istringstream events(text_of(*trace));
    for (std::string event; std::getline(events, event);) text += without_source_line(std::move(event)) + "\n";
    return text;
}

std::string content_of(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The first line in which they differ; empty when they are equal.
std::string difference(const std::string& golden, const std::string& told) {
    if (golden == told) return "";
    std::istringstream left(golden), right(told);
    std::string expected, actual;
    for (int line = 1; left || right; ++line) {
        if (!std::getline(left, expected)) expected = "(the end)";
        if (!std::getline(right, actual)) actual = "(the end)";
        if (expected != actual) return fmt::format("line {}\n  golden: {}\n  now:    {}\n", line, expected, actual);
    }
    return "the end of the last line\n";
}

TEST_P(Golden, traces_are_told_by_the_story_and_by_its_twin) {
    if (std::getenv("SIMUL_REWRITE_GOLDEN") != nullptr) std::ofstream(path()) << told_by(telling().name);
    const std::string golden = content_of(path());
    EXPECT_LE(std::count(golden.begin(), golden.end(), '\n'), kMostLines) << path();
    for (const std::string& name : {std::string(telling().name), std::string(telling().name) + ".cpp"}) {
        const std::string differs = difference(golden, told_by(name));
        EXPECT_TRUE(differs.empty()) << name << " tells something else than " << path() << ", " << differs
                                     << "To make that the golden trace: SIMUL_REWRITE_GOLDEN=1 ctest --preset release "
                                        "--tests-regex Golden";
    }
}

INSTANTIATE_TEST_SUITE_P(
    Stories, Golden,
    ::testing::Combine(::testing::Values(Telling{"chess_exhibition", {{"opponents", "3"}, {"pairs", "2"}}},
                                         Telling{"two_cashiers", {{"customers", "2"}}}),
                       ::testing::Values(Model::sequential, Model::threads, Model::threads_gil, Model::processes,
                                         Model::event_loop, Model::thread_pool, Model::process_pool)),
    [](const auto& row) { return fmt::format("{}_{}", std::get<0>(row.param).name, name_of(std::get<1>(row.param))); });

}  // namespace
}  // namespace simul::testing
