#include "app/command_line/sweep_report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <span>

#include "app/command_line/report.h"

namespace simul::command_line {
namespace {

using workspace::SweepPoint;

std::string lines_of(const SweepPlan& plan, const std::vector<SweepPoint>& rows, bool csv) {
    const char* gap = csv ? "," : "  ";
    const auto cell = [&](const std::string& word) { return csv ? word : fmt::format("{:>14}", word); };
    std::string text;
    for (const workspace::Axis& axis : plan.axes) text += cell(axis.name) + gap;
    for (const char* title : {"runs", "mean", "deviation", "least"}) text += cell(title) + gap;
    text += cell("most") + "\n";
    for (const SweepPoint& row : rows) {
        for (const std::string& value : row.values) text += cell(value) + gap;
        text += cell(fmt::format("{}", row.runs)) + gap;
        for (const double figure : {row.mean, row.deviation, row.least})
            text += cell(fmt::format("{:.6g}", figure)) + gap;
        text += cell(fmt::format("{:.6g}", row.most)) + "\n";
    }
    return csv ? text : fmt::format("{} of {}\n\n", plan.measure, plan.scenario) + text;
}

std::string json_text_of(const SweepPlan& plan, const std::vector<SweepPoint>& rows) {
    nlohmann::ordered_json json{{"scenario", plan.scenario}, {"measure", plan.measure}};
    json["points"] = nlohmann::ordered_json::array();
    for (const SweepPoint& row : rows) {
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
    std::vector<SweepPoint> rows;
    const std::size_t runs = plan.seeds.size();
    for (std::size_t point = 0; point < plan.points(); ++point)
        rows.push_back(workspace::point_of(plan.values_at(point), std::span(figures).subspan(point * runs, runs)));
    return form == "--json" ? json_text_of(plan, rows) : lines_of(plan, rows, form == "--csv");
}

}  // namespace simul::command_line
