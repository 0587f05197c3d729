// MLFQ, the multi-level feedback queue: it learns how long tasks compute from what they do. Everybody begins in queue
// 0, the most urgent; who uses up what a queue allots goes one down; now and then a boost lifts everybody again.
//
// The rules in detail are those of OSTEP's simulator mlfq.py. A preempted task stays at the head of its queue with the
// rest of its quantum. A quantum that is used up counts even if nobody else is ready. I/O before its end keeps the rest
// of it (or renews all, the old rule 4b that can be gamed). A boost appends the queues to queue 0, the lowest first.
#include <algorithm>
#include <deque>

#include <fmt/format.h>

#include "engine/run/policies/by_task.h"
#include "engine/run/policies/policies.h"

namespace simul {

namespace {

struct Feedback {
    std::vector<Duration> quanta;          ///< by level
    std::vector<std::int64_t> allotments;  ///< by level: how many quanta a task has there
    Duration boost{0};                     ///< 0: none
    bool renews = false;                   ///< at I/O: the quantum and the allotment begin anew
    bool returns_to_head = false;          ///< after I/O
};

class MultiLevelFeedbackQueue final : public Policy {
  public:
    explicit MultiLevelFeedbackQueue(Feedback rules)
        : rules_(std::move(rules)), queues_(rules_.quanta.size()), standings_(first_standing()) {
        if (rules_.boost > 0ns) next_tick_ = Time(rules_.boost);
    }

    Told add(const TaskView& view, Readiness why) override {
        Standing& task = standing_of(view.id);
        if (task.left <= 0ns) use_up(task);
        task.returned = why == Readiness::woke && rules_.returns_to_head ? ++turns_ : 0;
        std::deque<TaskId>& queue = queues_[task.level];
        auto before = queue.end();
        if (task.returned > 0) before = queue.begin();
        if (keeps_place(why)) before = after_returned(queue, task.taken);
        const auto ahead = static_cast<std::size_t>(before - queue.begin());
        const std::uint16_t place =
            before == queue.end() ? kPlaceNotSaid : static_cast<std::uint16_t>(kPlaceAtHead + ahead);
        queue.insert(before, view.id);
        return {rank(view), place};
    }
    void ran(const TaskView& view, Duration length) override { standing_of(view.id).left -= length; }
    void left(const TaskView& view, Leaving how) override {
        Standing& task = standing_of(view.id);
        if (how == Leaving::ended) return;
        const bool used_up = task.left <= 0ns;  // I/O at its very end comes too late
        if (rules_.renews) enter(task, task.level);
        if (used_up) use_up(task);
    }
    TaskId take(CoreId, Time, std::vector<Ranked>&) override {
        for (std::deque<TaskId>& queue : queues_) {
            if (queue.empty()) continue;
            const TaskId task = queue.front();
            queue.pop_front();
            standing_of(task).taken = ++turns_;
            return task;
        }
        return kNoTask;
    }
    Duration slice(const TaskView& view) override { return standing_of(view.id).left; }
    bool is_preemptive() const override { return true; }
    bool preempts(const TaskView& ready, const TaskView& running) override {
        const Standing& task = standing_of(ready.id);
        const Standing& other = standing_of(running.id);
        return task.level < other.level || (task.level == other.level && task.returned > other.taken);
    }
    std::optional<Ranked> rank(const TaskView& view) override {
        return Ranked{view.id, Cell::integer(static_cast<std::int64_t>(standing_of(view.id).level))};
    }

    void tick(Time now, std::vector<Ranked>& changed) override {
        next_tick_ += (now - next_tick_) / rules_.boost * rules_.boost + rules_.boost;
        ++boosts_;
        for (std::size_t level = queues_.size() - 1; level > 0; --level)
            for (; !queues_[level].empty(); queues_[level].pop_front()) {
                queues_[0].push_back(queues_[level].front());
                changed.push_back({queues_[level].front(), Cell::integer(0)});
            }
    }

  private:
    struct Standing {
        std::size_t level = 0;
        Duration left{0};          ///< of its quantum
        std::int64_t quanta = 0;   ///< of its allotment, the present one included
        std::uint64_t boosts = 0;  ///< that it has had
        // Turns are numbered: when it came back from I/O to the head of its queue, where it goes before who runs (0: it
        // did not), and when it last got a core.
        std::uint64_t returned = 0, taken = 0;
    };

    /// A task that has not had the newest boost gets it when it is looked at.
    Standing& standing_of(TaskId task) {
        Standing& standing = standings_[task];
        if (std::exchange(standing.boosts, boosts_) != boosts_) enter(standing, 0);
        return standing;
    }
    /// The head, but for those who have come back to it since the turn began.
    std::deque<TaskId>::iterator after_returned(std::deque<TaskId>& queue, std::uint64_t turn) {
        return std::find_if(queue.begin(), queue.end(),
                            [&](TaskId task) { return standing_of(task).returned <= turn; });
    }
    Standing first_standing() const { return {0, rules_.quanta[0], rules_.allotments[0], boosts_, 0, 0}; }
    void enter(Standing& task, std::size_t level) const {
        task.level = level;
        task.left = rules_.quanta[level];
        task.quanta = rules_.allotments[level];
    }
    void use_up(Standing& task) const {
        if (--task.quanta == 0)
            enter(task, std::min(task.level + 1, queues_.size() - 1));
        else
            task.left = rules_.quanta[task.level];
    }

