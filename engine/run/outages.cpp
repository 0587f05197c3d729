#include "engine/run/outages.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "engine/trace/text_form.h"

namespace simul {

namespace {

constexpr double kLatestOutage = 1e9;

/// Seconds from 0 on, and nothing else.
std::optional<Time> time_in(const std::string& text) {
    if (text.empty() || text.find_first_not_of("0123456789.eE-+") != std::string::npos) return std::nullopt;
    char* end = nullptr;
    const double seconds = std::strtod(text.c_str(), &end);
    if (*end != '\0' || !(seconds >= 0 && seconds <= kLatestOutage)) return std::nullopt;
    return Time(duration_of_seconds(seconds));
}

std::optional<NodeId> node_in(const std::string& name, const std::vector<NodeInfo>& nodes) {
    for (std::size_t i = 0; i < nodes.size(); ++i)
        if (nodes[i].name == name) return static_cast<NodeId>(i);
    return std::nullopt;
}

std::string listed_names(const std::vector<NodeInfo>& nodes) {
    std::string list;
    for (const NodeInfo& node : nodes) list += (list.empty() ? "" : ", ") + node.name;
    return list;
}

/// One word of one option.
class OutageReader {
  public:
    OutageReader(const ScenarioDescription& scenario, bool of_link, std::string word)
        : scenario_(scenario), of_link_(of_link), word_(std::move(word)) {}

    Result<Outage> read() const {
        if (scenario_.nodes.empty())
            return Error{fmt::format("{}: {} is a story of one machine; this is for stories of several", option(),
                                     scenario_.name)};
        const std::size_t at = word_.rfind('@');
        Outage outage;
        if (at == std::string::npos || !read_times(word_.substr(at + 1), outage)) return Error{shape()};
        const std::string place = word_.substr(0, at);
        if (of_link_ ? read_link(place, outage) : read_node(place, outage)) return outage;
        return Error{fmt::format("{}: {} has no such {}; its machines are {}", option(), scenario_.name,
                                 of_link_ ? "link" : "machine", listed_names(scenario_.nodes))};
    }

  private:
    std::string option() const { return fmt::format("--{} {}", of_link_ ? "cut" : "crash", word_); }

    std::string shape() const {
        const std::string& one = scenario_.nodes.front().name;
        const std::string place = of_link_ ? one + "-" + scenario_.nodes.back().name : one;
        return fmt::format("{}: {}@T or {}@T:T2 is expected, with seconds of the run, as in {}@1.5:3", option(),
                           of_link_ ? "A-B" : "NODE", of_link_ ? "A-B" : "NODE", place);
    }

    static bool read_times(const std::string& text, Outage& into) {
        const std::size_t colon = text.find(':');
        const std::optional<Time> from = time_in(text.substr(0, colon));
        const std::optional<Time> until = colon == std::string::npos ? kNever : time_in(text.substr(colon + 1));
        if (!from || !until || *until <= *from) return false;
        into.from = *from;
        into.until = *until;
        return true;
    }

    bool read_node(const std::string& name, Outage& into) const {
        const std::optional<NodeId> node = node_in(name, scenario_.nodes);
        into.node = into.other = node.value_or(kFirstNode);
        return node.has_value();
    }

    /// Names may have hyphens of their own.
    bool read_link(const std::string& place, Outage& into) const {
        for (std::size_t i = place.find('-'); i != std::string::npos; i = place.find('-', i + 1)) {
            const std::optional<NodeId> one = node_in(place.substr(0, i), scenario_.nodes);
            const std::optional<NodeId> other = node_in(place.substr(i + 1), scenario_.nodes);
            if (!one || !other || *one == *other) continue;
            into.node = *one;
            into.other = *other;
            return true;
        }
        return false;
    }

    const ScenarioDescription& scenario_;
    const bool of_link_;
    const std::string word_;
};

/// An outage that begins before one of the same machine or link is over; `outages` are sorted.
const Outage* overlapping_in(const std::vector<Outage>& outages) {
    for (std::size_t i = 0; i < outages.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (outages[k].is_of(outages[i].node, outages[i].other) && outages[i].from < outages[k].until)
                return &outages[i];
    return nullptr;
}

}  // namespace

Result<std::vector<Outage>> outages_in(const std::vector<std::string>& crashes, const std::vector<std::string>& cuts,
                                       const ScenarioDescription& scenario) {
    std::vector<Outage> outages;
    for (const bool of_link : {false, true})
        for (const std::string& word : of_link ? cuts : crashes) {
            const Result<Outage> outage = OutageReader(scenario, of_link, word).read();
            if (!outage) return outage.error();
            outages.push_back(*outage);
        }
    std::stable_sort(outages.begin(), outages.end(),
                     [](const Outage& one, const Outage& other) { return one.from < other.from; });
    if (const Outage* const second = overlapping_in(outages))
        return Error{fmt::format("--{} {}: it begins before another outage of the same {} is over; give one for both",
                                 second->of_link() ? "cut" : "crash", as_option(*second, scenario.nodes),
                                 second->of_link() ? "link" : "machine")};
    return outages;
}

std::string as_option(const Outage& outage, const std::vector<NodeInfo>& nodes) {
    const auto name = [&](NodeId node) { return nodes[index_of(node)].name; };
    const std::string place = outage.of_link() ? name(outage.node) + "-" + name(outage.other) : name(outage.node);
    const std::string from = exact_seconds(outage.from.time_since_epoch());
    return outage.until == kNever
               ? fmt::format("{}@{}", place, from)
               : fmt::format("{}@{}:{}", place, from, exact_seconds(outage.until.time_since_epoch()));
}

}  // namespace simul
