// A run's process that writes nonsense into the memory that it shares with its watcher: the watcher continues, and says
// what happened.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <sstream>

#include "engine/base/random.h"
#include "engine/os/processes.h"
#include "engine/run/region.h"
#include "engine/run/run.h"
#include "engine/trace/file_blocks.h"

namespace simul::testing {
namespace {

/// Where this process sees the memory of its run.
std::byte* shared_memory() {
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);)
        if (line.find("memfd:simul-run") != std::string::npos)
            return reinterpret_cast<std::byte*>(std::stoull(line.substr(0, line.find('-')), nullptr, 16));
    return nullptr;
}

std::byte* memory_of_run = nullptr;

RegionHead& head() { return *reinterpret_cast<RegionHead*>(memory_of_run); }

std::uint64_t below(Random& chance, std::uint64_t count) { return chance.next() % count; }

/// A header that can be read, so that its watcher continues to the streams.
void put_header(Clock clock) {
    TraceHeader header;
    header.clock = clock;
    header.core_source = clock == Clock::real ? "gaps" : "simulated";
    const std::string json = file_blocks::as_json(header);
    const Offset place = Offset{1} << 30;
    const std::uint64_t length = json.size();
    std::memcpy(memory_of_run + place, &length, sizeof length);
    std::memcpy(memory_of_run + place + sizeof length, json.data(), json.size());
    head().header = place;
    head().phase.store(RunPhase::running);
}

void scribble(Random& chance, std::byte* from, std::size_t bytes, std::size_t times) {
    for (std::size_t i = 0; i < times; ++i) {
        const std::uint64_t word = below(chance, 2) == 0 ? below(chance, 64) : below(chance, ~std::uint64_t{0});
        const std::size_t place = below(chance, bytes / 8) * 8;
        std::memcpy(from + place, &word, sizeof word);
    }
}

/// Streams, whole and mostly right, with events that are mostly possible.
void put_streams(Random& chance) {
    const Offset first = Offset{1} << 28;
    head().writers.store(1 + static_cast<std::uint32_t>(below(chance, 4)));
    for (std::uint32_t writer = 0; writer < 4; ++writer) {
        const Offset place = first + writer * (Offset{1} << 20);
        Segment* segment = make_segment(memory_of_run + place, std::size_t{1} << 15);
        head().slots()[writer].stream.first.store(place);
        head().slots()[writer].stream.horizon.store(kNothingPending);
        for (std::uint32_t i = 0; i < 500; ++i) {
            TraceEvent event;
            event.kind = static_cast<EventKind>(below(chance, kEventKindCount + 1));
            event.phase = static_cast<Phase>(below(chance, 4));
            event.task = static_cast<TaskId>(below(chance, 5));
            event.sequence = static_cast<std::uint16_t>(below(chance, 100));
            event.value = static_cast<std::int64_t>(below(chance, 6));
            event.core = static_cast<CoreId>(below(chance, 2));
            event.time = Time(Duration(i));
            event.has_text = below(chance, 20) == 0;
            segment->slots()[i] = event;
        }
        segment->written.store(500);
    }
}

void go_mad(int seed) {
    Random chance(static_cast<std::uint64_t>(seed), 0);
    if (seed % 4 != 0) put_header(seed % 2 == 0 ? Clock::real : Clock::simulated);
    if (seed % 3 != 0) put_streams(chance);
    if (seed % 4 == 0) scribble(chance, memory_of_run, sizeof(RegionHead), 20);
    if (seed % 5 == 0) scribble(chance, memory_of_run + sizeof(RegionHead), 4 * sizeof(WriterSlot), 20);
    if (seed % 7 == 0) scribble(chance, memory_of_run + (Offset{1} << 28), 2000, 20);
    if (seed % 2 == 0) head().phase.store(RunPhase::ended);
    os::exit_now(seed % 3);
}

class Madness final : public Scenario {
  public:
    Result<std::unique_ptr<Story>> load(const KnobSettings&, std::uint64_t seed) const override {
        go_mad(static_cast<int>(seed));
        return Error{"never told"};
    }
};

/// Called in the run's process, before it gives up what it does not need.
Result<std::unique_ptr<Scenario>> find_madness(const std::string&, const std::optional<std::string>&) {
    memory_of_run = shared_memory();
    return std::unique_ptr<Scenario>(std::make_unique<Madness>());
}

TEST(MadRunner, of_any_kind_leaves_its_watcher_whole) {
    Zygote zygote = std::move(*Zygote::create(find_madness));
    int refused = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        Settings settings;
        settings.scenario = "mad";
        settings.seed = seed;
        settings.clock = seed % 2 == 0 ? Clock::real : Clock::simulated;
        simul::Run run = std::move(*simul::Run::start(zygote, settings));
        while (run.take_news(1000)) {
        }
        for (std::size_t i = 0; i < run.trace().size(); ++i) (void)run.trace().text_of(i);
        refused +=
            run.ending().error.value_or(Error{}).text.find("as what it recorded cannot be shown") != std::string::npos;
    }
    EXPECT_GT(refused, 100) << "most of it is noticed";
}

TEST(MadRunner, that_describes_its_story_leaves_whoever_asked_whole) {
    Zygote zygote = std::move(*Zygote::create(find_madness));
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        Settings settings;
        settings.scenario = "mad";
        settings.seed = seed;
        EXPECT_FALSE(zygote.describe(settings));
    }
}

}  // namespace
}  // namespace simul::testing
