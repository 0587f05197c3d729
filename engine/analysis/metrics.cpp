#include "engine/analysis/metrics.h"

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/analysis/doing.h"
#include "engine/analysis/variables.h"
#include "engine/base/happening.h"

namespace simul {
namespace {

/// The one pass.
class MetricsPass {
  public:
    explicit MetricsPass(const Trace& trace) : trace_(trace), variables_(trace.header()) {
        metrics_.resources.resize(trace.header().resources.size());
    }

    Metrics run();

  private:
    /// A task on its way: its state, and since when.
    struct Course {
        TaskState state;
        Time since{};
        TaskFigures figures;
        std::optional<Duration> own_clock;  ///< core time that it told itself
        bool computes = false;              ///< is in the middle of a compute
        NodeId node{};
        bool selects = false;            ///< waits for a message from any of several channels
        std::optional<Duration> waited;  ///< for one of them, and has not received yet
    };

    /// A message between machines.
    struct Way {
        Time sent{};
        NodeId from{}, to{};
        std::uint32_t arrivals = 0;  ///< of it and its double, lost ones too
    };

    void change_state(const TraceEvent& event, std::size_t index);
    static void take_attribute(TaskFigures& figures, const TraceEvent& event, std::string_view name);
    void add_stretch(Course& course, const TaskState& state, Duration length);
    void add_to_core(CoreId core, Time from, Time until);
    void add_wait(ResourceId resource, TaskId task, Duration length);
    void take_saying(const TraceEvent& event, std::size_t index);
    void set_mark(std::string_view name, Time at);
    void add_measure(std::string_view name, double value);
    void finish();
    void take_outage(const TraceEvent& event);
    void add_message(const TraceEvent& event);
    void count_messages();
    void end_wait(Course& course, ResourceId resource, Duration length);
    void charge_select(Course& course, const TraceEvent& event);
    static void tell_own_clock(Course& course, Duration used);
    void finish_task(Course& course);
    void list_cores();
    void list_variables();
    Course& course_of(TaskId task);

    const Trace& trace_;
    Metrics metrics_;
    std::unordered_map<std::int64_t, Way> ways_;  ///< of messages, by number
    std::size_t doubled_ = 0;                     ///< conducted: of these the second one may be under way still
    VariableFold variables_;
    static int needs_core(const TaskState& task) {
        return task.state == State::running || task.state == State::ready ? 1 : 0;
    }

