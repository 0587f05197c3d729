#include "tests/fuzz/targets.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstring>
#include <nlohmann/json.hpp>
#include <string>

#include "app/command_line/report.h"
#include "app/command_line/text_report.h"
#include "app/layout/hall.h"
#include "app/layout/lane_rectangles.h"
#include "app/layout/shop.h"
#include "app/layout/workshop.h"
#include "app/workspace/bundle.h"
#include "app/workspace/exploration_report.h"
#include "app/workspace/open_run.h"
#include "app/workspace/preferences.h"
#include "engine/analysis/moments.h"
#include "engine/analysis/narration.h"
#include "engine/analysis/summary.h"
#include "engine/analysis/why.h"
#include "engine/run/schedule.h"
#include "engine/run/wire.h"
#include "engine/trace/event_check.h"
#include "engine/trace/file_blocks.h"
#include "engine/trace/stream.h"
#include "engine/trace/text_form.h"

#ifdef SIMUL_LUA
#include "engine/run/simulated/in_place.h"
#include "engine/scenario/lua/lua_scenario.h"
#endif

namespace simul::fuzz {

namespace {

/// A file that exists only in memory, for readers that take a path.
class MemoryFile {
  public:
    explicit MemoryFile(std::string_view bytes) : fd_(memfd_create("fuzz", 0)) {
        if (write(fd_, bytes.data(), bytes.size()) < 0) std::abort();
    }
    MemoryFile(const MemoryFile&) = delete;
    ~MemoryFile() { close(fd_); }
    std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }

  private:
    int fd_;
};

/// All that is said and drawn of one moment.
void look_at(const workspace::OpenRun& run, std::size_t events) {
    const Moment& moment = run.moment(events);
    const Speech speech(run.names(), run.header().words);
    (void)narration_of(run.trace(), moment, run.timeline(), speech);
    const WhyView view{run.trace(), moment, run.timeline(), speech, moment.now()};
    for (std::size_t task = 0; task < std::min<std::size_t>(moment.task_count(), 6); ++task)
        (void)why_of(view, static_cast<TaskId>(task));
    const layout::SceneMoment scene{run.trace(), run.timeline(), run.names(), moment, moment.now()};
    const layout::Box box{0, 0, 900, 600};
    (void)layout::hall_of(scene, box, 1);
    (void)layout::shop_of(scene, box, 1, Duration(1s));
    (void)layout::workshop_of(scene, box, 1);
}

void look_at(std::shared_ptr<const Trace> trace, const RecordedEnding& ending) {
    const command_line::Report report = command_line::report_on(*trace, ending_of(ending));
    (void)command_line::written(command_line::json_of(report));
    (void)command_line::text_report(report, {});
    const auto run = workspace::OpenRun::from_trace(trace, ending);
    for (std::size_t i = 0; i < trace->size(); ++i) (void)text_form(*trace, i, run->names());
    (void)summary_of(trace->header(), run->metrics(), run->timeline(), Speech(run->names()));
    std::vector<layout::LaneRectangle> rectangles;
    const layout::TimeAxis axis = layout::fitted(run->end(), 0, 500);
    for (std::size_t task = 0; task < std::min<std::size_t>(run->timeline().task_count(), 6); ++task)
        layout::lay_out_lane(run->timeline().of_task(static_cast<TaskId>(task)).lane(), axis, run->end(), rectangles);
    for (const std::size_t part : {0, 1, 2, 3, 4}) look_at(*run, trace->size() * part / 4);
}

/// One resource of each kind, of whatever model the first byte says.
TraceHeader header_for(std::uint8_t choice) {
    TraceHeader header;
    header.model = static_cast<Model>(choice % kModelCount);
    header.clock = choice & 0x40 ? Clock::real : Clock::simulated;
    header.policy = choice & 0x80 ? kConducted : "fifo";
    header.cores = 2;
    header.workers = 2;
    header.source_name = "story.lua";
    header.source = "function main()\nend\n";
    for (std::size_t kind = 0; kind < std::size(kResourceKindNames); ++kind) {
        ResourceInfo info;
        info.kind = static_cast<ResourceKind>(kind);
        info.name = kResourceKindNames[kind];
        info.capacity = 2;
        info.line = 1;
        header.resources.push_back(info);
    }
    ResourceInfo pool = header.resources[static_cast<std::size_t>(ResourceKind::semaphore)];
    pool.name = "pool";
    pool.line = 0;
    header.resources.push_back(pool);
    return header;
}

/// Eight bytes make an event that is mostly possible: small numbers, times that go on.
TraceEvent event_from(const unsigned char* bytes, Time before) {
    TraceEvent event;
    event.kind = static_cast<EventKind>(bytes[0] % kEventKindCount);
    event.phase = static_cast<Phase>(bytes[1] % 3);
    event.cell = static_cast<CellType>(bytes[1] / 4 % 3);
    event.unordered = bytes[1] >> 7;
    event.task = bytes[2] == 255 ? kNoTask : static_cast<TaskId>(bytes[2] % 12);
    event.resource = bytes[3] % 12 > 8 ? kNoResource : static_cast<ResourceId>(bytes[3] % 12);
    event.core = bytes[4] % 3 == 2 ? kNoCore : static_cast<CoreId>(bytes[4] % 3);
    event.value = bytes[5] == 255 ? value_of(kNoTask) : bytes[5] % 12;
    if (event.kind == EventKind::stand)
        event.value = value_of(Intent{event.task, static_cast<OperationKind>(bytes[5] % kEventKindCount),
                                      static_cast<ResourceId>(bytes[6] % 9), TaskId{bytes[6] % 12U}, 0});
    event.line = bytes[6] % 5;
    event.time = before + Duration(std::int64_t{bytes[7]} * bytes[7] * 1'000'000);
    event.sequence = bytes[7];
    return event;
}

}  // namespace

