#include "engine/analysis/races/races.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "engine/analysis/races/happens_before.h"
#include "engine/analysis/shown_table.h"
#include "engine/base/entry_words.h"
#include "engine/resources/semaphore.h"

namespace simul {

namespace {

/// A store that is late counts where its task does it, not where it reaches memory.
bool is_access(const TraceEvent& event) {
    if (event.phase == Phase::wanted || event.task == kNoTask) return false;
    const bool of_value = event.kind >= EventKind::load && event.kind <= EventKind::compare_exchange;
    return of_value || event.kind == EventKind::buffer ||
           (is_operation(event.kind) && is_on_entry(operation_of(event.kind)));
}

/// Whose events are in order anyhow: of a task, or of an event loop beside which threads run.
class Actors {
  public:
    explicit Actors(const Trace& trace) : loop_has_pool_(trace.header().loop_has_pool()) {
        for (std::size_t i = 0; loop_has_pool_ && i < trace.size(); ++i)
            if (takes_thread(trace.header(), trace[i])) on_threads_.insert(trace[i].task);
    }
    /// The loop's is main.
    TaskId of(TaskId task) const {
        const bool is_itself = !loop_has_pool_ || task == kNoTask || on_threads_.count(task) != 0;
        return is_itself ? task : kMainTask;
    }
    TraceEvent as_actors(TraceEvent event) const {
        event.task = of(event.task);
        return event;
    }

  private:
    bool loop_has_pool_;
    std::set<TaskId> on_threads_;
};

/// Who uses which variables, as far as tasks meet there.
class Users {
  public:
    Users(const Trace& trace, const Actors& actors)
        : used_by_(trace.header().resources.size(), kNoTask), shared_(used_by_.size()) {
        const std::size_t size = trace.size();
        for (std::size_t i = 0; i < size; ++i)
            if (is_access(trace[i]) && may_race(trace.header(), trace[i].resource)) add(actors.as_actors(trace[i]));
        for (std::size_t i = 0; any_ && i < size; ++i)
            if (is_access(trace[i]) && is_shared(trace[i].resource)) give_component(actors.of(trace[i].task));
    }

    bool any() const { return any_; }
    bool is_shared(ResourceId variable) const { return shared_[index_of(variable)]; }
    const std::vector<std::size_t>& components() const { return components_; }
    bool is_watched(TaskId task) const {
        return index_of(task) < components_.size() && components_[index_of(task)] != HappensBefore::kNoComponent;
    }

  private:
    static constexpr std::size_t kMostWatched = 1024;

    static bool may_race(const TraceHeader& header, ResourceId variable) {
        const ResourceInfo& info = header.resources[index_of(variable)];
        return !info.raw && (info.mmap || !copies_variables(header.model));
    }
    void add(const TraceEvent& event) {
        TaskId& user = used_by_[index_of(event.resource)];
        if (user == kNoTask) user = event.task;
        if (user == event.task) return;
        shared_[index_of(event.resource)] = any_ = true;
    }
    void give_component(TaskId task) {
        if (components_.size() <= index_of(task)) components_.resize(index_of(task) + 1, HappensBefore::kNoComponent);
        std::size_t& component = components_[index_of(task)];
        if (component == HappensBefore::kNoComponent && count_ < kMostWatched) component = count_++;
    }

    std::vector<TaskId> used_by_;
    std::vector<bool> shared_;
    std::vector<std::size_t> components_;
    std::size_t count_ = 0;
    bool any_ = false;
};

struct Access {
    TaskId task = kNoTask;  ///< the actor
    TaskId who = kNoTask;
    std::uint16_t line = 0;
    bool writes = false, atomic = false;
    std::uint32_t stretch = 0;
    std::size_t event = 0;

    /// Of these only the latest of a task is kept.
    bool is_like(const Access& other) const {
        return task == other.task && line == other.line && writes == other.writes && atomic == other.atomic;
    }
    bool conflicts_with(const Access& other) const {
        return task != other.task && (writes || other.writes) && !(atomic && other.atomic);
    }
};

class RacesPass {
  public:
    RacesPass(const Trace& trace, const TaskNames& names)
        : trace_(trace), names_(names), actors_(trace), users_(trace, actors_) {
        for (const ResourceInfo& resource : trace.header().resources) accesses_.push_back({resource.table, {}, {}});
    }

    std::vector<Finding> run() {
        if (!users_.any()) return {};
        HappensBefore before(trace_.header(), users_.components());
        const std::size_t size = trace_.size();
        for (std::size_t i = 0; i < size; ++i) {
            const TraceEvent event = actors_.as_actors(trace_[i]);
            const bool watched = is_access(event) && users_.is_shared(event.resource) && users_.is_watched(event.task);
            if (watched) look_at(event, i, before);
            if (event.kind == EventKind::wipe && event.resource != kNoResource)
                accesses_[index_of(event.resource)].clear();
            before.apply(event);
        }
        return std::move(findings_);
    }

