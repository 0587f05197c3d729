#include "tests/support/any_turns.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <iterator>
#include <utility>

#include "engine/base/random.h"

namespace simul::testing {
namespace {

using Does = AnyTurns::Does;

constexpr const char* kLines[] = {
    "s:acquire() a = a * 3 + 1",
    "a = a * 3 + (s:acquire(1) and 1 or 2)",
    "a = a * 3 + (s:try_acquire() and 1 or 2)",
    "s:release()",
    "if has then m:unlock() else m:lock() end has = not has",
    "if not has and m:try_lock() then has = true a = a * 3 + 1 else a = a * 3 + 2 end",
    "a = a * 3 + (m:locked() and 1 or 2)",
    "k:send(a % 5)",
    "a = a * 3 + (k:try_send(a % 5) and 1 or 2)",
    "a = a * 3 + k:receive()",
    "a = a * 3 + (k:try_receive() or 9)",
    "a = a * 3 + k:length()",
    "if reads then w:unlock_read() reads = false elseif not writes then w:lock_read() reads = true end",
    "if writes then w:unlock_write() writes = false elseif not reads then w:lock_write() writes = true end",
    "e:wait() a = a * 3 + 1",
    "e:set() e:clear()",
    "a = a * 3 + b:wait()",
    "a = a * 3 + x.value",
    "x.value = a % 7",
    "yield()",
};

enum class Is : std::uint8_t { ready, waiting, ended };

struct Mind {
    std::size_t at = 0;  ///< which of its lines is next, or continues
    long a = 1, out = 0;
    bool has = false, reads = false, writes = false;
    Is is = Is::ready;
    bool goes_on = false;  ///< in the middle of its line
    bool has_met = false;  ///< at the barrier, and is still to leave it
    bool late = false;
};

using Line = std::deque<std::size_t>;

/// The whole world between two turns.
struct World {
    std::vector<Mind> minds;
    long x = 0, permits = 1;
    Line acquirers, lockers, senders, receivers, readers_and_writers, waiters, inside, outside;
    std::size_t leaving = 0;  ///< the barrier
    int owner = -1, heir = -1, writer = -1;
    std::deque<long> messages;
    std::size_t reading = 0;

    std::string key() const;
};

std::string World::key() const {
    std::string text = fmt::format("{} {} {} {} {} {} {}", x, permits, owner, heir, writer, reading, leaving);
    for (const Mind& it : minds)
        text += fmt::format("|{} {} {} {}{}{}{}{}{}{}", it.at, it.a, it.out, it.has, it.reads, it.writes,
                            static_cast<int>(it.is), it.goes_on, it.late, it.has_met);
    for (const Line* line :
         {&acquirers, &lockers, &senders, &receivers, &readers_and_writers, &waiters, &inside, &outside}) {
        text += "/";
        for (const std::size_t who : *line) text += static_cast<char>('a' + who);
    }
    for (const long message : messages) text += fmt::format(",{}", message);
    return text;
}

class Loop {
  public:
    explicit Loop(const std::vector<std::vector<Does>>& tasks) : tasks_(tasks) {}

    std::set<std::string> ends() {
        World world;
        world.minds.resize(tasks_.size());
        follow(world);
        return ends_;
    }

  private:
    void follow(const World& world) {
        if (!seen_.insert(world.key()).second) return;
        bool any = false, all_ended = true;
        for (std::size_t who = 0; who < tasks_.size(); ++who) {
            const Mind& mind = world.minds[who];
            all_ended &= mind.is == Is::ended;
            if (mind.is == Is::ready) {
                any = true;
                World next = world;
                take_turn(next, who);
                follow(next);
            }
            if (mind.is == Is::waiting && tasks_[who][mind.at] == Does::acquire_in_time) {
                any = true;
                World next = world;
                next.acquirers.erase(std::find(next.acquirers.begin(), next.acquirers.end(), who));
                next.minds[who].late = true;
                next.minds[who].is = Is::ready;
                follow(next);
            }
        }
        if (!any) ends_.insert(in_words(world, all_ended));
    }

    static std::string in_words(const World& world, bool finished) {
        std::string text = finished ? "finished" : "deadlock";
        for (std::size_t who = 0; who < 3; ++who)
            text += fmt::format(" out{}={}", who + 1, who < world.minds.size() ? world.minds[who].out : 0);
        return text + fmt::format(" x={}", world.x);
    }

