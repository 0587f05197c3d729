// simul measure devices: how long this computer takes for a page, a file, a row and, if it has a graphics card, a
// kernel, and the settings with which devices take as long in simulated time. A story that asks them one request after
// another is run for real, and the times are read off its trace. They are not kept: a story must give the same times on
// every computer, so it says them itself.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/command_line/live_run.h"
#include "app/command_line/parsing.h"
#include "app/command_line/report.h"
#include "app/command_line/verbs.h"
#include "engine/analysis/time_words.h"
#include "engine/devices/libraries.h"

namespace simul::command_line {
namespace {

constexpr double kBytesOfLarge = 4e6;

// Of `stir`: one number; a million of them; each of these stirred a hundred times, which is four hundred million
// operations more than once.
constexpr double kBytesThereAndBack = 8e6, kMoreOperations = 4e6 * 99;

constexpr const char* kStory = R"(
title = "The devices of this computer"
sentence = "How long does a request take?"
web  = http_server{ latency = 0 }
disk = folder{ latency = 0, bandwidth = 0 }
bank = database{ latency = 0 }

function timed(what, times, ask)
  for i = 1, times do
    local begun = now()
    ask(i)
    measure(what, now() - begun)
  end
end

function main()
  web:get("warm-up") disk:write("warm-up", 1) bank:execute("warm-up", 0)
  timed("a page of 1 byte", 200, function() web:get("small", 1) end)
  timed("a page of 4 MB", 20, function() web:get("large", 4000000) end)
  timed("a file of 1 byte, written", 50, function() disk:write("small", 1) end)
  timed("a file of 4 MB, written", 20, function() disk:write("large", 4000000) end)
  timed("a file of 4 MB, read", 20, function() disk:read("large") end)
  timed("a row, read", 200, function() bank:query("warm-up") end)
  timed("a row, changed", 30, function(i) bank:execute("warm-up", i) end)
  with_card()
end
)";

constexpr const char* kStoryOfCard = R"(
card = gpu()
function with_card()
  card:run("stir", 1)
  timed("a kernel for 1 number", 50, function() card:run("stir", 1) end)
  timed("a kernel for 4 MB", 10, function() card:run("stir", 1000000) end)
  timed("100 times the operations", 5, function() card:run("stir", 1000000, 100) end)
end
)";

/// Some requests of one kind.
struct Timing {
    std::string what;
    std::vector<double> lengths;  ///< s, rising

    /// `share` of them took no longer.
    double within(double share) const {
        return lengths[std::min(lengths.size() - 1, static_cast<std::size_t>(share * lengths.size()))];
    }
    double median() const { return within(0.5); }
};

/// In the order in which they were asked.
std::vector<Timing> timings_of(const Trace& trace) {
    std::vector<Timing> all;
    for (std::size_t i = 0; i < trace.size(); ++i) {
        if (trace[i].kind != EventKind::measure) continue;
        const std::string_view what = trace.text_of(i);
        if (all.empty() || all.back().what != what) all.push_back({std::string(what), {}});
        all.back().lengths.push_back(std::round(trace[i].real() * 1e9) / 1e9);
    }
    for (Timing& timing : all) std::sort(timing.lengths.begin(), timing.lengths.end());
    return all;
}

/// What a story says so that a device takes as long in simulated time.
struct DeviceSettings {
    double page_latency, page_bandwidth, file_latency, file_bandwidth, query_latency;
    struct Card {
        double latency, bandwidth, speed;
    };
    std::optional<Card> card;  ///< nothing: there is none
};

/// So much more, over how much longer it takes. 0: it takes no longer.
double rate_of(double more, double small, double large) { return large > small ? more / (large - small) : 0; }

DeviceSettings settings_of(const std::vector<Timing>& all) {
    constexpr std::size_t kFirstOfCard = 7;
    const auto time = [&all](std::size_t place) { return all[place].median(); };
    DeviceSettings found{time(0), rate_of(kBytesOfLarge, time(0), time(1)),
                         time(2), rate_of(kBytesOfLarge, time(2), time(3)),
                         time(5), std::nullopt};
    if (all.size() <= kFirstOfCard) return found;
    const double small = time(kFirstOfCard), large = time(kFirstOfCard + 1), long_one = time(kFirstOfCard + 2);
    found.card = {small, rate_of(kBytesThereAndBack, small, large), rate_of(kMoreOperations, large, long_one)};
    return found;
}

