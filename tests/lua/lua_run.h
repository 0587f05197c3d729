// Runs a few lines of Lua in simulated time and says what they told.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "engine/run/simulated/in_place.h"
#include "engine/scenario/lua/lua_scenario.h"
#include "tests/support/small_story.h"

namespace simul::testing {

inline Result<std::unique_ptr<Story>> load_story(const std::string& text, const KnobSettings& knobs = {}) {
    return lua_scenario("story", "story.lua", text)->load(knobs, 1);
}

/// The error with which the text is refused, or "".
inline std::string refusal_of(const std::string& text) {
    const auto story = load_story(text);
    return story.ok() ? "" : story.error().sentence();
}

/// Ends the test program when the text is refused.
inline std::unique_ptr<Story> loaded(const std::string& text, const KnobSettings& knobs = {}) {
    auto story = load_story(text, knobs);
    if (!story.ok()) ADD_FAILURE() << story.error().sentence();
    return std::move(story.value());
}

/// On two cores; beside a loop there are four threads, if the story has any.
inline RunPlan plan_for(const Story& story, Model model) {
    RunPlan plan = simulated(model);
    plan.loop_has_pool = model == Model::event_loop && story.description().leaves_loop;
    if (plan.loop_has_pool) plan.cores = 2, plan.workers = 4;
    return plan;
}

inline std::unique_ptr<Trace> told_by(const std::string& text, Model model = Model::threads) {
    const auto story = loaded(text);
    return simulate_in_place(*story, plan_for(*story, model));
}

/// The printed lines.
inline std::vector<std::string> printed_in(const Trace& trace) {
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < trace.size(); ++i)
        if (trace[i].kind == EventKind::print) lines.emplace_back(trace.text_of(i));
    return lines;
}

/// The error of the first task that failed, or "".
inline std::string failure_in(const Trace& trace) {
    for (std::size_t i = 0; i < trace.size(); ++i)
        if (trace[i].kind == EventKind::finish && trace[i].ending() == Ending::failed)
            return std::string(trace.text_of(i));
    return "";
}

/// Four lines with something of each kind, then a `main` with this body on line 5.
inline std::string story_of(const std::string& body) {
    return "m = mutex() s = semaphore(2) full = condition() both = barrier(2) e = event() c = channel(2) v = "
           "variable(0) book = rw_lock() web = http_server() disk = folder() bank = database() card = gpu() flow = "
           "pipe()\n"
           "shared = { 10, 20, a = { b = 5 } } function g() end function double(n) return 2 * n end\n"
           "function fails() error('a pity') end function tell(f) print('told ' .. f:result()) end\n"
           "function sets() sleep(1) e:set() end function notifies() sleep(2) m:lock() full:notify() m:unlock() end "
           "function meets() sleep(3) both:wait() end\n"
           "function main() " +
           body + " end\n";
}

/// The printed lines of a `main` with this body.
inline std::vector<std::string> printed_by(const std::string& body) {
    const auto trace = told_by(story_of(body));
    std::vector<std::string> lines = printed_in(*trace);
    if (const std::string failure = failure_in(*trace); lines.empty() && !failure.empty()) lines.push_back(failure);
    return lines;
}

/// The error of a `main` with this body on line 5.
inline std::string failure_of(const std::string& body) { return failure_in(*told_by(story_of(body))); }

}  // namespace simul::testing
