// What the stories of processes, of their threads and of blocking show in any run.
#pragma once

#include <cmath>

#include "tests/scenarios/told_run.h"

namespace simul::testing {

inline bool ends_in(const std::string& line, std::string_view end) {
    return line.size() >= end.size() && line.compare(line.size() - end.size(), end.size(), end) == 0;
}

/// What kills its worker takes along what a broken pool has left to do; elsewhere it is lost alone.
inline void a_death_breaks_a_pool_and_an_error_does_not(const Told& told) {
    EXPECT_TRUE(told.finished());
    const std::size_t photos = told.count("photos"), bad = told.count("bad");
    const bool dies = told.knob("opens") == "at once";
    const bool breaks = dies && told.knob("pool") == "breaks" && told.on({Model::process_pool});
    EXPECT_EQ(told.has_found(FindingKind::broken_pool), breaks);
    EXPECT_EQ(told.has_found(FindingKind::died), dies);
    const Lines lines = told.lines();
    EXPECT_EQ(lines.back(), breaks ? "another job is refused" : "another job is done");
    const auto small = static_cast<std::size_t>(
        std::count_if(lines.begin(), lines.end(), [](const auto& line) { return ends_in(line, " is small"); }));
    if (!breaks) {
        EXPECT_EQ(small, photos - 1);
    } else if (told.exact()) {
        const std::size_t workers = told.trace.header().workers;
        EXPECT_EQ(small, (bad - 1) / workers * workers) << "all those that were done before";
    } else {
        EXPECT_LT(small, photos - 1);
    }
    EXPECT_LE(small, static_cast<std::size_t>(told.variable("done")));
}

/// To wait keeps a thread, or a worker; to await on a loop keeps nobody.
inline void who_waits_keeps_what_it_runs_on(const Told& told) {
    const std::string asks = told.knob("asks");
    const std::size_t readers = told.count("readers");
    const bool loop = told.on({Model::event_loop}), pool = told.on({Model::thread_pool, Model::process_pool});
    // For real a worker may take the first book before the last reader is there; then none need starve.
    const bool may_starve = pool && (asks == "await" || asks == "result");
    const bool starves = told.has_found(FindingKind::starved_pool);
    EXPECT_EQ(told.figures.outcome, starves ? Outcome::deadlock : Outcome::finished);
    EXPECT_TRUE(may_starve || !starves);
    EXPECT_TRUE(starves || !may_starve || !told.exact());
    EXPECT_EQ(told.has_found(FindingKind::cut_off), loop && asks == "result");
    EXPECT_TRUE(told.has_found(FindingKind::loop_blocked) || !loop || asks != "blocking call");
    if (starves) return;
    const bool none = (loop && asks == "result") || (pool && asks == "looks again");
    EXPECT_EQ(told.variable("pages"), none ? 0 : static_cast<std::int64_t>(readers));
    if (!told.exact() || none) return;
    const double at_once = pool ? told.trace.header().workers : told.trace.header().cores;
    const double rounds = std::ceil(static_cast<double>(readers) / at_once);
    const double all = static_cast<double>(readers);
    const double expected = told.on({Model::sequential}) || (loop && asks == "blocking call") ? all * 2.5
                            : loop || told.on({Model::threads_gil})                           ? 2 + all * 0.5
                            : pool                                                            ? rounds * 2.5
                                                                                              : 2 + rounds * 0.5;
    EXPECT_NEAR(told.marked_at("all_told"), expected, kTiny);
}

inline std::string found_by(const Told& told, std::size_t guest) {
    if (told.on({Model::threads, Model::threads_gil})) return "nothing";
    if (told.on({Model::processes}) || guest == 1) return "main's slip";
    return std::to_string(guest - 1);
}

/// Threads share variables, a fork copies them; thread-local values are the thread's, or copies of the forking one's.
inline void a_pocket_is_the_threads_and_a_badge_the_tasks(const Told& told) {
    EXPECT_TRUE(told.finished());
    const std::size_t guests = told.count("guests");
    const bool copies = told.on({Model::processes, Model::process_pool});
    const bool pool = told.on({Model::thread_pool, Model::process_pool});
    const bool one_thread = told.on({Model::sequential, Model::event_loop});
    EXPECT_EQ(told.variable("wall"), copies ? 0 : static_cast<std::int64_t>(guests));
    EXPECT_EQ(told.variable("book"), static_cast<std::int64_t>(guests));
    const bool together = told.knob("come") == "together";
    const bool mixes = together && told.knob("slip") == "pocket" && told.on({Model::event_loop});
    EXPECT_EQ(told.variable("mixed"), mixes ? static_cast<std::int64_t>(guests) - 1 : 0);
    EXPECT_EQ(told.has_found(FindingKind::expectation), mixes);
    const Lines lines = told.lines();
    ASSERT_EQ(lines.size(), guests + 2);
    EXPECT_EQ(lines.back(), "main has " + (one_thread ? std::to_string(guests) : "main's slip") + ", and main's badge");
    for (std::size_t guest = 1; guest <= guests && !together && !pool; ++guest)
        EXPECT_EQ(lines[guest - 1].find("guest " + std::to_string(guest) + " finds " + found_by(told, guest) + ","), 0u)
            << lines[guest - 1];
}

/// The desktop is told of files that it has not seen; what is read later does not keep the window.
inline void a_program_waits_for_the_disk_before_its_window(const Told& told) {
    EXPECT_TRUE(told.finished());
    const std::size_t libraries = told.count("libraries"), parts = told.count("parts");
    const bool copies = told.on({Model::processes, Model::process_pool}), later = told.knob("loads") == "at need";
    const std::size_t all = 1 + libraries + parts;
    const std::string seen = std::to_string(copies ? 0 : all), result = std::to_string(copies ? all - parts : all);
    const Lines expected = {
        "the program has opened " + std::to_string(later ? 1 : 1 + libraries) + " files, and begins",
        "the window appears", "the desktop has opened " + seen + " files, and was told of " + result,
        told.on({Model::processes}) ? "the exit code is 0" : "there is no exit code, as it had no process of its own"};
    EXPECT_EQ(told.lines(), expected);
    EXPECT_LE(told.measure("until_the_window").max, told.measure("until_all_is_there").max);
    if (told.exact() && told.on({Model::threads, Model::processes})) {
        const bool cold = told.knob("start") == "first";
        const double latency = cold ? 0.01 : 0.0001, bytes = 2e6 / (cold ? 100e6 : 5e9);
        const double one_by_one = static_cast<double>(1 + libraries) * (latency + bytes);
        const double rounds = std::ceil(static_cast<double>(parts) / static_cast<double>(told.trace.header().cores));
        const double of_parts = latency + static_cast<double>(parts) * bytes + rounds * 0.005;
        const double in_all = 0.002 + one_by_one + 0.01 + of_parts;
        EXPECT_NEAR(told.measure("until_all_is_there").max, in_all, 1e-6);
        const double saved = later ? static_cast<double>(libraries) * (latency + bytes) : 0;
        EXPECT_NEAR(told.measure("until_the_window").max, in_all - saved, 1e-6);
    }
}

}  // namespace simul::testing
