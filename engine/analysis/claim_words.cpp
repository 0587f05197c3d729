#include "engine/analysis/claim_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"

namespace simul {
namespace {

bool holds_a_mutex(const Moment& moment, TaskId task) {
    const std::vector<ResourceInfo>& resources = moment.header().resources;
    for (std::size_t i = 0; i < resources.size(); ++i)
        if (resources[i].kind == ResourceKind::mutex && moment.resource(static_cast<ResourceId>(i)).owner == task)
            return true;
    return false;
}

/// What a story says of a state is about the story: not about a worker of the pool or the global lock, for which a task
/// waits before, nor about a choice in a conducted run, nor about a bad end. What it says of tasks that are ready may
/// be that they want what this one has already.
bool may_be_spoken_of(const Moment& moment, const TaskClaim& claim) {
    switch (claim.doing) {
        case Doing::running:
        case Doing::waits:
        case Doing::asleep:
        case Doing::returned:
            return true;
        case Doing::ready:
            return !holds_a_mutex(moment, claim.task);
        default:
            return false;
    }
}

/// In our own words: of one task, and of several.
struct OwnWords {
    std::string_view one, several;
};
constexpr OwnWords kOwnWords[kDoingCount] = {
    {"has not begun", "have not begun"},
    {"runs", "run"},
    {"is ready", "are ready"},
    {"can go on", "can go on"},
    {"is held up", "are held up"},
    {"waits", "wait"},
    {"awaits another", "await others"},
    {"waits for a worker", "wait for a worker"},
    {"waits for the global lock", "wait for the global lock"},
    {"sleeps", "sleep"},
    {"has ended", "have ended"},
    {"has failed", "have failed"},
    {"was cancelled", "were cancelled"},
    {"was ended from outside", "were ended from outside"},
};

std::string own_sentence(const ClaimView& view, const TaskClaim& claim) {
    const TraceHeader& header = view.moment.header();
    const std::string name = view.speech.name_of(claim.task);
    const std::string_view own = kOwnWords[static_cast<std::size_t>(claim.doing)].one;
    if (state_of(claim.doing) == State::blocked)
        return fmt::format("{} {}", name, wait_in_words(view.moment, claim.task, view.speech));
    if (claim.doing == Doing::held_up) return fmt::format("{} is held up: {}", name, what_holds_up(header.model));
    if (claim.doing != Doing::running) return fmt::format("{} {}", name, own);
    const bool names_core = claim.core != kNoCore && !uses_one_core(header.model);
    return fmt::format("{} runs{}", name, names_core ? " on " + core_in_words(header, claim.core) : "");
}

}  // namespace

std::string_view what_holds_up(Model model) {
    return model == Model::event_loop ? "another task has the event loop" : "another call has not returned yet";
}

const StateWords* story_words_of(const ClaimView& view, const TaskClaim& claim) {
    const TaskWords* words = may_be_spoken_of(view.moment, claim) ? view.speech.words_of(claim.task) : nullptr;
    if (words == nullptr) return nullptr;
    const StateWords& of_state = words_of(*words, state_of(claim.doing));
    return of_state.sentence.empty() ? nullptr : &of_state;
}

std::string story_sentence(const ClaimView& view, const TaskClaim& claim) {
    const bool told = story_words_of(view, claim) != nullptr;
    return told ? view.speech.doing(claim.task, state_of(claim.doing)) : std::string();
}

std::string claim_in_words(const ClaimView& view, const TaskClaim& claim) {
    std::string told = story_sentence(view, claim);
    return told.empty() ? own_sentence(view, claim) : told;
}

std::vector<Crowd> crowds_in(const ClaimView& view, bool in_story_words) {
    std::vector<Crowd> crowds;
    for (std::size_t i = 0; i < view.moment.task_count(); ++i) {
        const TaskClaim claim = claim_of(view.moment, static_cast<TaskId>(i));
        if (claim.doing == Doing::absent) continue;
        const StateWords* words = in_story_words ? story_words_of(view, claim) : nullptr;
        if (words != nullptr && words->label.empty()) words = nullptr;
        const auto same = std::find_if(crowds.begin(), crowds.end(), [&](const Crowd& crowd) {
            return crowd.doing == claim.doing && crowd.words == words;
        });
        if (same == crowds.end())
            crowds.push_back({claim.doing, words, 1, claim.task});
        else
            ++same->count;
    }
    std::stable_sort(crowds.begin(), crowds.end(), [](const Crowd& a, const Crowd& b) { return a.doing < b.doing; });
    return crowds;
}

std::string in_words(const Crowd& crowd, bool says_tasks) {
    const bool one = crowd.count == 1;
    if (crowd.words != nullptr) {
        const bool single = one && !crowd.words->single.empty();
        return grouped(crowd.count) + " " + (single ? crowd.words->single : crowd.words->label);
    }
    const OwnWords& own = kOwnWords[static_cast<std::size_t>(crowd.doing)];
    return fmt::format("{} {}", says_tasks ? plural(crowd.count, "task") : grouped(crowd.count),
                       one ? own.one : own.several);
}

std::string futures_in_words(const Moment& moment) {
    constexpr const char* kWords[] = {"with a result", "failed", "cancelled", "died"};
    std::uint64_t pending = 0, ended[4] = {};
    for (std::size_t i = 1; i < moment.task_count(); ++i) {
        const Doing doing = claim_of(moment, static_cast<TaskId>(i)).doing;
        if (has_ended(doing))
            ++ended[static_cast<std::size_t>(doing) - static_cast<std::size_t>(Doing::returned)];
        else if (doing != Doing::absent)
            ++pending;
    }
    std::string words = pending > 0 ? grouped(pending) + " pending" : "";
    for (std::size_t i = 0; i < std::size(ended); ++i)
        if (ended[i] > 0) words += fmt::format("{}{} {}", words.empty() ? "" : ", ", grouped(ended[i]), kWords[i]);
    return words;
}

}  // namespace simul
