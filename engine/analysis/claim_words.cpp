#include "engine/analysis/claim_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"
#include "engine/trace/text_form.h"

namespace simul {
namespace {

std::string_view text_of_line(std::string_view source, std::size_t line) {
    for (; line > 1 && !source.empty(); --line) {
        const std::size_t end = source.find('\n');
        source.remove_prefix(end == std::string_view::npos ? source.size() : end + 1);
    }
    return source.substr(0, source.find('\n'));
}

/// Those for the line where the task is in the middle of an operation.
const StateWords* words_at_line(const Moment& moment, const TaskWords& words, const TaskClaim& claim) {
    const TraceHeader& header = moment.header();
    const bool computes = claim.doing == Doing::running && moment.task(claim.task).computes;
    const bool in_operation = computes || claim.doing == Doing::waits || state_of(claim.doing) == State::asleep;
    if (words.at.empty() || !in_operation || claim.line == 0) return nullptr;
    const std::string_view line = text_of_line(header.source, claim.line);
    for (const LineWords& at : words.at)
        if (line.find(at.text) != std::string_view::npos) return &at.words;
    return nullptr;
}

bool holds_a_mutex(const Moment& moment, TaskId task) {
    const std::vector<ResourceInfo>& resources = moment.header().resources;
    for (std::size_t i = 0; i < resources.size(); ++i)
        if (resources[i].kind == ResourceKind::mutex && moment.resource(static_cast<ResourceId>(i)).owner == task)
            return true;
    return false;
}

/// What a story says of tasks that run is about their work; what it says of tasks that are ready may be that they want
/// what this one has already.
const StateWords& words_that_hold(const Moment& moment, const TaskWords& words, const TaskClaim& claim) {
    static const StateWords kNothing;
    if (claim.doing == Doing::running && !moment.task(claim.task).computes) return kNothing;
    const StateWords& of_doing = words_for(words, claim.doing);
    return &of_doing == &words.ready && holds_a_mutex(moment, claim.task) ? kNothing : of_doing;
}

/// In our own words: of one task, and of several.
struct OwnWords {
    std::string_view one, several;
};
constexpr OwnWords kOwnWords[kDoingCount] = {
    {"has not begun", "have not begun"},
    {"runs", "run"},
    {"is ready", "are ready"},
    {"is interrupted", "are interrupted"},
    {"can continue", "can continue"},
    {"is held up", "are held up"},
    {"waits", "wait"},
    {"awaits another", "await others"},
    {"waits for a worker", "wait for a worker"},
    {"waits for the global lock", "wait for the global lock"},
    {"waits for an answer", "wait for an answer"},
    {"sleeps", "sleep"},
    {"has ended", "have ended"},
    {"has failed", "have failed"},
    {"was cancelled", "were cancelled"},
    {"was ended from outside", "were ended from outside"},
    {"was cut off", "were cut off"},
};

std::string own_sentence(const ClaimView& view, const TaskClaim& claim) {
    const TraceHeader& header = view.moment.header();
    const std::string name = view.speech.name_of(claim.task);
    const std::string_view own = kOwnWords[static_cast<std::size_t>(claim.doing)].one;
    if (claim.doing == Doing::asks_device)
        return fmt::format("{} waits {}", name, awaited_in_words(view.moment, claim.task, view.speech));
    if (state_of(claim.doing) == State::blocked)
        return fmt::format("{} {}", name, wait_in_words(view.moment, claim.task, view.speech));
    if (claim.doing == Doing::interrupted) return name + " is interrupted, and ready to continue";
    if (claim.doing == Doing::held_up)
        return fmt::format("{} is held up: {}", name, what_holds_up(view.moment, claim.task));
    if (claim.doing != Doing::running) return fmt::format("{} {}", name, own);
    const bool on_loop = header.loop_has_pool() && !view.moment.task(claim.task).on_thread;
    const bool names_core = claim.core != kNoCore && !uses_one_core(header) && !on_loop;
    return fmt::format("{} {}{}", name, view.moment.task(claim.task).computes ? "computes" : "runs",
                       names_core ? " on " + core_in_words(header, claim.core) : "");
}

}  // namespace

const StateWords& words_for(const TaskWords& words, Doing doing) {
    static const StateWords kNothing;
    switch (doing) {
        case Doing::running:
            return words.running;
        case Doing::ready:
            return words.ready;
        case Doing::interrupted:
            return words.interrupted.sentence.empty() ? words.ready : words.interrupted;
        case Doing::waits:
            return words.blocked;
        case Doing::wants_worker:
            return words.wants_worker;
        case Doing::wants_lock:
            return words.wants_lock;
        case Doing::asks_device:
        case Doing::asleep:
            return words.asleep;
        case Doing::returned:
            return words.done;
        case Doing::failed:
            return words.failed;
        case Doing::cancelled:
            return words.cancelled;
        case Doing::absent:
        case Doing::may_go_on:
        case Doing::held_up:
        case Doing::awaits:
        case Doing::died:
        case Doing::cut_off:
            break;
    }
    return kNothing;
}

const StateWords* story_words_of(const ClaimView& view, const TaskClaim& claim) {
    const TaskWords* words = view.speech.words_of(claim.task);
    if (words == nullptr) return nullptr;
    const bool is_past_it = claim.doing == Doing::running && view.moment.task(claim.task).may_have_waited;
    const StateWords* at_line = is_past_it ? nullptr : words_at_line(view.moment, *words, claim);
    if (at_line != nullptr) return at_line;
    const StateWords& of_state = words_that_hold(view.moment, *words, claim);
    return of_state.sentence.empty() ? nullptr : &of_state;
}

std::string story_sentence(const ClaimView& view, const TaskClaim& claim) {
    const StateWords* words = story_words_of(view, claim);
    return words == nullptr ? std::string() : view.speech.filled(words->sentence, claim.task);
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
        const auto same = std::find_if(crowds.begin(), crowds.end(),
                                       [&](const Crowd& crowd) { return crowd.is_of(claim.doing, words); });
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
    const std::string_view others = !crowd.others ? "" : one ? " other" : " others";
    return fmt::format("{}{} {}", says_tasks ? plural(crowd.count, "task") : grouped(crowd.count), others,
                       one ? own.one : own.several);
}

std::string futures_in_words(const Moment& moment) {
    constexpr const char* kWords[] = {"with a result", "failed", "cancelled", "died"};
    std::uint64_t pending = 0, ended[4] = {};
    for (std::size_t i = 1; i < moment.task_count(); ++i) {
        const Doing doing = claim_of(moment, static_cast<TaskId>(i)).doing;
        if (doing == Doing::cut_off)
            ++pending;
        else if (has_ended(doing))
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