  private:
    static constexpr std::size_t kMostKept = 256;  ///< of one variable, or entry; by then its races have been told

    struct Accesses {
        void clear() {
            of_value.clear();
            of_entries.clear();
        }

        bool is_of_table;
        std::vector<Access> of_value;
        std::map<std::string, std::vector<Access>> of_entries;  ///< of a shared table
    };

    std::vector<Access>* earlier_of(const TraceEvent& event, std::size_t index);
    void look_at(const TraceEvent& event, std::size_t index, HappensBefore& before);
    void tell(const Access& first, const Access& second);
    std::string in_words(const Access& access) const;

    const Trace& trace_;
    const TaskNames& names_;
    const Actors actors_;
    Users users_;
    std::vector<Accesses> accesses_;  ///< by variable: those that a later one may race with
    std::set<std::tuple<ResourceId, std::uint16_t, std::uint16_t>> told_;
    std::vector<Finding> findings_;
};

/// Null: enough are kept, or it is about no entry, as a walk that has come to the end.
std::vector<Access>* RacesPass::earlier_of(const TraceEvent& event, std::size_t index) {
    Accesses& accesses = accesses_[index_of(event.resource)];
    std::vector<Access>* earlier = &accesses.of_value;
    if (accesses.is_of_table) {
        const std::string_view label = label_in(event, trace_.text_of(index));
        if (label.empty()) return nullptr;
        earlier = &accesses.of_entries[std::string(label)];
    }
    return earlier->size() < kMostKept ? earlier : nullptr;
}

void RacesPass::look_at(const TraceEvent& event, std::size_t index, HappensBefore& before) {
    std::vector<Access>* const known = earlier_of(event, index);
    if (!known) return;
    std::vector<Access>& earlier = *known;
    const bool in_one_step = exchanges(event.kind);
    if (in_one_step) before.find(event);
    Access access;
    access.task = event.task;
    access.who = trace_[index].task;
    access.line = event.line;
    access.writes = !only_reads(event.kind) && event.phase == Phase::done;
    access.atomic = in_one_step || trace_.header().resources[index_of(event.resource)].atomic;
    access.stretch = before.stretch_of(event.task);
    access.event = index;
    bool after_all = true;
    for (const Access& it : earlier) {
        if (it.task == access.task || before.is_before(it.task, it.stretch, access.task)) continue;
        after_all = false;
        if (it.conflicts_with(access)) tell(it, access);
    }
    // Whatever races with what came before a write that came after it all races with that write, too.
    if (access.writes && !access.atomic && after_all) earlier.clear();
    const auto like =
        std::find_if(earlier.begin(), earlier.end(), [&](const Access& it) { return it.is_like(access); });
    if (like == earlier.end())
        earlier.push_back(access);
    else
        *like = access;
}

std::string RacesPass::in_words(const Access& access) const {
    const std::string_view does = access.writes ? (access.atomic ? "changes it at once" : "stores") : "loads";
    const std::string who = names_.clear_name_of(access.who);
    return access.line == 0 ? fmt::format("{} {}", who, does) : fmt::format("{} {} in line {}", who, does, access.line);
}

void RacesPass::tell(const Access& first, const Access& second) {
    const TraceEvent& event = trace_[second.event];
    const auto [low, high] = std::minmax(first.line, second.line);
    if (!told_.emplace(event.resource, low, high).second) return;
    const std::string variable = entry_in_words(trace_.header().resources[index_of(event.resource)].name,
                                                label_in(event, trace_.text_of(second.event)));
    Finding finding;
    finding.kind = FindingKind::data_race;
    finding.text = fmt::format(
        "Data race on {0}: {1}, {2}, and nothing makes one happen before the other. {3}", variable, in_words(first),
        in_words(second),
        trace_.header().loop_has_pool()
            ? "One of them runs on a thread beside the event loop: let it return what it finds, and who awaits it "
              "store that; or change the variable in one step, with add."
            : "What is missing is a way from the one to the other: a lock that both take, a message, an await.");
    finding.at = event.time;
    finding.tasks = {first.who, second.who};
    finding.line = second.line;
    finding.events = {first.event, second.event};
    findings_.push_back(std::move(finding));
}

}  // namespace

std::vector<Finding> races_of(const Trace& trace, const TaskNames& names) {
    if (uses_one_core(trace.header())) return {};
    return RacesPass(trace, names).run();
}

}  // namespace simul
