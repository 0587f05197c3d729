#include "engine/analysis/policy_choice.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/analysis/speech.h"
#include "engine/analysis/time_words.h"
#include "engine/base/ensure.h"
#include "engine/trace/text_form.h"

namespace simul {

const Contender& PolicyChoice::winner() const {
    const auto found = std::find_if(contenders.begin(), contenders.end(),
                                    [this](const Contender& contender) { return contender.task == chosen; });
    ensure(found != contenders.end(), "who is chosen is one of those who could be");
    return *found;
}

namespace {

/// Whether all is known that the comparison needs.
bool is_all_seen(const Comparison& comparison, const PolicyChoice& choice) {
    if (comparison.preference == Preference::first) return true;
    if (comparison.preference == Preference::drawn && !choice.drawn) return false;
    if (comparison.told_of_at_most > 0 && choice.contenders.size() > comparison.told_of_at_most) return false;
    return std::all_of(choice.contenders.begin(), choice.contenders.end(),
                       [](const Contender& contender) { return contender.rank.has_value(); });
}

/// Who may be chosen comes before who may not; then the ranks count, from both ends alike.
double key_of(const Comparison& comparison, const Contender& contender) {
    const double rank = contender.rank->as_real();
    return comparison.preference == Preference::most ? -rank : rank;
}

bool comes_before(const Comparison& comparison, const Contender& a, const Contender& b) {
    if (a.may_run != b.may_run) return a.may_run;
    return key_of(comparison, a) < key_of(comparison, b);
}

/// A stranger's file may say anything.
std::int64_t tickets_of(const Contender& contender) {
    constexpr std::int64_t kMost = 1'000'000'000;
    return std::clamp<std::int64_t>(contender.rank->bits, 0, kMost);
}

struct Tickets {
    std::int64_t first = 0, last = 0, all = 0;  ///< of one holder; of all together
};

Tickets tickets_in(const PolicyChoice& choice, TaskId holder) {
    Tickets tickets;
    for (const Contender& contender : choice.contenders) {
        if (contender.task == holder) {
            tickets.first = tickets.all;
            tickets.last = tickets.all + tickets_of(contender) - 1;
        }
        tickets.all += tickets_of(contender);
    }
    return tickets;
}

TaskId holder_of(const PolicyChoice& choice, std::int64_t ticket) {
    for (const Contender& contender : choice.contenders) {
        const Tickets tickets = tickets_in(choice, contender.task);
        if (tickets.first <= ticket && ticket <= tickets.last) return contender.task;
    }
    return kNoTask;
}

std::int64_t queue_of(const Contender& contender) { return contender.rank->bits; }

std::vector<TaskId> queue_numbered(const PolicyChoice& choice, std::int64_t number) {
    std::vector<TaskId> queue;
    for (const Contender& contender : choice.contenders)
        if (queue_of(contender) == number) queue.push_back(contender.task);
    return queue;
}

/// Of queues with equally many the lowest.
std::int64_t longest_queue(const PolicyChoice& choice) {
    std::map<std::int64_t, std::size_t> lengths;
    for (const Contender& contender : choice.contenders) ++lengths[queue_of(contender)];
    const auto longest = std::max_element(lengths.begin(), lengths.end(),
                                          [](const auto& a, const auto& b) { return a.second < b.second; });
    return longest->first;
}

constexpr int kAllDigits = 17;

std::string number_in_words(const Cell& rank, std::string_view words, int digits) {
    if (std::isinf(rank.as_real())) return "none";
    const std::string number =
        rank.type == CellType::real ? fmt::format("{:.{}g}", rank.as_real(), digits) : text_of(rank);
    const std::size_t hole = words.find("{}");
    if (hole == std::string_view::npos) return number;
    return fmt::format("{}{}{}", words.substr(0, hole), number, words.substr(hole + 2));
}

/// "4 s", "4 s and 5 s", "4 s, 5 s, 7 s and 3 more".
std::string listed_with_and(std::vector<std::string> words) {
    constexpr std::size_t kMost = 4;
    if (words.size() > kMost) {
        const std::string more = fmt::format("{} more", words.size() - kMost + 1);
        words.resize(kMost - 1);
        words.push_back(more);
    }
    const std::string last = words.back();
    words.pop_back();
    return words.empty() ? last : fmt::format("{} and {}", fmt::join(words, ", "), last);
}

/// Simulated cores are counted from 1, as everywhere.
std::string core_in_policy(std::int64_t core) { return fmt::format("core {}", core + 1); }

std::string draw_in_words(const PolicyChoice& choice) {
    const Tickets tickets = tickets_in(choice, choice.chosen);
    return fmt::format("holds ticket {}, drawn of 0 to {}: its own are {} to {}", *choice.drawn, tickets.all - 1,
                       tickets.first, tickets.last);
}

std::string queue_in_words(const Comparison& comparison, const PolicyChoice& choice) {
    const auto core = static_cast<std::int64_t>(index_of(choice.core));
    const std::int64_t home = queue_of(choice.winner());
    const std::size_t length = queue_numbered(choice, home).size();
    if (home != core)
        return fmt::format("is the last in the queue of {}, the longest, with {}; that of {} is empty",
                           core_in_policy(home), plural(length, "task"), core_in_policy(core));
    const std::string others = length > 1 ? fmt::format(", before {}", plural(length - 1, "other")) : "";
    return fmt::format("{} {}{}", comparison.best, core + 1, others);
}

/// What it said itself; else what it looks at, as it stood in the task and in the others.
std::string written_in_words(const Comparison& comparison, const PolicyChoice& choice) {
    if (choice.kind == ChoiceKind::keeps) return "was there, and preempts let none of the newcomers take the core";
    if (!choice.said.empty()) return printable(choice.said);
    std::vector<std::string> words;
    for (const Contender& other : choice.contenders)
        if (other.task != choice.chosen) words.push_back(rank_in_words(comparison, other));
    return fmt::format("{}; its {} is {}, against {}", comparison.best, comparison.looks_at,
                       rank_in_words(comparison, choice.winner()), listed_with_and(std::move(words)));
}

/// How the ranks of the others compare with that of the chosen one.
class Compared {
  public:
    Compared(const Comparison& comparison, const PolicyChoice& choice)
        : comparison_(comparison), choice_(choice), chosen_(choice.winner()) {
        for (const Contender& other : choice.contenders) {
            if (other.task == chosen_.task) continue;
            if (distance_of(other) == 0 && other.may_run == chosen_.may_run)
                ++alike_;
            else
                others_.push_back(other);
        }
        // Those that came nearest to it stand first.
        std::stable_sort(others_.begin(), others_.end(), [this](const Contender& a, const Contender& b) {
            if (a.may_run != b.may_run) return a.may_run;
            return distance_of(a) < distance_of(b);
        });
    }

