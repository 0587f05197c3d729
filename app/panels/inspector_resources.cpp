#include <fmt/format.h>

#include <algorithm>

#include "app/panels/inspector.h"
#include "app/panels/task_chip.h"
#include "app/theme/widgets.h"
#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"
#include "engine/trace/text_form.h"

namespace simul::panels {
namespace {

using namespace theme;

/// `, 3 wait`, or nothing where nobody does. `over`: at the end of the run these were cut off.
std::string waiters_in_words(std::uint32_t waiters, bool over) {
    if (waiters == 0) return {};
    if (over) return fmt::format(", {} {} waiting", waiters, waiters == 1 ? "was" : "were");
    return fmt::format(", {} {}", waiters, waiters == 1 ? "waits" : "wait");
}

/// A value and those who have it in a variable of their own.
struct Copy {
    ShownCell value;
    std::vector<TaskId> tasks;
};

class ResourcePart {
  public:
    ResourcePart(const Workspace& workspace, Commands& commands, Flow& flow)
        : workspace_(workspace),
          commands_(commands),
          flow_(flow),
          moment_(workspace.moment()),
          header_(workspace.run()->header()) {}

    void draw() {
        draw_kinds("Resources", false);
        draw_kinds("Variables", true);
    }

  private:
    /// The variables, or all others.
    void draw_kinds(std::string_view title, bool variables) {
        constexpr std::size_t kMost = 60;
        std::vector<ResourceId> shown;
        for (std::size_t i = 0; i < header_.resources.size(); ++i)
            if ((header_.resources[i].kind == ResourceKind::variable) == variables)
                shown.push_back(static_cast<ResourceId>(i));
        if (shown.empty()) return;
        flow_.rule();
        flow_.heading(title);
        for (std::size_t i = 0; i < shown.size() && i < kMost; ++i)
            variables ? draw_variable(shown[i]) : draw_resource(shown[i]);
        if (shown.size() > kMost) flow_.put(fmt::format("and {} more", shown.size() - kMost), Face::body, Tone::dim);
    }

    const ResourceInfo& info(ResourceId resource) const { return header_.resources[index_of(resource)]; }
    bool is_selected(ResourceId resource) const { return workspace_.story->selection.resource == resource; }

    void draw_resource(ResourceId resource) {
        const ResourceInfo& it = info(resource);
        const std::string kind =
            is_pool_of_workers(it) || is_global_lock(header_, resource) ? "" : ", " + kind_with_article(it);
        draw_row(resource, resource_in_words(header_, resource) + kind, state_in_words(resource));
        if (is_selected(resource)) draw_queue(resource);
    }

    /// Pressed, it is selected.
    void draw_row(ResourceId resource, std::string_view label, std::string_view value) {
        Box row = flow_.next(px(26));
        const Touch touched = label.empty() ? Touch{} : touch(fmt::format("resource {}", index_of(resource)), row);
        if (touched.clicked) commands_.push_back(workspace::Select{{kNoTask, resource}});
        if (is_selected(resource) || touched.hovered) {
            const Box band{row.left - px(8), row.top, row.right + px(8), row.bottom};
            Flow::list()->AddRectFilled(
                top_left(band), bottom_right(band),
                is_selected(resource) ? mixed(Tone::panel, Tone::accent, 0.14F) : colour(Tone::raised), px(6));
        }
        const float width = std::min(text_width(value, Face::strong) + 1, row.width() * 0.62F);
        draw_text_in(Flow::list(), row.take_right(width), {value, Face::strong, 0, Align::right});
        row.right -= px(10);
        draw_text_in(Flow::list(), row, {label, is_selected(resource) ? Face::strong : Face::body, colour(Tone::dim)});
    }

