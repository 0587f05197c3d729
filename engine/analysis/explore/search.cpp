// Runs at random, for stories with too many orders to explore them all.
#include "engine/analysis/explore/ends.h"
#include "engine/analysis/explore/exploration.h"

namespace simul {

namespace {

/// Notes what another one chooses.
class Noting final : public Conductor {
  public:
    Noting(Conductor& other, std::size_t most) : other_(other), most_(most) {}

    std::optional<std::size_t> choose(const Decision& decision) override {
        if (decision.step >= most_ || decision.may_end) return std::nullopt;
        const std::optional<std::size_t> chosen = other_.choose(decision);
        if (chosen) choices.push_back(decision.enabled[*chosen]);
        return chosen;
    }

    std::vector<TaskId> choices;

  private:
    Conductor& other_;
    std::size_t most_;
};

class Search {
  public:
    Search(Explored& story, const Bounds& bounds) : story_(story), bounds_(bounds) {}

    Exploration run(std::size_t count, const std::function<std::unique_ptr<Conductor>(std::size_t)>& conductor) {
        for (std::size_t i = 0; i < count && found_.left_off.empty(); ++i) {
            run_once(*conductor(i));
            if (bounds_.enough) found_.left_off = bounds_.enough();
        }
        found_.interleavings = BigCount(found_.runs);
        found_.distinct_states = ends_.size();
        if (found_.left_off.empty()) found_.left_off = "a search makes some runs, not all";
        ends_.give(story_, found_);
        return std::move(found_);
    }

  private:
    void run_once(Conductor& conductor) {
        Noting noting(conductor, bounds_.steps);
        const Explored::End end = story_.run(noting);
        ++found_.runs;
        if (!end.cut) ends_.count(story_, end.state, Example{std::move(noting.choices)});
    }

    Explored& story_;
    const Bounds& bounds_;
    CountedEnds ends_;
    Exploration found_;
};

}  // namespace

Exploration search(Explored& story, std::size_t count,
                   const std::function<std::unique_ptr<Conductor>(std::size_t run)>& conductor, const Bounds& bounds) {
    return Search(story, bounds).run(count, conductor);
}

}  // namespace simul