    std::string in_words() {
        while (seems_alike() && digits_ < kAllDigits) ++digits_;
        std::string text = chosen_.may_run ? comparison_.best : comparison_.best_barred;
        if (has_none())
            text = "has no " + comparison_.looks_at;
        else
            text += ", " + since() + words_of(chosen_);
        if (alike_ > 0) text += ", like " + plural(alike_, "other") + stands_before();
        if (others_.empty()) return text;
        std::vector<std::string> words;
        for (const Contender& other : others_) words.push_back(words_of(other));
        return text + (alike_ > 0 ? "; " : ", ") + "against " + listed_with_and(std::move(words));
    }

  private:
    bool is_line() const { return comparison_.preference == Preference::first; }
    double rank_of(const Contender& contender) const {
        return is_line() ? seconds_of(contender.since) : contender.rank->as_real();
    }
    /// Then it is chosen where nobody has any.
    bool has_none() const { return !is_line() && std::isinf(rank_of(chosen_)); }
    double distance_of(const Contender& other) const {
        return rank_of(other) == rank_of(chosen_) ? 0 : std::abs(rank_of(other) - rank_of(chosen_));
    }
    std::string words_of(const Contender& contender) const { return rank_in_words(comparison_, contender, digits_); }
    /// Somebody differs from the chosen one, and the words do not say so.
    bool seems_alike() const {
        return std::any_of(others_.begin(), others_.end(), [this](const Contender& other) {
            return other.may_run == chosen_.may_run && words_of(other) == words_of(chosen_);
        });
    }
    std::string since() const { return is_line() ? "since " : ""; }
    std::string stands_before() const {
        if (choice_.kind == ChoiceKind::keeps) return ", and has the core";
        return alike_ == 1 ? ", and stands before it" : ", and stands before them";
    }