    void take_turn(World& world, std::size_t who) {
        Mind& mind = world.minds[who];
        while (mind.at < tasks_[who].size()) {
            const Does does = tasks_[who][mind.at];
            const bool goes_on = std::exchange(mind.goes_on, false);
            if (!(goes_on ? go_on(world, who, does) : begin(world, who, does))) {
                mind.goes_on = true;
                if (does != Does::yield) mind.is = Is::waiting;
                return;
            }
            mind.out = mind.a;
            ++mind.at;
        }
        mind.is = Is::ended;
    }

    static void note(Mind& mind, long digit) { mind.a = mind.a * 3 + digit; }
    static bool stand(Line& line, std::size_t who) {
        line.push_back(who);
        return false;
    }
    static std::size_t wake(World& world, Line& line) {
        const std::size_t who = line.front();
        line.pop_front();
        world.minds[who].is = Is::ready;
        return who;
    }

    /// False: it has to wait, or gives way.
    bool begin(World& world, std::size_t who, Does does) {
        Mind& mind = world.minds[who];
        switch (does) {
            case Does::acquire:
            case Does::acquire_in_time:
                if (world.permits == 0) return stand(world.acquirers, who);
                --world.permits;
                note(mind, 1);
                return true;
            case Does::try_acquire:
                note(mind, world.permits > 0 ? 1 : 2);
                world.permits -= world.permits > 0;
                return true;
            case Does::release:
                if (world.acquirers.empty())
                    ++world.permits;
                else
                    wake(world, world.acquirers);
                return true;
            case Does::lock_or_unlock:
                if (mind.has)
                    unlock(world, mind);
                else if (world.owner >= 0 || world.heir >= 0)
                    return stand(world.lockers, who);
                else
                    own(world, who);
                return true;
            case Does::try_lock: {
                const bool got = !mind.has && world.owner < 0 && world.heir < 0;
                if (got) own(world, who);
                note(mind, got ? 1 : 2);
                return true;
            }
            case Does::tell_locked:
                note(mind, world.owner >= 0 ? 1 : 2);
                return true;
            default:
                return begin_others(world, who, does);
        }
    }

    bool begin_others(World& world, std::size_t who, Does does) {
        Mind& mind = world.minds[who];
        switch (does) {
            case Does::send:
                if (!has_room(world)) return stand(world.senders, who);
                put(world, mind.a % 5);
                return true;
            case Does::try_send: {
                const bool fits = has_room(world);
                if (fits) put(world, mind.a % 5);
                note(mind, fits ? 1 : 2);
                return true;
            }
            case Does::receive:
                if (!has_news(world)) return stand(world.receivers, who);
                note(mind, take(world));
                return true;
            case Does::try_receive:
                note(mind, has_news(world) ? take(world) : 9);
                return true;
            case Does::tell_length:
                note(mind, static_cast<long>(world.messages.size()));
                return true;
            case Does::read_or_not:
            case Does::write_or_not:
                return read_or_write(world, who, does == Does::write_or_not);
            case Does::wait:
                return stand(world.waiters, who);
            case Does::set_and_clear:
                while (!world.waiters.empty()) wake(world, world.waiters);
                return true;
            case Does::meet:
                return meet(world, who);
            case Does::load:
                note(mind, world.x);
                return true;
            case Does::store:
                world.x = mind.a % 7;
                return true;
            default:
                return false;
        }
    }

    /// It was woken. What it waited for is kept for it, but for a message and a place in a channel: whoever came first
    /// has taken it, and it stands in line once more.
    bool go_on(World& world, std::size_t who, Does does) {
        Mind& mind = world.minds[who];
        if (does == Does::send || does == Does::receive) return begin_others(world, who, does);
        if (does == Does::meet) return leave(world, who);
        if (does == Does::acquire || does == Does::wait) note(mind, 1);
        if (does == Does::acquire_in_time) note(mind, std::exchange(mind.late, false) ? 2 : 1);
        if (does == Does::lock_or_unlock) {
            world.heir = -1;
            own(world, who);
        }
        if (does == Does::read_or_not) mind.reads = true;
        if (does == Does::write_or_not) mind.writes = true;
        return true;
    }

