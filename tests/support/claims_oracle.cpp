#include "tests/support/claims_oracle.h"

#include <gtest/gtest.h>

#include <cctype>
#include <cmath>
#include <map>
#include <sstream>

#include "engine/analysis/summary.h"
#include "engine/analysis/telling.h"
#include "engine/analysis/time_words.h"
#include "tests/support/raw_reading.h"
#include "tests/support/resources_oracle.h"

namespace simul::testing {
namespace {

/// The digits that end there.
std::size_t number_before(const std::string& text, std::size_t end) {
    std::size_t begin = end;
    while (begin > 0 && std::isdigit(static_cast<unsigned char>(text[begin - 1])) != 0) --begin;
    return begin == end ? 0 : std::stoul(text.substr(begin, end - begin));
}

/// A number and a unit of time, but in what is quoted.
bool tells_time(const std::string& sentence) {
    bool quoted = false;
    for (std::size_t i = 1; i < sentence.size(); ++i) {
        quoted = quoted != (sentence[i - 1] == '"');
        if (quoted || sentence[i] != ' ' || std::isdigit(static_cast<unsigned char>(sentence[i - 1])) == 0) continue;
        const std::size_t end = sentence.find_first_of(" .,;:!?)", i + 1);
        const std::string word = sentence.substr(i + 1, end == std::string::npos ? end : end - i - 1);
        for (const char* unit : {"ns", "µs", "ms", "s", "min", "h"})
            if (word == unit) return true;
    }
    return false;
}

class Oracle {
  public:
    explicit Oracle(const Trace& trace)
        : trace_(trace),
          raw_(trace),
          timeline_(trace),
          names_(trace),
          metrics_(metrics_of(trace)),
          run_{trace_, timeline_, names_, metrics_} {}

    void check(std::size_t moments) {
        const std::size_t stride = std::max<std::size_t>(1, trace_.size() / moments);
        Moment moment(trace_.header());
        for (std::size_t events = 0; events < trace_.size(); ++events) {
            moment.apply(trace_[events], events, trace_.text_of(events));
            if (events % stride == 0 || events + 1 == trace_.size()) check(moment);
            if (::testing::Test::HasFailure()) return;
        }
        check_summary();
    }

  private:
    void check(const Moment& moment) {
        const std::size_t events = moment.size();
        SCOPED_TRACE("after event " + std::to_string(events) + " on " + std::string(name_of(trace_.header().model)));
        std::map<Doing, std::uint64_t> counts;
        for (std::size_t i = 0; i < raw_.task_count(events); ++i) {
            const auto task = static_cast<TaskId>(i);
            check(moment, task);
            check_words_of(moment, task);
            ++counts[raw_.doing(task, events)];
        }
        check_resources(trace_, moment, raw_, timeline_);
        const Counts claimed(moment);
        for (std::size_t i = 0; i < kDoingCount; ++i)
            EXPECT_EQ(claimed.of(static_cast<Doing>(i)), counts[static_cast<Doing>(i)]) << "doing " << i;
        check_telling(telling_of(run_, moment, moment.now()), counts);
    }

    // ---- claims

    void check(const Moment& moment, TaskId task) {
        const std::size_t events = moment.size();
        SCOPED_TRACE("task " + std::to_string(index_of(task)));
        const TaskClaim claim = claim_of(moment, task);
        EXPECT_EQ(claim.doing, raw_.doing(task, events));
        EXPECT_EQ(claim.core, raw_.core(task, events));
        EXPECT_EQ(claim.since, raw_.since(task, events).value_or(claim.since))
            << "doing " << static_cast<int>(claim.doing) << events_of(task, events);
        if (state_of(claim.doing) != State::blocked) return;
        EXPECT_EQ(claim.resource, raw_.awaited_resource(task, events));
        const bool has_owner = is_mutex(claim.resource) || is(claim.resource, ResourceKind::rw_lock);
        const TaskId owner = has_owner ? raw_.owner(claim.resource, events) : kNoTask;
        EXPECT_EQ(claim.because_of, claim.resource == kNoResource ? raw_.awaited_task(task, events) : owner);
    }