    const Feedback rules_;
    std::vector<std::deque<TaskId>> queues_;
    std::uint64_t boosts_ = 0, turns_ = 0;
    ByTask<Standing> standings_;
};

Knob text_knob(std::string name, std::string value, std::string text) {
    Knob knob;
    knob.name = std::move(name);
    knob.kind = KnobKind::text;
    knob.text_value = std::move(value);
    knob.text = std::move(text);
    return knob;
}

Knob choice_knob(std::string name, std::vector<std::string> choices, std::string text) {
    Knob knob = text_knob(std::move(name), choices.front(), std::move(text));
    knob.kind = KnobKind::choice;
    knob.choices = std::move(choices);
    return knob;
}

Knobs mlfq_parameters() {
    Knob levels, boost;
    levels.name = "levels";
    levels.kind = KnobKind::count;
    levels.number = 3;
    levels.min = 1;
    levels.max = 64;
    levels.text = "queues";
    boost.name = "boost";
    boost.kind = KnobKind::duration;
    boost.text = "all tasks are moved to the first queue so often; 0: never";
    return {levels,
            boost,
            text_knob("quanta", "", "the quantum of each queue, as in 1,2,4; empty: the same for all"),
            text_knob("allotment", "1", "how many quanta a task has in each queue, as in 1,2,2 or one for all"),
            choice_knob("io", {"keep", "renew"}, "what I/O before its end does to a quantum"),
            choice_knob("after_io", {"tail", "head"}, "where a task that has done I/O stands in its queue")};
}

/// One positive number for each level; the last one counts for those that are not listed.
Result<std::vector<double>> numbers_in(const Knob& list, std::size_t levels) {
    std::vector<double> numbers;
    const std::string& text = list.text_value;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        Knob number;
        number.name = list.name;
        number.kind = KnobKind::number;
        Knobs one{number};
        const std::string word = text.substr(at, end - at);
        if (!turn(one, {{list.name, word}}) || one[0].number <= 0)
            return Error{
                fmt::format("--set {}={}: number {}, \"{}\", is none above 0; it is a list of numbers, one for "
                            "each queue, as in {}=1,2,4",
                            list.name, text.substr(0, 40), numbers.size() + 1, word.substr(0, 20), list.name)};
        numbers.push_back(one[0].number);
        at = end + 1;
    }
    if (numbers.size() > levels)
        return Error{fmt::format("--set {}={}: these are {} numbers, and there are {} queues", list.name,
                                 text.substr(0, 40), numbers.size(), levels)};
    numbers.resize(levels, numbers.back());
    return numbers;
}

Result<std::unique_ptr<Policy>> make_mlfq(const PolicyOptions& options) {
    const auto levels = static_cast<std::size_t>(knob_named(options.knobs, "levels").count());
    Feedback rules;
    rules.quanta.assign(levels, options.quantum);
    if (const Knob& quanta = knob_named(options.knobs, "quanta"); !quanta.text_value.empty()) {
        const Result<std::vector<double>> seconds = numbers_in(quanta, levels);
        if (!seconds) return seconds.error();
        for (std::size_t i = 0; i < levels; ++i)
            rules.quanta[i] = std::max(1ns, duration_of_seconds(std::min((*seconds)[i], 1e9)));
    }
    const Result<std::vector<double>> allotments = numbers_in(knob_named(options.knobs, "allotment"), levels);
    if (!allotments) return allotments.error();
    for (const double each : *allotments) rules.allotments.push_back(std::max<std::int64_t>(1, std::int64_t(each)));
    rules.boost = knob_named(options.knobs, "boost").duration();
    rules.renews = knob_named(options.knobs, "io").text_value == "renew";
    rules.returns_to_head = knob_named(options.knobs, "after_io").text_value == "head";
    return made<MultiLevelFeedbackQueue>(std::move(rules));
}

}  // namespace

PolicyEntry mlfq_policy() {
    return {.name = "mlfq",
            .title = "Multi-level feedback queue",
            .sentence = "who computes for long goes down, queue by queue",
            .source = "Corbató et al., 1962; Arpaci-Dusseau: OSTEP, chapter 8 and its simulator mlfq.py",
            .comparison = {.preference = Preference::least,
                           .looks_at = "queue",
                           .best = "stands in the most urgent queue",
                           .value = "{}"},
            .has_quantum = true,
            .parameters = mlfq_parameters(),
            .make = make_mlfq};
}

}  // namespace simul