    /// Two meet. Nobody comes in before both of the last round have left.
    static bool meet(World& world, std::size_t who) {
        if (world.leaving > 0) return stand(world.outside, who);
        if (world.inside.empty()) return stand(world.inside, who);
        world.minds[wake(world, world.inside)].has_met = true;
        ++world.leaving;
        note(world.minds[who], 1);
        return true;
    }
    static bool leave(World& world, std::size_t who) {
        if (!std::exchange(world.minds[who].has_met, false)) return meet(world, who);
        note(world.minds[who], 0);
        if (--world.leaving == 0)
            while (!world.outside.empty()) wake(world, world.outside);
        return true;
    }

    static void own(World& world, std::size_t who) {
        world.owner = static_cast<int>(who);
        world.minds[who].has = true;
    }
    static void unlock(World& world, Mind& mind) {
        mind.has = false;
        world.owner = -1;
        if (!world.lockers.empty()) world.heir = static_cast<int>(wake(world, world.lockers));
    }

    static bool has_room(const World& world) { return world.messages.empty(); }
    static bool has_news(const World& world) { return !world.messages.empty(); }
    static void put(World& world, long message) {
        world.messages.push_back(message);
        if (!world.receivers.empty()) wake(world, world.receivers);
    }
    static long take(World& world) {
        const long message = world.messages.front();
        world.messages.pop_front();
        if (!world.senders.empty()) wake(world, world.senders);
        return message;
    }

    /// Whoever comes while others wait, waits behind them. Who was let in counts as inside.
    bool read_or_write(World& world, std::size_t who, bool writes) {
        Mind& mind = world.minds[who];
        if (writes ? mind.reads : mind.writes) return true;
        bool& inside = writes ? mind.writes : mind.reads;
        if (inside) {
            inside = false;
            if (writes)
                world.writer = -1;
            else
                --world.reading;
            let_in(world);
            return true;
        }
        const bool is_free = world.writer < 0 && (writes ? world.reading == 0 : world.readers_and_writers.empty());
        if (!is_free) return stand(world.readers_and_writers, who);
        enter(world, who, writes);
        inside = true;
        return true;
    }
    static void enter(World& world, std::size_t who, bool writes) {
        if (writes)
            world.writer = static_cast<int>(who);
        else
            ++world.reading;
    }
    void let_in(World& world) {
        while (!world.readers_and_writers.empty()) {
            const std::size_t who = world.readers_and_writers.front();
            const bool writes = tasks_[who][world.minds[who].at] == Does::write_or_not;
            if (world.writer >= 0 || (writes && world.reading > 0)) return;
            enter(world, who, writes);
            wake(world, world.readers_and_writers);
        }
    }

    const std::vector<std::vector<Does>>& tasks_;
    std::set<std::string> seen_, ends_;
};

}  // namespace

AnyTurns::AnyTurns(std::uint64_t seed) {
    Random random(seed, 0);
    const std::int64_t tasks = random.between(2, 3), lines = tasks == 2 ? 5 : 4;
    // Few kinds in each story, so that its tasks meet.
    std::vector<Does> kinds;
    for (int i = 0; i < 5; ++i)
        kinds.push_back(static_cast<Does>(random.between(0, static_cast<std::int64_t>(std::size(kLines)) - 1)));
    tasks_.resize(static_cast<std::size_t>(tasks));
    for (std::vector<Does>& task : tasks_)
        for (std::int64_t i = 0; i < lines; ++i) task.push_back(kinds[static_cast<std::size_t>(random.between(0, 4))]);
}

std::string AnyTurns::text() const {
    std::string text =
        "s, m, k, w, e, b = semaphore(1), mutex(), channel(1), rw_lock(), event(), barrier(2)\n"
        "out1, out2, out3, x = variable(0), variable(0), variable(0), variable(0)\n";
    std::string spawned;
    for (std::size_t who = 1; who <= tasks_.size(); ++who) {
        text += fmt::format("function t{}()\n  local a, has, reads, writes = 1, false, false, false\n", who);
        for (const Does does : tasks_[who - 1])
            text += fmt::format("  {} out{}.value = a\n", kLines[static_cast<std::size_t>(does)], who);
        text += "end\n";
        spawned += fmt::format("{} spawn(t{})", who == 1 ? "" : ",", who);
    }
    return text + "function main() gather{" + spawned + " } end\n";
}

std::set<std::string> AnyTurns::ends() const { return Loop(tasks_).ends(); }

}  // namespace simul::testing