    /// The last ones, for failures.
    std::string events_of(TaskId task, std::size_t events) const {
        std::string text;
        for (std::size_t i = events, left = 8; i > 0 && left > 0; --i) {
            const TraceEvent& event = trace_[i - 1];
            if (event.task != task) continue;
            --left;
            text.insert(0, "\n" + std::to_string(i) + ": " + std::to_string(seconds_of(event.time)) + " " +
                               std::string(info_of(event.kind).verb) + " " +
                               std::to_string(static_cast<int>(event.phase)));
        }
        return text;
    }

    bool is_mutex(ResourceId resource) const { return is(resource, ResourceKind::mutex); }
    bool is(ResourceId resource, ResourceKind kind) const {
        return resource != kNoResource && trace_.header().resources[index_of(resource)].kind == kind;
    }

    /// Words of the story are said only of what they are about.
    void check_words_of(const Moment& moment, TaskId task) {
        const Speech speech = run_.speech();
        const TaskWords* words = speech.words_of(task);
        const TaskClaim claim = claim_of(moment, task);
        const StateWords* said = story_words_of({moment, speech}, claim);
        if (words == nullptr || said == nullptr) return;
        SCOPED_TRACE("task " + std::to_string(index_of(task)) + ": " + said->sentence);
        const Doing doing = raw_.doing(task, moment.size());
        EXPECT_FALSE(said == &words->running && !raw_.is_in_compute(task, moment.size()));
        EXPECT_FALSE(said == &words->ready && holds_a_mutex(task, moment.size()));
        EXPECT_FALSE(said == &words->blocked && doing != Doing::waits);
        EXPECT_FALSE(said == &words->wants_lock && doing != Doing::wants_lock);
        EXPECT_FALSE(said == &words->asleep && doing != Doing::asleep && doing != Doing::asks_device);
        EXPECT_FALSE(said == &words->done && doing != Doing::returned);
        EXPECT_FALSE(said == &words->failed && doing != Doing::failed);
        EXPECT_FALSE(said == &words->cancelled && doing != Doing::cancelled);
    }

    bool holds_a_mutex(TaskId task, std::size_t events) const {
        for (std::size_t i = 0; i < trace_.header().resources.size(); ++i) {
            const auto resource = static_cast<ResourceId>(i);
            if (is_mutex(resource) && raw_.owner(resource, events) == task) return true;
        }
        return false;
    }

    // ---- sentences

    void check_telling(const Telling& told, const std::map<Doing, std::uint64_t>& counts) {
        SCOPED_TRACE(told.narration.whole());
        check_numbers(told, counts);
        check_steps(told.narration.whole());
        for (const ToldTask& task : told.tasks) {
            SCOPED_TRACE("task " + std::to_string(index_of(task.claim.task)) + ": " + joined(task.reasons));
            EXPECT_FALSE(task.reasons.empty());
            for (const WhyLink& link : task.reasons) {
                check_steps(link.sentence);
                check_cores(link.sentence, told.events);
                check_next(task.claim.task, link.sentence, told.events);
                check_forecast(task.claim.task, link.sentence, told.events);
                check_missing(task.claim.task, link.sentence, told.events);
                check_resource_words(trace_, raw_, {task.claim.task, told.events}, link.sentence);
            }
        }
    }

