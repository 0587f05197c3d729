// Policies against the published rules: small simulators of the textbooks, worked examples, and what theory proves.
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <map>
#include <numeric>

#include "engine/base/random.h"
#include "engine/run/policies/policies.h"
#include "tests/support/job_sheet.h"

namespace simul::testing {
namespace {

struct Reference {
    std::vector<double> first_run, finish;
};

void expect_equal(const std::vector<Met>& met, const Reference& reference, const std::string& what) {
    ASSERT_EQ(met.size(), reference.finish.size()) << what;
    for (std::size_t i = 0; i < met.size(); ++i) {
        EXPECT_DOUBLE_EQ(met[i].first_run, reference.first_run[i]) << what << ", first run of job " << i + 1;
        EXPECT_DOUBLE_EQ(met[i].finish, reference.finish[i]) << what << ", end of job " << i + 1;
    }
}

std::vector<double> seconds_each(const Sheet& sheet, Duration Job::*member) {
    std::vector<double> seconds;
    for (const Job& job : sheet) seconds.push_back(seconds_of(job.*member));
    return seconds;
}

// ---- OSTEP's scheduler.py: all jobs at 0; FIFO, SJF (stable) and round robin.

Reference one_after_another(const Sheet& sheet, std::vector<std::size_t> order) {
    Reference result{std::vector<double>(sheet.size()), std::vector<double>(sheet.size())};
    double now = 0;
    for (const std::size_t job : order) {
        result.first_run[job] = now;
        now += seconds_of(sheet[job].burst);
        result.finish[job] = now;
    }
    return result;
}

std::vector<std::size_t> numbers(std::size_t count) {
    std::vector<std::size_t> all(count);
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

Reference shortest_first(const Sheet& sheet) {
    std::vector<std::size_t> order = numbers(sheet.size());
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return sheet[a].burst < sheet[b].burst; });
    return one_after_another(sheet, order);
}

Reference in_turn(const Sheet& sheet, double quantum) {
    Reference result{std::vector<double>(sheet.size(), -1), std::vector<double>(sheet.size())};
    std::vector<double> left = seconds_each(sheet, &Job::burst);
    std::deque<std::size_t> ready;
    for (const std::size_t job : numbers(sheet.size())) ready.push_back(job);
    double now = 0;
    while (!ready.empty()) {
        const std::size_t job = ready.front();
        ready.pop_front();
        if (result.first_run[job] < 0) result.first_run[job] = now;
        const double length = std::min(quantum, left[job]);
        now += length;
        left[job] -= length;
        if (left[job] > 0)
            ready.push_back(job);
        else
            result.finish[job] = now;
    }
    return result;
}

Sheet all_at_zero(Sheet sheet) {
    for (Job& job : sheet) job.arrival = 0s;
    return sheet;
}

TEST(TextbookSimulators, agree_with_fifo_shortest_job_first_and_round_robin) {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        const Sheet jobs = all_at_zero(random_sheet(seed, 12, 0, 20));
        const std::string what = text_of(jobs);
        expect_equal(run_sheet(jobs, plan_of("fifo", 1)), one_after_another(jobs, numbers(jobs.size())), what);
        expect_equal(run_sheet(jobs, plan_of("sjf", 1)), shortest_first(jobs), what);
        for (const std::int64_t quantum : {1, 3, 7})
            expect_equal(run_sheet(jobs, plan_of("round_robin", 1, quantum * 1s)),
                         in_turn(jobs, static_cast<double>(quantum)), what);
    }
}

// ---- OSTEP's mlfq.py, second by second.

struct FeedbackRules {
    std::size_t levels = 3;
    std::int64_t quantum = 1, allotment = 1, boost = 0;
    bool stay = false, io_bump = false;
    std::int64_t io_length = 5;
};

class FeedbackSimulator {
  public:
    FeedbackSimulator(const Sheet& sheet, FeedbackRules rules) : rules_(rules), queues_(rules.levels) {
        for (const Job& job : sheet) {
            jobs_.push_back(
                {whole(job.burst), whole(job.burst), whole(job.io_every), top(), rules.quantum, rules.allotment});
            events_[whole(job.arrival)].push_back({jobs_.size() - 1, true});
        }
    }

    Reference run() {
        std::size_t finished = 0;
        while (finished < jobs_.size()) {
            if (rules_.boost > 0 && now_ != 0 && now_ % rules_.boost == 0) boost();
            take_events();
            const std::size_t level = highest();
            if (level == rules_.levels) {
                ++now_;
                continue;
            }
            finished += run_one(level);
        }
        Reference result;
        for (const State& job : jobs_) {
            result.first_run.push_back(static_cast<double>(job.first_run));
            result.finish.push_back(static_cast<double>(job.finish));
        }
        return result;
    }

