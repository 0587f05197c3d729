#include "tests/support/scripted_story.h"

#include <sstream>
#include <utility>

#include "engine/base/ensure.h"

namespace simul::testing {
namespace {

using Futures = std::map<std::string, TaskId>;

const std::map<std::string, OperationKind>& words() {
    static const std::map<std::string, OperationKind> kWords = {
        {"lock", OperationKind::lock},         {"try_lock", OperationKind::try_lock},
        {"unlock", OperationKind::unlock},     {"acquire", OperationKind::acquire},
        {"release", OperationKind::release},   {"wait", OperationKind::condition_wait},
        {"notify", OperationKind::notify},     {"notify_all", OperationKind::notify_all},
        {"meet", OperationKind::barrier_wait}, {"set", OperationKind::event_set},
        {"clear", OperationKind::event_clear}, {"wait_for", OperationKind::event_wait},
        {"send", OperationKind::send},         {"receive", OperationKind::receive},
        {"close", OperationKind::close},       {"store", OperationKind::store},
        {"add", OperationKind::atomic_add},    {"sleep", OperationKind::sleep},
        {"compute", OperationKind::compute},   {"yield", OperationKind::yield},
        {"spawn", OperationKind::spawn},       {"spawn_at", OperationKind::spawn_at},
        {"await", OperationKind::await},       {"cancel", OperationKind::future_cancel},
        {"mark", OperationKind::mark},
    };
    return kWords;
}

ResourceId resource_of(const ScenarioDescription& description, const std::string& name) {
    for (std::size_t i = 0; i < description.resources.size(); ++i)
        if (description.resources[i].name == name) return static_cast<ResourceId>(i);
    ensure(false, "a script names one of its resources");
    return kNoResource;
}

/// One word of a script, with what stands behind it.
struct Step {
    Operation operation;
    std::string text;     ///< what the operation's text is
    std::string spawned;  ///< whose future it gives
    bool forgets_failure = false, forgets_cancel = false, timed = false;
    Duration longest{};
};

void read_rest(Step& step, std::istringstream& words, const ScenarioDescription& story, const Futures& futures) {
    Operation& operation = step.operation;
    std::string name;
    switch (operation.kind) {
        case OperationKind::sleep:
        case OperationKind::compute:
        case OperationKind::spawn_at: {
            double seconds = 0;
            words >> seconds;
            operation.value = duration_of_seconds(seconds).count();
            if (operation.kind != OperationKind::spawn_at) return;
            [[fallthrough]];
        }
        case OperationKind::spawn:
            words >> step.spawned;
            step.text = call(step.spawned);
            return;
        case OperationKind::await:
        case OperationKind::future_cancel:
            words >> name;
            operation.task = futures.at(name);
            return;
        case OperationKind::mark:
            words >> step.text;
            return;
        case OperationKind::yield:
            return;
        default:
            break;
    }
    words >> name;
    operation.resource = resource_of(story, name);
    operation.value = 1;
    if (operation.kind == OperationKind::send) pack(PlainValue(std::int64_t{1}), step.text);
    if (operation.kind == OperationKind::store || operation.kind == OperationKind::atomic_add) words >> operation.value;
    if (operation.kind != OperationKind::condition_wait) return;
    words >> name;
    operation.mutex = resource_of(story, name);
}

Step read_step(const std::string& line, std::uint16_t number, const ScenarioDescription& story,
               const Futures& futures) {
    std::istringstream words_of_line(line);
    Step step;
    std::string word;
    words_of_line >> word;
    if ((step.forgets_failure = word == "try")) words_of_line >> word;
    if ((step.forgets_cancel = word == "catch")) words_of_line >> word;
    if ((step.timed = word == "within")) {
        double seconds = 0;
        words_of_line >> seconds >> word;
        step.longest = duration_of_seconds(seconds);
    }
    ensure(words().count(word) == 1, "a script has only words that are listed in scripted_story.h");
    step.operation = Operation(words().at(word), number);
    read_rest(step, words_of_line, story, futures);
    if (step.timed) step.operation = operations::within(step.longest, step.operation);
    return step;
}

std::vector<std::string> lines_of(const std::string& script) {
    std::vector<std::string> lines;
    std::istringstream text(script);
    for (std::string line; std::getline(text, line, ';');) lines.push_back(line);
    return lines;
}

Task follow(const ScenarioDescription* story, std::string script, Futures* futures) {
    const std::vector<std::string> lines = lines_of(script);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        Step step = read_step(lines[i], static_cast<std::uint16_t>(i + 1), *story, *futures);
        step.operation.text = &step.text;
        bool cancelled = false;
        std::string late;
        try {
            const Operation done = co_await step.operation;
            if (!step.spawned.empty()) (*futures)[step.spawned] = done.task;
            if (done.late) late = "late";
        } catch (const StoryError& error) {
            if (!step.forgets_failure && !step.timed) throw;
            if (step.timed) late = error.what() == std::string(kTimeout) ? "timeout" : "broken";
        } catch (const Cancelled&) {
            cancelled = true;
        }
        const bool forgets =
            step.forgets_cancel || (step.forgets_failure && step.operation.kind == OperationKind::await);
        if (cancelled && !forgets) throw Cancelled{};
        if (late.empty()) continue;
        Operation tell(OperationKind::mark, step.operation.line);
        tell.text = &late;
        co_await tell;
    }
}

}  // namespace

ScriptedStory::ScriptedStory(const std::map<std::string, std::string>& scripts) : scripts_(scripts) {
    add(ResourceKind::mutex, "m");
    add(ResourceKind::mutex, "n");
    add(ResourceKind::semaphore, "s", 0);
    add(ResourceKind::semaphore, "p", 1);
    add(ResourceKind::condition, "c");
    add(ResourceKind::barrier, "b", 2);
    add(ResourceKind::barrier, "w", 3);
    add(ResourceKind::event, "e");
    add(ResourceKind::channel, "q", 1);
    add(ResourceKind::channel, "r", 4);
    add_variable("x", 0, true);
    add_variable("y", 0, true);
    for (const auto& [name, script] : scripts)
        if (script.find("cancel ") != std::string::npos) cancels();
}

Task ScriptedStory::start_main(TaskContext& task) {
    futures_.clear();
    return start(task, call("main"));
}

Task ScriptedStory::start(TaskContext&, std::string_view call) {
    return follow(&description(), scripts_.at(std::get<std::string>(unpack(call).content)), &futures_);
}

std::string marks_in(const Trace& trace) {
    std::string marks;
    for (std::size_t i = 0; i < trace.size(); ++i)
        if (trace[i].kind == EventKind::mark) marks.append(marks.empty() ? "" : " ").append(trace.text_of(i));
    return marks;
}

}  // namespace simul::testing