    /// The legend counts all, and narration and legend have the same number before the same words.
    void check_numbers(const Telling& told, const std::map<Doing, std::uint64_t>& counts) {
        std::map<State, std::uint64_t> listed, counted;
        std::map<std::string, std::string> numbers;
        for (const LegendLine& line : told.legend) {
            listed[state_of(line.crowd.doing)] += line.crowd.count;
            const std::string words = in_words(line.crowd);
            const std::size_t space = words.find_first_not_of("0123456789 ");
            EXPECT_TRUE(numbers.emplace(words.substr(space), words.substr(0, space)).second) << words << " twice";
        }
        for (const auto& [doing, count] : counts)
            if (count > 0 && doing != Doing::returned && doing != Doing::absent) counted[state_of(doing)] += count;
        std::erase_if(listed, [](const auto& entry) { return entry.second == 0; });
        EXPECT_EQ(listed, counted);
        std::istringstream clauses(told.narration.others);
        for (std::string clause; std::getline(clauses, clause, ';');) {
            const std::size_t number = clause.find_first_not_of(" "), word = clause.find_first_not_of("0123456789 ");
            if (number == std::string::npos || word == std::string::npos || word == number) continue;
            const std::string words = clause.substr(word, clause.find('.') - word);
            const auto found = numbers.find(words);
            if (found != numbers.end()) {
                EXPECT_EQ(clause.substr(number, word - number), found->second) << words;
            }
        }
    }

    /// A conducted run has steps and no seconds; what the story itself says, in quotes, may speak of them, and so do
    /// the clocks of machines.
    void check_steps(const std::string& sentence) const {
        const bool tells_clock = sentence.find("The clock of ") != std::string::npos ||
                                 sentence.find("the clock of its machine") != std::string::npos;
        if (trace_.header().conducted() && !tells_clock) {
            EXPECT_FALSE(tells_time(sentence)) << sentence;
        }
    }

    /// That the cores are taken is so.
    void check_cores(const std::string& sentence, std::size_t events) const {
        if (const std::size_t at = sentence.find(" cores are taken"); at != std::string::npos) {
            const std::string before = sentence.substr(0, at);
            const bool both = before.size() >= 4 && before.compare(before.size() - 4, 4, "Both") == 0;
            const std::size_t taken = cores_taken(events);
            EXPECT_EQ(both ? 2 : number_before(sentence, at), taken);
            EXPECT_GE(taken, trace_.header().cores);
        }
        if (sentence.rfind("The core is taken", 0) == 0) {
            EXPECT_EQ(cores_taken(events), 1u);
        }
    }

    std::size_t cores_taken(std::size_t events) const {
        std::size_t taken = 0;
        for (std::size_t i = 0; i < raw_.task_count(events); ++i)
            taken += raw_.doing(static_cast<TaskId>(i), events) == Doing::running;
        return taken;
    }

    /// 0 where there is one machine.
    std::int64_t node_of(TaskId task) const {
        for (std::size_t i = 0; i < trace_.size(); ++i)
            if (trace_[i].kind == EventKind::place && trace_[i].task == task) return trace_[i].value;
        return 0;
    }

    /// Who is told to be the next in line is, of those who are there, the next that gets a core, on
    /// its machine.
    void check_next(TaskId task, const std::string& sentence, std::size_t events) const {
        if (sentence.rfind("It is the next", 0) != 0 || trace_.header().clock != Clock::simulated) return;
        for (std::size_t i = events; i < trace_.size(); ++i) {
            const TraceEvent& event = trace_[i];
            if (event.kind == EventKind::future_cancel || (event.task == task && event.kind == EventKind::finish))
                return;
            if (event.kind != EventKind::run || node_of(event.task) != node_of(task)) continue;
            EXPECT_EQ(event.task, task) << "the next is " << index_of(event.task);
            return;
        }
    }

