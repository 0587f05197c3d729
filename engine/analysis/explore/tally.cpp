#include "engine/analysis/explore/tally.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <tuple>
#include <vector>

#include "engine/analysis/explore/ends.h"

namespace simul {

namespace {

/// Notes what another one chooses.
class Noting final : public Conductor {
  public:
    Noting(Conductor& other, std::size_t most) : other_(other), most_(most) {}

    std::optional<std::size_t> choose(const Decision& decision) override {
        if (decision.step >= most_ || decision.may_end) return std::nullopt;
        const std::optional<std::size_t> chosen = other_.choose(decision);
        if (chosen) way.choices.push_back(decision.enabled[*chosen]);
        return chosen;
    }

    Example way;

  private:
    Conductor& other_;
    std::size_t most_;
};

bool is_shorter(const Tally::End& a, const Tally::End& b) {
    return std::tie(a.steps, a.switches, a.shortest) < std::tie(b.steps, b.switches, b.shortest);
}

void join(Tally::End& known, const Tally::End& other) {
    if (known.count == 0 || is_shorter(other, known)) {
        known.shortest = other.shortest;
        known.steps = other.steps;
        known.switches = other.switches;
    }
    known.first = known.count == 0 ? other.first : std::min(known.first, other.first);
    known.count += other.count;
}

/// Judges each state that runs ended in by the first of these runs.
class TallyJudge {
  public:
    TallyJudge(Explored& story, const ConductorOfRun& conductor, const Bounds& bounds)
        : story_(story), conductor_(conductor), bounds_(bounds) {}

    void judge(const Tally::End& end) {
        const Example way = way_of(end.first);
        const JudgedEnd judged = ends_.judge(*story_.record(way), way);
        shortest_results_.resize(ends_.results().size());
        shortest_findings_.resize(ends_.findings().size());
        count(ends_.results()[judged.result], shortest_results_[judged.result], end);
        for (const std::size_t finding : judged.findings)
            if (ends_.findings()[finding].kind != FindingKind::data_race)
                count(ends_.findings()[finding], shortest_findings_[finding], end);
    }
    void give(Exploration& into) {
        for (std::size_t i = 0; i < shortest_results_.size(); ++i)
            ends_.results()[i].example = way_of(shortest_results_[i].shortest);
        for (std::size_t i = 0; i < shortest_findings_.size(); ++i)
            if (shortest_findings_[i].count > 0) ends_.findings()[i].example = way_of(shortest_findings_[i].shortest);
        ends_.give(story_, into);
    }

  private:
    static void count(auto& what, Tally::End& shortest, const Tally::End& end) {
        what.count += BigCount(end.count);
        join(shortest, end);
    }
    Example way_of(std::uint64_t run) {
        const std::unique_ptr<Conductor> conductor = conductor_(run);
        Noting noting(*conductor, bounds_.steps);
        story_.run(noting);
        return std::move(noting.way);
    }

    Explored& story_;
    const ConductorOfRun& conductor_;
    const Bounds& bounds_;
    Ends ends_;
    std::vector<Tally::End> shortest_results_, shortest_findings_;
};

}  // namespace

void Tally::add(const Tally& other) {
    for (const auto& [state, end] : other.ends) join(ends[state], end);
    runs += other.runs;
    if (left_off.empty()) left_off = other.left_off;
}

std::string text_of(const Tally& tally) {
    std::string text = fmt::format("runs {}\n", tally.runs);
    for (const auto& [state, end] : tally.ends)
        text += fmt::format("{} {} {} {} {} {} {}\n", state.first, state.second, end.count, end.first, end.shortest,
                            end.steps, end.switches);
    return text;
}

Result<Tally> tally_from(std::string_view text) {
    constexpr std::string_view kBegin = "runs ";
    const char* at = text.data();
    const char* const end = at + text.size();
    const auto take = [&](std::uint64_t& number, char after) {
        const auto [rest, failure] = std::from_chars(at, end, number);
        if (failure != std::errc() || rest == end || *rest != after) return false;
        at = rest + 1;
        return true;
    };
    Tally tally;
    bool good = text.substr(0, kBegin.size()) == kBegin;
    if (good) at += kBegin.size();
    good = good && take(tally.runs, '\n');
    while (good && at != end) {
        Tally::StateKey state;
        Tally::End found;
        good = take(state.first, ' ') && take(state.second, ' ') && take(found.count, ' ') && take(found.first, ' ') &&
               take(found.shortest, ' ') && take(found.steps, ' ') && take(found.switches, '\n');
        if (good) tally.ends[state] = found;
    }
    if (!good) return Error{"One of the parts does not say what its runs came to: make it again."};
    return tally;
}

Tally tally_runs(Explored& story, std::size_t count, const Part& part, const ConductorOfRun& conductor,
                 const Bounds& bounds) {
    Tally tally;
    for (std::size_t run = part.number - 1; run < count && tally.left_off.empty(); run += part.of) {
        const std::unique_ptr<Conductor> conducts = conductor(run);
        Noting noting(*conducts, bounds.steps);
        const Explored::End end = story.run(noting);
        ++tally.runs;
        if (!end.cut)
            join(tally.ends[{end.state.first, end.state.second}],
                 {1, run, run, noting.way.choices.size(), noting.way.switches()});
        if (bounds.enough) tally.left_off = bounds.enough();
    }
    return tally;
}

Exploration exploration_of(Explored& story, const Tally& tally, const ConductorOfRun& conductor, const Bounds& bounds) {
    std::vector<const Tally::End*> in_order;
    for (const auto& [state, end] : tally.ends) in_order.push_back(&end);
    std::sort(in_order.begin(), in_order.end(),
              [](const Tally::End* a, const Tally::End* b) { return a->first < b->first; });
    TallyJudge judge(story, conductor, bounds);
    for (const Tally::End* end : in_order) judge.judge(*end);
    Exploration found;
    found.runs = tally.runs;
    found.interleavings = BigCount(tally.runs);
    found.distinct_states = tally.ends.size();
    found.left_off = tally.left_off.empty() ? "a search makes some runs, not all" : tally.left_off;
    judge.give(found);
    return found;
}

}  // namespace simul