void story(std::string_view bytes) {
#ifdef SIMUL_LUA
    constexpr std::size_t kMost = 1 << 16;
    const auto scenario = lua_scenario("story", "story.lua", std::string(bytes.substr(0, kMost)));
    const auto loaded = scenario->load({}, 1);
    if (!loaded) return;
    RunPlan plan;
    plan.model = Model::threads;
    plan.clock = Clock::simulated;
    plan.max_events = 2000;
    plan.max_tasks = 100;
    const std::shared_ptr<const Trace> trace = simulate_in_place(**loaded, plan);
    (void)command_line::text_report(command_line::report_on(*trace, {}), {});
    const auto again = wire::description_from(wire::as_json((*loaded)->description()));
    if (!again) std::abort();
#else
    (void)bytes;
#endif
}

void trace(std::string_view bytes) {
    Result<LoadedTrace> loaded = trace_from_bytes(std::string(bytes), "fuzz");
    if (loaded) look_at(std::shared_ptr<const Trace>(std::move(loaded->trace)), loaded->ending);
}

void events(std::string_view bytes) {
    constexpr std::size_t kMostEvents = 200;
    if (bytes.empty()) return;
    Trace made(header_for(static_cast<std::uint8_t>(bytes[0])));
    EventCheck check(made.header());
    Time time{};
    for (std::size_t i = 1; i + 8 <= bytes.size() && made.size() < kMostEvents; i += 8) {
        const TraceEvent event = event_from(reinterpret_cast<const unsigned char*>(bytes.data()) + i, time);
        if (check.problem_of(event) != nullptr) continue;
        time = event.time;
        made.append(event, event.line == 3 ? "some text\nof = it" : "");
    }
    trace(trace_file_bytes(made, {}));
}

void bundle(std::string_view bytes) {
    const Result<workspace::Bundle> read = workspace::read_bundle(MemoryFile(bytes).path());
    if (!read) return;
    for (const workspace::BundledBranch& branch : read->branches) look_at(branch.trace, branch.ending);
}

void schedule(std::string_view bytes) {
    const Result<Schedule> read = schedule_from(bytes);
    if (!read) return;
    const Result<Schedule> again = schedule_from(text_of(*read));
    if (!again || !(*again == *read)) std::abort();
}

void preferences(std::string_view bytes) { (void)workspace::read_preferences(MemoryFile(bytes).path()); }

void description(std::string_view bytes) {
    (void)wire::description_from(bytes);
    (void)wire::descriptions_from(bytes, 2);
    (void)file_blocks::header_from(bytes);
}

void memory(std::string_view bytes) {
    constexpr std::size_t kBytes = 4096;
    alignas(64) static std::byte shared[kBytes];
    std::memset(shared, 0, sizeof shared);
    StreamHeader header;
    if (bytes.size() < 8) return;
    Offset first = 0;
    std::memcpy(&first, bytes.data(), sizeof first);
    header.first.store(first);
    std::memcpy(shared, bytes.data() + 8, std::min(bytes.size() - 8, kBytes));
    StreamReader reader(header, shared, kBytes);
    volatile std::size_t text = 0;  // so that every letter is read
    for (int i = 0; i < 10'000 && reader.peek() != nullptr; ++i) {
        for (const char letter : reader.text()) text = text + static_cast<unsigned char>(letter);
        reader.pop();
    }
}

void answer(std::string_view bytes) { (void)workspace::report_from(std::string(bytes)); }

std::span<const Target> targets() {
    static constexpr Target kTargets[] = {{"story", story},
                                          {"trace", trace},
                                          {"events", events},
                                          {"bundle", bundle},
                                          {"schedule", schedule},
                                          {"preferences", preferences},
                                          {"description", description},
                                          {"memory", memory},
                                          {"answer", answer}};
    return kTargets;
}

}  // namespace simul::fuzz