    /// When its turn is told to come is when it next gets a core, for however short; and a sleep ends when it is told
    /// to.
    void check_forecast(TaskId task, const std::string& sentence, std::size_t events) const {
        if (trace_.header().conducted()) return;
        const bool runs = sentence.rfind("Its turn comes at ", 0) == 0 || sentence.rfind("It continues at ", 0) == 0;
        const bool wakes = sentence.rfind("Its sleep ends at ", 0) == 0;
        if (!runs && !wakes) return;
        for (std::size_t i = events; i < trace_.size(); ++i) {
            const TraceEvent& event = trace_[i];
            if (event.task != task) continue;
            if (event.kind != (runs ? EventKind::run : EventKind::ready) && event.kind != EventKind::finish) continue;
            EXPECT_NE(event.kind, EventKind::finish) << sentence;
            const std::string when = moment_in_words(trace_.header(), event.time);
            EXPECT_NE(sentence.find(when), std::string::npos) << sentence << ", and not at " << when;
            return;
        }
        ADD_FAILURE() << "never: " << sentence;
    }

    /// What a task is told to lack is not there.
    void check_missing(TaskId task, const std::string& sentence, std::size_t events) const {
        const ResourceId resource = raw_.awaited_resource(task, events);
        const auto says = [&sentence](const char* words) { return sentence.find(words) != std::string::npos; };
        // On an event loop it may be there, and be kept for who waited longer.
        const bool is_anybodys = trace_.header().conducted() && trace_.header().model != Model::event_loop;
        if (sentence == "It has not been notified.") {
            EXPECT_FALSE(was_notified(task, resource, events));
        } else if (resource != kNoResource && says(" is not set.")) {
            EXPECT_FALSE(is_set(resource, events));
        } else if (is_anybodys && says("No permit of ")) {
            EXPECT_EQ(count_in(resource, EventKind::release, EventKind::acquire, events), 0);
        } else if (is_anybodys && says("There is no message in ")) {
            EXPECT_EQ(count_in(resource, EventKind::send, EventKind::receive, events), 0);
        } else if (is_anybodys && says("There is nothing in ")) {
            EXPECT_EQ(bytes_in(trace_, resource, events), 0);
        } else if (is_anybodys && says("There is no room in ")) {
            EXPECT_EQ(is(resource, ResourceKind::stream)
                          ? bytes_in(trace_, resource, events)
                          : count_in(resource, EventKind::send, EventKind::receive, events),
                      trace_.header().resources[index_of(resource)].capacity);
        }
    }

    /// Who moves to the queue of its mutex next was notified by whom that event names, the last time that it notified.
    bool was_notified(TaskId task, ResourceId condition, std::size_t events) const {
        std::size_t next = events;
        while (next < trace_.size() && trace_[next].task != task) ++next;
        if (next == trace_.size() || trace_[next].kind != EventKind::lock) return false;
        for (std::size_t i = next; i > 0; --i) {
            const TraceEvent& event = trace_[i - 1];
            if (event.task == task && event.kind == EventKind::condition_wait) return false;
            const bool notifies = event.kind == EventKind::notify || event.kind == EventKind::notify_all;
            if (notifies && event.resource == condition && event.task == trace_[next].other_task()) return i <= events;
        }
        return false;
    }

    bool is_set(ResourceId flag, std::size_t events) const {
        for (std::size_t i = events; i > 0; --i) {
            const TraceEvent& event = trace_[i - 1];
            if (event.resource != flag || event.phase != Phase::done) continue;
            if (event.kind == EventKind::event_set || event.kind == EventKind::event_clear)
                return event.kind == EventKind::event_set;
        }
        return false;
    }

    /// What is there once all that was put has been put, and all that was taken is gone.
    std::int64_t count_in(ResourceId resource, EventKind put, EventKind take, std::size_t events) const {
        const ResourceInfo& info = trace_.header().resources[index_of(resource)];
        std::int64_t count = info.kind == ResourceKind::semaphore ? info.initial.bits : 0;
        for (std::size_t i = 0; i < events; ++i) {
            const TraceEvent& event = trace_[i];
            if (event.resource != resource || event.phase != Phase::done) continue;
            if (event.kind == EventKind::wipe) count = 0;
            count += event.kind == put || event.kind == EventKind::try_send || event.kind == EventKind::deliver;
            count -= event.kind == take || event.kind == EventKind::try_receive || event.kind == EventKind::try_acquire;
        }
        return count;
    }