std::string as_json(const std::vector<Timing>& all) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Timing& timing : all)
        list.push_back({{"request", timing.what},
                        {"n", timing.lengths.size()},
                        {"median_s", timing.median()},
                        {"p90_s", timing.within(0.9)}});
    const DeviceSettings found = settings_of(all);
    nlohmann::ordered_json settings = {
        {"http_server", {{"latency", found.page_latency}, {"bandwidth", found.page_bandwidth}}},
        {"folder", {{"latency", found.file_latency}, {"bandwidth", found.file_bandwidth}}},
        {"database", {{"latency", found.query_latency}}}};
    if (const auto& card = found.card)
        settings["gpu"] = {{"latency", card->latency}, {"bandwidth", card->bandwidth}, {"speed", card->speed}};
    return written({{"requests", list}, {"settings", settings}});
}

std::string short_seconds(double seconds) { return short_time(duration_of_seconds(seconds)); }

std::string as_text(const std::vector<Timing>& all) {
    std::string text = fmt::format("{:<28}{:>12}{:>16}\n", "request", "median", "90 % within");
    for (const Timing& timing : all)
        text += fmt::format("{:<28}{:>12}{:>16}\n", timing.what, short_seconds(timing.median()),
                            short_seconds(timing.within(0.9)));
    const DeviceSettings found = settings_of(all);
    text += fmt::format(
        "\nIn simulated time devices take as long with these lines at the top of a story:\n"
        "web  = http_server{{ latency = {:.6f}, bandwidth = {:.0f} }}\n"
        "disk = folder{{ latency = {:.6f}, bandwidth = {:.0f} }}\n"
        "bank = database{{ latency = {:.6f} }}\n",
        found.page_latency, found.page_bandwidth, found.file_latency, found.file_bandwidth, found.query_latency);
    if (const auto& card = found.card)
        text += fmt::format("card = gpu{{ latency = {:.6f}, bandwidth = {:.0f}, speed = {:.0f} }}\n", card->latency,
                            card->bandwidth, card->speed);
    return text;
}

Result<std::vector<Timing>> measured(Zygote& zygote) {
    Settings settings;
    settings.scenario = "devices.lua";
    settings.source = std::string(kStory) + (find_opencl() ? kStoryOfCard : "function with_card() end\n");
    settings.model = Model::sequential;
    settings.clock = Clock::real;
    settings.scale = 1;
    const Result<LiveRun> live = run_to_its_end(zygote, settings, {});
    if (!live) return live.error();
    if (live->interrupted) return Error{"It was stopped before all was measured."};
    const Report report = report_on(live->run.trace(), live->run.ending());
    if (report.outcome() != Outcome::finished)
        return Error{fmt::format("The devices could not be measured: {}",
                                 report.findings.empty() ? "the run did not finish." : report.findings.front().text)};
    return timings_of(live->run.trace());
}

}  // namespace

int measure(const Arguments& arguments, Session& session) {
    CommandParser parser("simul measure",
                         "How long this computer takes for a page, a file and a row, and for a kernel if it has a "
                         "graphics card, with all that a story's real run adds: simul measure devices");
    parser.add_argument("WHAT", "devices");
    parser.add_flag("--json", "one JSON object");
    const Result<bool> goes_on = parser.parse(arguments);
    if (!goes_on) return refuse(goes_on.error());
    if (!*goes_on) return kExitDone;
    if (parser.value("WHAT") != "devices") return refuse({"simul measure needs to know what: simul measure devices"});
    if (!session.zygote) return refuse(session.zygote.error());
    const Result<std::vector<Timing>> all = measured(*session.zygote);
    if (!all) return refuse(all.error());
    return tell(parser.has("--json") ? as_json(*all) : as_text(*all)) ? kExitDone : kExitRefused;
}

}  // namespace simul::command_line