    std::vector<Course> courses_;
    std::int64_t needing_ = 0;  ///< tasks that run or are ready
    std::vector<CoreFigures> cores_;
    std::unordered_map<std::string_view, std::size_t> mark_places_, measure_places_;
    Time last_finish_{};
};

Metrics MetricsPass::run() {
    const std::size_t size = trace_.size();
    for (std::size_t i = 0; i < size; ++i) {
        const TraceEvent& event = trace_[i];
        if (needing_ == 0) metrics_.unneeded += event.time - metrics_.end;
        metrics_.end = event.time;
        if (event.task != kNoTask) change_state(event, i);
        variables_.apply(event, trace_.text_of(i));
        take_saying(event, i);
    }
    metrics_.events = size;
    finish();
    return std::move(metrics_);
}

void MetricsPass::change_state(const TraceEvent& event, std::size_t index) {
    Course& course = course_of(event.task);
    if (event.kind == EventKind::place) course.node = static_cast<NodeId>(event.value);
    charge_select(course, event);
    if (event.kind == EventKind::given) take_attribute(course.figures, event, trace_.text_of(index));
    if (is_compute(event.kind)) {
        course.computes = event.phase == Phase::wanted;
        course.figures.computes = true;
    }
    const TaskState before = course.state;
    if (!fold(course.state, event)) return;
    needing_ += needs_core(course.state) - needs_core(before);
    const Time now = event.begin(course.since);
    add_stretch(course, before, now - course.since);
    if (before.core != kNoCore) add_to_core(before.core, course.since, now);
    if (before.state == State::blocked) end_wait(course, before.resource, now - course.since);
    course.since = now;
    const bool selects = event.kind == EventKind::receive && event.phase == Phase::wanted && event.value > 1;
    if (course.state.state == State::blocked) course.selects = selects;
    TaskFigures& figures = course.figures;
    if (event.kind == EventKind::arrive) {
        figures.arrival = event.time;
        figures.parent = event.other_task();
        figures.name = trace_.text_of(index);
    } else if (course.state.state == State::running) {
        if (!figures.first_run) figures.first_run = now;
        ++figures.switches;
    } else if (course.state.state == State::done) {
        figures.finish = last_finish_ = event.time;
        figures.ending = event.ending();
    }
}

/// Without a deadline of its own a task has one at the end of its period.
void MetricsPass::take_attribute(TaskFigures& figures, const TraceEvent& event, std::string_view name) {
    if ((name != "deadline" && name != "period") || !figures.arrival) return;
    figures.deadline = *figures.arrival + duration_of_seconds(Cell{event.value, event.cell}.as_real());
}

void MetricsPass::add_stretch(Course& course, const TaskState& state, Duration length) {
    TaskFigures& figures = course.figures;
    if (length > 0ns) figures.doings |= bit_of(doing_of(trace_.header(), state, course.computes));
    switch (state.state) {
        case State::running:
            figures.running += length;
            break;
        case State::ready:
            figures.ready += length;
            break;
        case State::blocked:
            figures.blocked += length;
            break;
        case State::asleep:
            figures.asleep += length;
            break;
        case State::absent:
        case State::done:
            break;
    }
}

void MetricsPass::add_to_core(CoreId core, Time from, Time until) {
    if (cores_.size() <= index_of(core)) cores_.resize(index_of(core) + 1);
    CoreFigures& figures = cores_[index_of(core)];
    figures.core = core;
    figures.busy += until - from;
    if (!figures.first) figures.first = from;
    figures.first = std::min(*figures.first, from);
    figures.last = until;
}

void MetricsPass::add_wait(ResourceId resource, TaskId task, Duration length) {
    if (resource == kNoResource) return;
    ResourceFigures& figures = metrics_.resources[index_of(resource)];
    figures.waited += length;
    ++figures.waits;
    if (length <= figures.longest && figures.longest_task != kNoTask) return;
    figures.longest = length;
    figures.longest_task = task;
}

/// Who selects has waited for the channel from which it then receives.
void MetricsPass::end_wait(Course& course, ResourceId resource, Duration length) {
    if (!course.selects) return add_wait(resource, course.figures.id, length);
    course.waited = course.waited.value_or(Duration(0)) + length;
}

void MetricsPass::charge_select(Course& course, const TraceEvent& event) {
    const bool receives = event.kind == EventKind::receive && event.phase != Phase::wanted;
    if (!course.waited || !(receives || event.kind == EventKind::finish)) return;
    const ResourceId resource = receives ? event.resource : course.state.resource;
    add_wait(resource, course.figures.id, *course.waited);
    course.waited.reset();
}

void MetricsPass::take_saying(const TraceEvent& event, std::size_t index) {
    switch (event.kind) {
        case EventKind::mark:
            set_mark(trace_.text_of(index), event.time);
            break;
        case EventKind::measure:
            add_measure(trace_.text_of(index), event.real());
            break;
        case EventKind::print:
            metrics_.output.push_back(trace_.text_of(index));
            break;
        case EventKind::core_busy:
            if (event.task != kNoTask) tell_own_clock(course_of(event.task), event.duration());
            break;
        case EventKind::lost:
            metrics_.lost_events += static_cast<std::size_t>(std::max<std::int64_t>(0, event.value));
            break;
        case EventKind::happens:
            if (happening_of(event.happening()).what == Happening::What::arrives_twice) ++doubled_;
            break;
        case EventKind::transmit:
            add_message(event);
            break;
        case EventKind::deliver:
            ++metrics_.messages.delivered;
            ++ways_[event.value].arrivals;
            break;
        case EventKind::lose:
            ++metrics_.messages.lost;
            ++ways_[event.value].arrivals;
            break;
        case EventKind::crash:
        case EventKind::cut:
        case EventKind::come_back:
        case EventKind::mend:
            if (event.phase == Phase::done) take_outage(event);
            break;
        case EventKind::end:
            metrics_.outcome = static_cast<Outcome>(event.value);
            break;
        default:
            break;
    }
}

/// The end of an outage is that of the last one there.
void MetricsPass::take_outage(const TraceEvent& event) {
    const bool of_link = event.kind == EventKind::cut || event.kind == EventKind::mend;
    const NodeId node = first_end(event.value), other = of_link ? second_end(event.value) : node;
    if (event.kind == EventKind::crash || event.kind == EventKind::cut)
        return metrics_.outages.push_back({node, other, event.time, kNever});
    const auto last = std::find_if(metrics_.outages.rbegin(), metrics_.outages.rend(),
                                   [&](const Outage& it) { return it.is_of(node, other); });
    if (last != metrics_.outages.rend()) last->until = event.time;
}

void MetricsPass::add_message(const TraceEvent& event) {
    ++metrics_.messages.sent;
    const std::vector<ResourceInfo>& resources = trace_.header().resources;
    const NodeId to = index_of(event.resource) < resources.size() ? resources[index_of(event.resource)].node : NodeId{};
    ways_[event.value] = {event.time, course_of(event.task).node, to, 0};
}

void MetricsPass::count_messages() {
    const auto is_cut_off = [this](const Way& way) {
        return std::any_of(metrics_.outages.begin(), metrics_.outages.end(), [&way](const Outage& outage) {
            return outage.is_of(way.from, way.to) && outage.until > way.sent;
        });
    };
    for (const auto& [number, way] : ways_) {
        if (way.arrivals > 1) metrics_.messages.doubled += way.arrivals - 1;
        if (way.arrivals == 0) ++(is_cut_off(way) ? metrics_.messages.lost : metrics_.messages.under_way);
    }
    const std::size_t arrived_twice = metrics_.messages.doubled;
    metrics_.messages.doubled = std::max(arrived_twice, doubled_);
    metrics_.messages.under_way += metrics_.messages.doubled - arrived_twice;
}

void MetricsPass::tell_own_clock(Course& course, Duration used) {
    course.own_clock = course.own_clock.value_or(Duration{0}) + used;
}

void MetricsPass::set_mark(std::string_view name, Time at) {
    const auto [place, is_new] = mark_places_.emplace(name, metrics_.marks.size());
    if (is_new) metrics_.marks.push_back({name});
    MarkFigures& mark = metrics_.marks[place->second];
    mark.at = at;
    ++mark.count;
}

void MetricsPass::add_measure(std::string_view name, double value) {
    const auto [place, is_new] = measure_places_.emplace(name, metrics_.measures.size());
    if (is_new) metrics_.measures.push_back({name, 0, 0, value});
    MeasureFigures& measure = metrics_.measures[place->second];
    ++measure.n;
    measure.sum += value;
    measure.max = std::max(measure.max, value);
}

void MetricsPass::finish() {
    for (Course& course : courses_)
        if (course.figures.arrival || course.figures.first_run) finish_task(course);
    count_messages();
    metrics_.makespan = metrics_.unfinished_tasks == 0 && !metrics_.tasks.empty() ? last_finish_ : metrics_.end;
    list_cores();
    list_variables();
}

void MetricsPass::finish_task(Course& course) {
    TaskFigures& figures = course.figures;
    if (!figures.finish) {
        ++metrics_.unfinished_tasks;
        add_stretch(course, course.state, metrics_.end - course.since);
        if (course.state.core != kNoCore) add_to_core(course.state.core, course.since, metrics_.end);
        if (course.state.state == State::blocked)
            add_wait(course.state.resource, figures.id, metrics_.end - course.since);
    }
    metrics_.cpu_busy += course.own_clock.value_or(figures.running);
    metrics_.tasks.push_back(figures);
}

void MetricsPass::list_cores() {
    const bool all = trace_.header().exact();
    if (all && cores_.size() < trace_.header().cores) cores_.resize(trace_.header().cores);
    for (std::size_t i = 0; i < cores_.size(); ++i) {
        if (!all && cores_[i].core == kNoCore) continue;
        cores_[i].core = static_cast<CoreId>(i);
        metrics_.cores.push_back(cores_[i]);
    }
}

void MetricsPass::list_variables() {
    const std::vector<ResourceInfo>& resources = trace_.header().resources;
    for (std::size_t i = 0; i < resources.size(); ++i) {
        if (resources[i].kind != ResourceKind::variable || resources[i].raw) continue;
        metrics_.variables.push_back({resources[i].name, variables_.value(static_cast<ResourceId>(i), kMainTask)});
    }
}

MetricsPass::Course& MetricsPass::course_of(TaskId task) {
    while (courses_.size() <= index_of(task)) {
        courses_.emplace_back();
        courses_.back().figures.id = static_cast<TaskId>(courses_.size() - 1);
    }
    return courses_[index_of(task)];
}

}  // namespace

std::optional<Duration> TaskFigures::response() const {
    if (!arrival || !first_run) return std::nullopt;
    return *first_run - *arrival;
}

std::optional<Duration> TaskFigures::turnaround() const {
    if (!arrival || !finish) return std::nullopt;
    return *finish - *arrival;
}

std::optional<double> TaskFigures::slowdown() const {
    const std::optional<Duration> whole = turnaround();
    if (!whole || running <= Duration(0)) return std::nullopt;
    return seconds_of(*whole) / seconds_of(running);
}

bool TaskFigures::misses_deadline(Time end) const { return deadline && finish.value_or(end) > *deadline; }

Metrics metrics_of(const Trace& trace) { return MetricsPass(trace).run(); }

std::vector<NamedFigure> figures_named(const Metrics& metrics, std::string_view name, bool worst) {
    using Kind = NamedFigure::Kind;
    std::vector<NamedFigure> figures;
    for (const MarkFigures& mark : metrics.marks)
        if (mark.name == name) figures.push_back({Kind::mark, seconds_of(mark.at)});
    for (const MeasureFigures& measure : metrics.measures)
        if (measure.name == name) figures.push_back({Kind::measure, worst ? measure.max : measure.mean()});
    for (const VariableFigures& variable : metrics.variables)
        if (variable.name == name && !variable.value.is_packed())
            figures.push_back({Kind::variable, variable.value.as_real()});
    return figures;
}

std::optional<NamedFigure> figure_named(const Metrics& metrics, std::string_view name, bool worst) {
    const std::vector<NamedFigure> figures = figures_named(metrics, name, worst);
    return figures.size() == 1 ? std::optional(figures.front()) : std::nullopt;
}

}  // namespace simul
