#include "engine/analysis/narration.h"

#include <fmt/format.h>

#include <vector>

#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"

namespace simul {
namespace {

/// Tasks of which one clause speaks: in one state, and with the same words.
struct Group {
    const StateWords* words;  ///< null: the story has none
    State state;
    std::uint64_t count = 0;
};

/// Those who run, one by one, and the groups of the rest.
class Crowd {
  public:
    Crowd(const Moment& moment, const Speech& speech) : moment_(moment), speech_(speech) {}

    void add(TaskId task);
    std::string told() const;

  private:
    void count(TaskId task, State state);
    std::vector<std::string> who_runs() const;
    std::vector<std::string> groups_in_words() const;

    static constexpr std::size_t kMostByName = 2;

    const Moment& moment_;
    const Speech& speech_;
    std::vector<TaskId> running_;
    std::vector<Group> groups_;
};

void Crowd::add(TaskId task) {
    const State state = moment_.state_of(task);
    if (state == State::absent || state == State::done) return;
    if (state == State::running && running_.size() <= kMostByName) running_.push_back(task);
    count(task, state);
}

void Crowd::count(TaskId task, State state) {
    const TaskWords* task_words = speech_.words_of(task);
    const StateWords* words = task_words ? &words_of(*task_words, state) : nullptr;
    if (words && words->label.empty()) words = nullptr;
    for (Group& group : groups_)
        if (group.words == words && group.state == state) {
            ++group.count;
            return;
        }
    groups_.push_back({words, state, 1});
}

std::string Crowd::told() const {
    std::vector<std::string> clauses = who_runs();
    for (std::string& clause : groups_in_words()) clauses.push_back(std::move(clause));
    std::string text;
    for (const std::string& clause : clauses) text += (text.empty() ? "" : "; ") + clause;
    return text.empty() ? text : capitalized(text) + ".";
}

std::vector<std::string> Crowd::who_runs() const {
    if (running_.size() > kMostByName) return {};
    std::vector<std::string> clauses;
    for (const TaskId task : running_) {
        const std::string doing = speech_.doing(task, State::running);
        const CoreId core = moment_.task(task).state.core;
        const bool names_core = core != kNoCore && !uses_one_core(moment_.header().model);
        if (!doing.empty())
            clauses.push_back(doing);
        else
            clauses.push_back(speech_.name_of(task) + (names_core ? " runs on " + core_in_words(moment_.header(), core)
                                                                  : std::string(" runs")));
    }
    return clauses;
}

std::string plain_clause(const Group& group, bool names_them) {
    const bool one = group.count == 1;
    const std::string who = names_them ? plural(group.count, "task") : grouped(group.count);
    switch (group.state) {
        case State::ready:
            return who + (one ? " is ready" : " are ready");
        case State::running:
            return who + (one ? " runs" : " run");
        case State::asleep:
            return who + (one ? " sleeps" : " sleep");
        default:
            return who + (one ? " waits" : " wait");
    }
}

/// Ready, blocked, asleep: in the order in which they come nearer to a core.
std::vector<std::string> Crowd::groups_in_words() const {
    std::vector<std::string> clauses;
    bool names_them = true;
    for (const State state : {State::running, State::ready, State::blocked, State::asleep})
        for (const Group& group : groups_) {
            if (group.state != state || (state == State::running && running_.size() <= kMostByName)) continue;
            if (!group.words) {
                clauses.push_back(plain_clause(group, names_them));
                names_them = false;
                continue;
            }
            const bool single = group.count == 1 && !group.words->single.empty();
            clauses.push_back(grouped(group.count) + " " + (single ? group.words->single : group.words->label));
        }
    return clauses;
}

}  // namespace

Narration narration_of(const Trace& trace, const Moment& moment, const Timeline& timeline, const Speech& speech) {
    if (moment.size() == 0) return {"Nothing has happened yet.", ""};
    const TraceEvent& event = trace[moment.size() - 1];
    const bool over = event.kind == EventKind::end && static_cast<Outcome>(event.value) == Outcome::finished;
    return {event_in_words(trace, moment, timeline, speech), over ? "" : others_in_words(moment, speech, event.task)};
}

std::string others_in_words(const Moment& moment, const Speech& speech, TaskId but) {
    Crowd crowd(moment, speech);
    for (std::size_t i = 0; i < moment.task_count(); ++i)
        if (const TaskId task = static_cast<TaskId>(i); task != but) crowd.add(task);
    return crowd.told();
}

}  // namespace simul