    const Comparison& comparison_;
    const PolicyChoice& choice_;
    const Contender& chosen_;
    std::size_t alike_ = 0;
    std::vector<Contender> others_;
    int digits_ = kUsualDigits;
};

}  // namespace

TaskId preferred_in(const Comparison& comparison, const PolicyChoice& choice) {
    if (comparison.preference == Preference::written) return kNoTask;
    if (choice.contenders.empty() || !is_all_seen(comparison, choice)) return kNoTask;
    if (comparison.preference == Preference::first) return choice.contenders.front().task;
    if (comparison.preference == Preference::drawn) return holder_of(choice, *choice.drawn);
    if (comparison.preference == Preference::own_queue) {
        const std::vector<TaskId> own = queue_numbered(choice, static_cast<std::int64_t>(index_of(choice.core)));
        return own.empty() ? queue_numbered(choice, longest_queue(choice)).back() : own.front();
    }
    // Of equals, who has the core, else the first.
    const auto best =
        std::min_element(choice.contenders.begin(), choice.contenders.end(),
                         [&](const Contender& a, const Contender& b) { return comes_before(comparison, a, b); });
    const bool is_kept = choice.kind == ChoiceKind::keeps && !comes_before(comparison, *best, choice.winner());
    return is_kept ? choice.chosen : best->task;
}

std::string rank_in_words(const Comparison& comparison, const Contender& contender, int digits) {
    if (comparison.preference == Preference::first) return exact_seconds(contender.since.time_since_epoch()) + " s";
    if (!contender.rank) return "";
    if (comparison.preference == Preference::own_queue) return core_in_policy(contender.rank->bits);
    return number_in_words(*contender.rank, contender.may_run ? comparison.value : comparison.barred, digits) +
           (contender.lent ? " (lent)" : "");
}

std::string attribute_in_words(const std::string& name, std::string_view attribute, const std::string& value) {
    if (attribute == "daemon") return fmt::format("{} is a daemon: the run does not wait for it.", capitalized(name));
    return fmt::format("The {} of {} is {}.", attribute.empty() ? "attribute" : attribute, name, value);
}

std::string seen_rank_in_words(const Comparison& comparison, const TraceEvent& rank, const std::string& name,
                               std::string_view lent_by) {
    const Cell seen{rank.value, rank.cell};
    if (comparison.preference == Preference::own_queue)
        return fmt::format("{} stands in the queue of {}.", name, core_in_policy(rank.value));
    if (rank.phase == Phase::failed)
        return fmt::format("{} is {} and may not be chosen now.", name,
                           number_in_words(seen, comparison.barred, kUsualDigits));
    if (comparison.preference == Preference::drawn)
        return fmt::format("{} holds {}.", name, plural(static_cast<std::uint64_t>(rank.value), "ticket"));
    return fmt::format("The {} of {} is {}{}.", comparison.looks_at.empty() ? "rank" : comparison.looks_at, name,
                       number_in_words(seen, comparison.value, kUsualDigits),
                       lent_by.empty() ? "" : fmt::format(" now: {} lends it", printable(lent_by)));
}

std::string choice_in_words(const Comparison& comparison, const PolicyChoice& choice, const Speech& speech) {
    const std::string core = core_in_policy(index_of(choice.core)), who = speech.name_of(choice.chosen);
    std::string text = choice.kind == ChoiceKind::gets      ? fmt::format("{} goes to {}", core, who)
                       : choice.kind == ChoiceKind::goes_on ? fmt::format("{} continues on {}", who, core)
                                                            : fmt::format("{} keeps {}", who, core);
    const std::string reason = reason_in_words(comparison, choice);
    return printable(text) + (reason.empty() ? "" : fmt::format(": it {}", reason));
}

std::string reason_in_words(const Comparison& comparison, const PolicyChoice& choice) {
    if (choice.contenders.size() < 2 || comparison.best.empty() || !is_all_seen(comparison, choice)) return {};
    if (comparison.preference == Preference::written) return written_in_words(comparison, choice);
    if (comparison.preference == Preference::drawn) return draw_in_words(choice);
    if (comparison.preference == Preference::own_queue) return queue_in_words(comparison, choice);
    if (choice.kind == ChoiceKind::keeps && preferred_in(comparison, choice) != choice.chosen)
        return fmt::format("has {}, and a newcomer takes its core {}", rank_in_words(comparison, choice.winner()),
                           comparison.takes_core);
    return Compared(comparison, choice).in_words();
}

}  // namespace simul