    std::string state_in_words(ResourceId resource) const {
        const ResourceInfo& it = info(resource);
        const ResourceMoment& now = moment_.resource(resource);
        const std::string waiters = waiters_in_words(now.waiters, moment_.has_cut_off());
        switch (it.kind) {
            case ResourceKind::mutex:
                return (now.owner == kNoTask ? "free" : "held by " + owner_in_words(now.owner)) +
                       (now.count > 1 ? fmt::format(", locked {} times", now.count) : "") + waiters;
            case ResourceKind::semaphore:
                return permits_in_words(it, now.count) + waiters;
            case ResourceKind::barrier:
                return fmt::format("{} of {} there", now.waiters, it.capacity);
            case ResourceKind::event:
                return (now.flag ? "set" : "not set") + waiters;
            case ResourceKind::rw_lock:
                return (now.owner != kNoTask ? owner_in_words(now.owner) + " writes" : readers_in_words(now.count)) +
                       waiters;
            case ResourceKind::channel:
                if (it.capacity == 0) return (now.flag ? "closed, " : "") + std::string("hands over") + waiters;
                return fmt::format("{}{} of {} inside{}", now.flag ? "closed, " : "", now.count, it.capacity, waiters);
            case ResourceKind::stream:
                return fmt::format("{}{} of {}{}", now.flag ? "closed, " : "",
                                   grouped(static_cast<std::uint64_t>(now.count)),
                                   grouped(static_cast<std::uint64_t>(it.capacity)), waiters);
            case ResourceKind::condition:
                return now.waiters == 0 ? "nobody waits" : waiters.substr(2);
            case ResourceKind::device:
                return now.count == 0
                           ? "no request"
                           : fmt::format("{} under way", plural(static_cast<std::uint64_t>(now.count), "request"));
            case ResourceKind::variable:
                break;
        }
        return waiters.empty() ? "" : waiters.substr(2);
    }

    /// A semaphore that begins with none counts what others put there.
    static std::string permits_in_words(const ResourceInfo& semaphore, std::int64_t count) {
        const std::int64_t whole = semaphore.initial.bits;
        const std::string_view rest = is_pool_of_workers(semaphore) ? "free" : "left";
        return count > whole || whole == 0 ? fmt::format("{} {}", count, rest)
                                           : fmt::format("{} of {} {}", count, whole, rest);
    }

    /// Short where the name would not fit: `19` for "board 19".
    std::string owner_in_words(TaskId owner) const {
        const std::string name = speech_of(workspace_).name_of(owner);
        return text_width(name, Face::strong) <= px(90) ? name : chip_label(workspace_, owner);
    }

    void draw_queue(ResourceId resource) {
        const ResourceMoment& now = moment_.resource(resource);
        flow_.skip(px(4));
        if (now.owner != kNoTask) {
            const TraceEvent& since = workspace_.run()->trace()[now.owned_event];
            flow_.put(fmt::format("{} has held it since {}{}.", capitalized(speech_of(workspace_).name_of(now.owner)),
                                  moment_in_words(moment_.header(), since.time), line_in_words(since.line)));
        }
        const char* const some = moment_.has_cut_off() ? "Who was waiting for it at the end" : "Who waits for it";
        flow_.heading(now.waiters == 0 ? "Nobody waits for it" : some, now.waiters == 0 ? "" : grouped(now.waiters));
        constexpr int kMostRows = 4;
        const float height = draw_task_chips(workspace_, commands_, "resource queue", flow_.here(),
                                             moment_.queue_of(resource), kMostRows);
        flow_.skip(height + px(10));
    }

    // ---- variables

    void draw_variable(ResourceId variable) {
        const ResourceInfo& it = info(variable);
        if (it.raw) return draw_row(variable, it.name, "raw: without an order");
        if (!copies_variables(header_.model) || it.mmap)
            return draw_row(variable, it.name, text_of(moment_.value_of(variable)));
        std::string_view label = it.name;
        for (const Copy& copy : copies_of(variable)) {
            draw_row(variable, label,
                     fmt::format("{} in {}", text_of(copy.value), listed_names(copy.tasks, speech_of(workspace_), 3)));
            label = "";  // the next rows are the same variable, in other processes
        }
    }

    /// Of main and of those that are there now.
    std::vector<Copy> copies_of(ResourceId variable) const {
        constexpr std::size_t kMostTasks = 2000;
        std::vector<Copy> copies;
        for (std::size_t i = 0; i < moment_.task_count() && i < kMostTasks; ++i) {
            const auto task = static_cast<TaskId>(i);
            const State state = moment_.state_of(task);
            if (task != kMainTask && (state == State::absent || state == State::done)) continue;
            const ShownCell& value = moment_.value_of(variable, task);
            const auto same =
                std::find_if(copies.begin(), copies.end(), [&](const Copy& copy) { return copy.value == value; });
            if (same == copies.end())
                copies.push_back({value, {task}});
            else
                same->tasks.push_back(task);
        }
        return copies;
    }

    const Workspace& workspace_;
    Commands& commands_;
    Flow& flow_;
    const Moment& moment_;
    const TraceHeader& header_;
};

}  // namespace

void draw_resources(const Workspace& workspace, Commands& commands, Flow& flow) {
    ResourcePart(workspace, commands, flow).draw();
}

}  // namespace simul::panels