    // ---- the whole run

    /// For how long something was so, added up from event to event.
    struct Times {
        Duration unneeded{0}, busy{0};
        std::map<std::size_t, Duration> held;     ///< by mutex
        std::map<std::size_t, Duration> running;  ///< by task
    };

    Times added_up() const {
        Times times;
        for (std::size_t events = 1; events < trace_.size(); ++events) {
            const Time until = std::min(trace_[events].time, metrics_.makespan);
            const Duration length = until - trace_[events - 1].time;
            if (length <= 0ns) continue;
            std::size_t needing = 0;
            for (std::size_t i = 0; i < raw_.task_count(events); ++i) {
                const State state = state_of(raw_.doing(static_cast<TaskId>(i), events));
                needing += state == State::running || state == State::ready;
                if (state != State::running) continue;
                times.busy += length;
                times.running[i] += length;
            }
            if (needing == 0) times.unneeded += length;
            for (std::size_t i = 0; i < trace_.header().resources.size(); ++i) {
                const auto resource = static_cast<ResourceId>(i);
                if (is_mutex(resource) && raw_.owner(resource, events) != kNoTask) times.held[i] += length;
            }
        }
        return times;
    }

    void check_summary() {
        check_loans(trace_, raw_);
        if (!trace_.header().exact() || trace_.size() > kMostToAddUp) return;
        const std::vector<std::string> facts = scarce_in(trace_.header(), metrics_, timeline_, run_.speech(), {});
        if (trace_.header().conducted()) {
            EXPECT_TRUE(facts.empty()) << facts.front();
        }
        if (facts.empty()) return;
        const Times times = added_up();
        for (const std::string& fact : facts) check_fact(fact, times);
    }

    void check_fact(const std::string& fact, const Times& times) const {
        SCOPED_TRACE(fact);
        const std::size_t percent = fact.find(" %");
        if (percent == std::string::npos) return;
        const auto contains = [&fact](const char* words) { return fact.find(words) != std::string::npos; };
        const double whole = seconds_of(metrics_.makespan);
        const auto expect_share = [&](Duration part, double of = 1) {
            const double share = 100 * seconds_of(part) / whole / of;
            const auto told = static_cast<double>(number_before(fact, percent));
            const bool nearly_all = contains("more than 99 %"), nearly_none = contains("less than 1 %");
            if (nearly_all || nearly_none) {
                EXPECT_TRUE(nearly_all ? 99.5 <= share && share < 100 : 0 < share && share < 0.5) << share;
            } else {
                EXPECT_NEAR(told, share, told <= 0 || told >= 100 ? 1e-9 : 0.500001);
            }
        };
        if (contains("Nobody needed a core")) expect_share(times.unneeded);
        if (contains(" busy "))
            expect_share(times.busy, contains("All ") || contains("Both ") ? trace_.header().cores : 1);
        if (contains(" ran for ")) expect_share(longest(times.running));
        if (contains(" was held ")) expect_share(held(fact, times));
    }

    static Duration longest(const std::map<std::size_t, Duration>& lengths) {
        Duration most{0};
        for (const auto& entry : lengths) most = std::max(most, entry.second);
        return most;
    }

    Duration held(const std::string& fact, const Times& times) const {
        for (const auto& [resource, length] : times.held) {
            const std::string name = capitalized(trace_.header().resources[resource].name);
            if (fact.rfind(name + " was held", 0) == 0 || (name == "GIL" && fact.rfind("The global lock", 0) == 0))
                return length;
        }
        return Duration{0};
    }

    static constexpr std::size_t kMostToAddUp = 3'000;

    const Trace& trace_;
    RawReading raw_;
    Timeline timeline_;
    TaskNames names_;
    Metrics metrics_;
    ToldRun run_;
};

}  // namespace

void check_claims(const Trace& trace, std::size_t moments) { Oracle(trace).check(moments); }

}  // namespace simul::testing
