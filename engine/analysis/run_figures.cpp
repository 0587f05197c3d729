#include "engine/analysis/run_figures.h"

#include <fmt/format.h>

#include "engine/analysis/time_words.h"

namespace simul {
namespace {

std::string mean_or_largest(double value) { return fmt::format("{:.4g}", value); }

class FigureTable {
  public:
    FigureTable(const TraceHeader& header, const Metrics& metrics) : header_(header), metrics_(metrics) {}

    std::vector<RunFigure> built() {
        put(header_.conducted() ? "Steps" : "Makespan", metrics_.makespan.time_since_epoch());
        for (const MarkFigures& mark : metrics_.marks)
            put(std::string(mark.name), mark.at.time_since_epoch(), Kind::mark);
        for (const MeasureFigures& measure : metrics_.measures) put(measure);
        put_states();
        for (const VariableFigures& variable : metrics_.variables)
            figures_.push_back(
                {Kind::variable, std::string(variable.name), fmt::format("{:g}", variable.value.as_real()), 0});
        return std::move(figures_);
    }

  private:
    using Kind = RunFigure::Kind;

    void put(std::string label, Duration value, Kind kind = Kind::of_run) {
        const std::string words = header_.conducted() ? length_in_words(header_, value) : short_time(value);
        figures_.push_back({kind, std::move(label), words, seconds_of(value)});
    }

    void put(const MeasureFigures& measure) {
        const auto put_value = [&](std::string_view which, double value) {
            figures_.push_back(
                {Kind::measure, fmt::format("{}, {}", measure.name, which), mean_or_largest(value), value});
        };
        put_value("mean", measure.mean());
        put_value("worst", measure.max);
    }

    void put_states() {
        Duration ready{0}, blocked{0}, asleep{0};
        for (const TaskFigures& task : metrics_.tasks) {
            ready += task.ready;
            blocked += task.blocked;
            asleep += task.asleep;
        }
        if (!header_.conducted()) put("Computing", metrics_.cpu_busy);
        put(header_.conducted() ? "Could continue, not chosen" : "Ready, without a core", ready);
        put("Blocked", blocked);
        if (!header_.conducted()) put("Asleep, or in I/O", asleep);
    }

    const TraceHeader& header_;
    const Metrics& metrics_;
    std::vector<RunFigure> figures_;
};

}  // namespace

std::vector<RunFigure> figures_of(const TraceHeader& header, const Metrics& metrics) {
    return FigureTable(header, metrics).built();
}

}  // namespace simul