  private:
    struct State {
        std::int64_t run_time, left, io_every;
        std::size_t level;  ///< the highest number is the most urgent, as there
        std::int64_t ticks, allotment;
        std::int64_t first_run = -1, finish = -1;
    };
    struct News {
        std::size_t job;
        bool begins;
    };

    static std::int64_t whole(Duration length) { return length / 1s; }
    std::size_t top() const { return rules_.levels - 1; }

    void boost() {
        for (std::size_t level = 0; level < top(); ++level) {
            for (const std::size_t job : queues_[level]) queues_[top()].push_back(job);
            queues_[level].clear();
        }
        for (State& job : jobs_)
            if (job.left > 0) {
                job.level = top();
                job.ticks = rules_.quantum;
                job.allotment = rules_.allotment;
            }
    }
    void take_events() {
        for (const News& news : events_[now_]) {
            std::deque<std::size_t>& queue = queues_[jobs_[news.job].level];
            if (rules_.io_bump && !news.begins)
                queue.push_front(news.job);
            else
                queue.push_back(news.job);
        }
    }
    std::size_t highest() const {
        for (std::size_t level = rules_.levels; level > 0; --level)
            if (!queues_[level - 1].empty()) return level - 1;
        return rules_.levels;
    }
    /// Runs the head of the queue for a second; true if it ends.
    bool run_one(std::size_t level) {
        std::deque<std::size_t>& queue = queues_[level];
        const std::size_t number = queue.front();
        State& job = jobs_[number];
        --job.left;
        --job.ticks;
        if (job.first_run < 0) job.first_run = now_;
        ++now_;
        if (job.left == 0) {
            job.finish = now_;
            queue.pop_front();
            return true;
        }
        const bool used_up = job.ticks == 0;
        const bool does_io = job.io_every > 0 && (job.run_time - job.left) % job.io_every == 0;
        if (does_io) {
            queue.pop_front();
            if (rules_.stay) {
                job.ticks = rules_.quantum;
                job.allotment = rules_.allotment;
            }
            events_[now_ + rules_.io_length].push_back({number, false});
        }
        if (!used_up) return false;
        if (!does_io) queue.pop_front();
        if (--job.allotment == 0) {
            if (job.level > 0) --job.level;
            job.allotment = rules_.allotment;
        }
        job.ticks = rules_.quantum;
        if (!does_io) queues_[job.level].push_back(number);
        return false;
    }

    const FeedbackRules rules_;
    std::vector<State> jobs_;
    std::vector<std::deque<std::size_t>> queues_;
    std::map<std::int64_t, std::vector<News>> events_;
    std::int64_t now_ = 0;
};

RunPlan plan_with(const FeedbackRules& rules) {
    return plan_of("mlfq", 1, rules.quantum * 1s,
                   {{"levels", std::to_string(rules.levels)},
                    {"boost", std::to_string(rules.boost)},
                    {"allotment", std::to_string(rules.allotment)},
                    {"io", rules.stay ? "renew" : "keep"},
                    {"after_io", rules.io_bump ? "head" : "tail"}});
}

FeedbackRules random_rules(Random& random) {
    FeedbackRules rules;
    rules.levels = static_cast<std::size_t>(random.between(1, 5));
    rules.quantum = random.between(1, 6);
    rules.allotment = random.between(1, 3);
    rules.boost = random.between(0, 1) * random.between(5, 40);
    rules.stay = random.between(0, 1) == 1;
    rules.io_bump = random.between(0, 1) == 1;
    rules.io_length = random.between(1, 9);
    return rules;
}

std::string words_of(const FeedbackRules& rules) {
    return "levels " + std::to_string(rules.levels) + ", quantum " + std::to_string(rules.quantum) + ", allotment " +
           std::to_string(rules.allotment) + ", boost " + std::to_string(rules.boost) + (rules.stay ? ", stay" : "") +
           (rules.io_bump ? ", bump" : "") + ": ";
}

TEST(TextbookSimulators, agree_with_the_feedback_queues_without_io) {
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        Random random(seed, 8);
        const FeedbackRules rules = random_rules(random);
        const Sheet jobs = random_sheet(seed, 10, 40, 25);
        expect_equal(run_sheet(jobs, plan_with(rules)), FeedbackSimulator(jobs, rules).run(),
                     words_of(rules) + text_of(jobs));
    }
}

TEST(TextbookSimulators, agree_with_the_feedback_queues_with_io) {
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        Random random(seed, 9);
        const FeedbackRules rules = random_rules(random);
        Sheet jobs = random_sheet(seed, 8, 30, 25);
        for (Job& job : jobs) {
            job.io_every = random.between(0, 8) * 1s;
            job.io_length = rules.io_length * 1s;
        }
        expect_equal(run_sheet(jobs, plan_with(rules)), FeedbackSimulator(jobs, rules).run(),
                     words_of(rules) + text_of(jobs));
    }
}

}  // namespace
}  // namespace simul::testing
