// The contract of `--json`: names, order and types of the fields. Times are scenario seconds; null: there is none.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/command_line/report.h"
#include "app/workspace/cell_json.h"

namespace simul::command_line {
namespace {

using Json = nlohmann::ordered_json;

template <class Amount>
Json seconds_or_null(const std::optional<Amount>& amount) {
    return amount ? Json(seconds_of(*amount)) : Json(nullptr);
}

Json json_of(const CoreFigures& core) {
    return {{"core", index_of(core.core)},
            {"busy_s", seconds_of(core.busy)},
            {"first_s", seconds_or_null(core.first)},
            {"last_s", seconds_or_null(core.last)}};
}

Json json_of(const TaskFigures& task, Time end) {
    const std::string name = task.name.empty() ? fmt::format("task {}", index_of(task.id)) : std::string(task.name);
    return {{"id", index_of(task.id)},
            {"name", task.id == kMainTask && task.name.empty() ? "main" : name},
            {"parent", task.parent == kNoTask ? Json(nullptr) : Json(index_of(task.parent))},
            {"arrival_s", seconds_or_null(task.arrival)},
            {"first_run_s", seconds_or_null(task.first_run)},
            {"finish_s", seconds_or_null(task.finish)},
            {"response_s", seconds_or_null(task.response())},
            {"turnaround_s", seconds_or_null(task.turnaround())},
            {"wait_s", seconds_of(task.ready)},
            {"cpu_s", seconds_of(task.running)},
            {"ready_s", seconds_of(task.ready)},
            {"blocked_s", seconds_of(task.blocked)},
            {"io_s", seconds_of(task.asleep)},
            {"switches", task.switches},
            {"slowdown", task.slowdown() ? Json(*task.slowdown()) : Json(nullptr)},
            {"deadline_s", seconds_or_null(task.deadline)},
            {"missed_deadline", task.deadline ? Json(task.misses_deadline(end)) : Json(nullptr)}};
}

Json json_of(const NodeInfo& node) { return {{"name", node.name}, {"cores", node.cores}}; }

/// Of a node, or of the link between two.
Json json_of_outages(const TraceHeader& header, const std::vector<Outage>& outages) {
    Json list = Json::array();
    for (const Outage& outage : outages) {
        Json told;
        told["of"].push_back(header.nodes[index_of(outage.node)].name);
        if (outage.of_link()) told["of"].push_back(header.nodes[index_of(outage.other)].name);
        told["from_s"] = seconds_of(outage.from);
        told["until_s"] = outage.until == kNever ? Json(nullptr) : Json(seconds_of(outage.until));
        list.push_back(std::move(told));
    }
    return list;
}

Json json_of(const MessageFigures& messages) {
    return {{"sent", messages.sent},
            {"delivered", messages.delivered},
            {"lost", messages.lost},
            {"doubled", messages.doubled},
            {"under_way", messages.under_way}};
}

Json json_of(const MarkFigures& mark) {
    return {{"name", mark.name}, {"at_s", seconds_of(mark.at)}, {"count", mark.count}};
}

Json json_of(const Finding& finding) {
    Json tasks = Json::array();
    for (const TaskId task : finding.tasks) tasks.push_back(index_of(task));
    return {{"kind", name_of(finding.kind)},
            {"text", finding.text},
            {"at_s", seconds_of(finding.at)},
            {"tasks", tasks},
            {"line", finding.line == 0 ? Json(nullptr) : Json(finding.line)}};
}

Json json_of(const Percentiles& percentiles) {
    return {{"p50", percentiles.p50}, {"p90", percentiles.p90}, {"p99", percentiles.p99}};
}

Json json_of(const SchedulingFigures& figures) {
    return {{"tasks", figures.tasks},
            {"response_s", figures.response_s},
            {"turnaround_s", figures.turnaround_s},
            {"wait_s", figures.wait_s},
            {"slowdown", figures.slowdown},
            {"switches", figures.switches},
            {"missed_deadlines", figures.missed_deadlines},
            {"fairness", figures.fairness},
            {"throughput", figures.throughput},
            {"percentiles",
             {{"response_s", json_of(figures.response_of)},
              {"turnaround_s", json_of(figures.turnaround_of)},
              {"wait_s", json_of(figures.wait_of)}}}};
}

Json json_of_tasks(const Metrics& metrics) {
    Json list = Json::array();
    for (const TaskFigures& task : metrics.tasks) list.push_back(json_of(task, metrics.end));
    return list;
}

template <class Items>
Json list_of(const Items& items) {
    Json list = Json::array();
    for (const auto& item : items) list.push_back(json_of(item));
    return list;
}

Json json_of_measures(const std::vector<MeasureFigures>& measures) {
    Json json = Json::object();
    for (const MeasureFigures& measure : measures)
        json[std::string(measure.name)] = {{"n", measure.n}, {"mean", measure.mean()}, {"max", measure.max}};
    return json;
}

Json json_of_variables(const std::vector<VariableFigures>& variables) {
    Json json = Json::object();
    for (const VariableFigures& variable : variables)
        json[std::string(variable.name)] = workspace::json_of(variable.value);
    return json;
}

Json json_of_knobs(const std::vector<std::pair<std::string, std::string>>& knobs) {
    Json json = Json::object();
    for (const auto& [name, value] : knobs) json[name] = value;
    return json;
}

/// Nothing is stolen from a run in simulated time; of a real run it may be unknown.
Json stolen_of(const Report& report) {
    if (report.ending.stolen_s) return *report.ending.stolen_s;
    return report.header().exact() ? Json(0.0) : Json(nullptr);
}

}  // namespace

Json json_of(const Report& report) {
    const TraceHeader& header = report.header();
    const Metrics& metrics = report.metrics;
    Json json;
    json["scenario"] = header.scenario;
    json["model"] = name_of(header.model);
    json["clock"] = name_of(header.clock);
    json["cores"] = header.cores;
    if (header.has_nodes()) {
        json["nodes"] = list_of(header.nodes);
        json["messages"] = json_of(metrics.messages);
        json["outages"] = json_of_outages(header, metrics.outages);
    }
    json["policy"] = header.policy.empty() ? Json(nullptr) : Json(header.policy);
    if (!header.policy_knobs.empty()) json["policy_knobs"] = json_of_knobs(header.policy_knobs);
    json["seed"] = header.seed;
    json["scale"] = header.scale;
    json["outcome"] = name_of(report.outcome());
    json["makespan_s"] = seconds_of(metrics.makespan);
    json["real_s"] = report.ending.real_s;
    json["stolen_s"] = stolen_of(report);
    json["lost_events"] = report.lost_events();
    json["core_source"] = header.core_source;
    json["cpu_busy_s"] = seconds_of(metrics.cpu_busy);
    json["events"] = metrics.events;
    json["per_core"] = list_of(metrics.cores);
    json["tasks"] = json_of_tasks(metrics);
    json["marks"] = list_of(metrics.marks);
    json["measures"] = json_of_measures(metrics.measures);
    json["variables"] = json_of_variables(metrics.variables);
    json["output"] = metrics.output;
    json["findings"] = list_of(report.findings);
    json["scheduling"] = json_of(scheduling_figures(metrics));
    return json;
}

std::string written(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"; }

}  // namespace simul::command_line
