#include "app/command_line/sweep_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <span>

#include "app/command_line/report.h"

namespace simul::command_line {
namespace {

struct Row {
    std::vector<std::string> values;
    std::size_t runs = 0;
    double mean = 0, deviation = 0, least = 0, most = 0;
};

/// The deviation is the standard deviation of a run.
Row row_of(std::vector<std::string> values, std::span<const double> figures) {
    Row row{std::move(values), figures.size()};
    for (const double figure : figures) row.mean += figure;
    row.mean /= static_cast<double>(figures.size());
    double squares = 0;
    for (const double figure : figures) squares += (figure - row.mean) * (figure - row.mean);
    row.deviation = figures.size() < 2 ? 0 : std::sqrt(squares / static_cast<double>(figures.size() - 1));
    const auto [least, most] = std::minmax_element(figures.begin(), figures.end());
    row.least = *least;
    row.most = *most;
    return row;
}

std::string lines_of(const SweepPlan& plan, const std::vector<Row>& rows, bool csv) {
    const char* gap = csv ? "," : "  ";
    const auto cell = [&](const std::string& word) { return csv ? word : fmt::format("{:>14}", word); };
    std::string text;
    for (const Axis& axis : plan.axes) text += cell(axis.name) + gap;
    for (const char* title : {"runs", "mean", "deviation", "least"}) text += cell(title) + gap;
    text += cell("most") + "\n";
    for (const Row& row : rows) {
        for (const std::string& value : row.values) text += cell(value) + gap;
        text += cell(fmt::format("{}", row.runs)) + gap;
        for (const double figure : {row.mean, row.deviation, row.least})
            text += cell(fmt::format("{:.6g}", figure)) + gap;
        text += cell(fmt::format("{:.6g}", row.most)) + "\n";
    }
    return csv ? text : fmt::format("{} of {}\n\n", plan.measure, plan.scenario) + text;
}

std::string json_text_of(const SweepPlan& plan, const std::vector<Row>& rows) {
    nlohmann::ordered_json json{{"scenario", plan.scenario}, {"measure", plan.measure}};
    json["points"] = nlohmann::ordered_json::array();
    for (const Row& row : rows) {
        nlohmann::ordered_json values;
        for (std::size_t i = 0; i < plan.axes.size(); ++i) values[plan.axes[i].name] = row.values[i];
        json["points"].push_back({{"at", values},
                                  {"runs", row.runs},
                                  {"mean", row.mean},
                                  {"deviation", row.deviation},
                                  {"least", row.least},
                                  {"most", row.most}});
    }
    return written(json);
}

}  // namespace

std::string report_on_sweep(const SweepPlan& plan, const std::vector<double>& figures, const std::string& form) {
    std::vector<Row> rows;
    const std::size_t runs = plan.seeds.size();
    for (std::size_t point = 0; point < plan.points(); ++point)
        rows.push_back(row_of(plan.values_at(point), std::span(figures).subspan(point * runs, runs)));
    return form == "--json" ? json_text_of(plan, rows) : lines_of(plan, rows, form == "--csv");
}

}  // namespace simul::command_line
