// What is run and how: the story's title, the selectors, Run and All models.
#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "app/panels/panels.h"
#include "app/theme/widgets.h"
#include "app/workspace/model_words.h"
#include "app/workspace/run_settings.h"
#include "app/workspace/running.h"
#include "engine/analysis/time_words.h"
#include "engine/run/policies/policies.h"

namespace simul::panels {
namespace {

using namespace theme;
using workspace::title_of, workspace::python_of, workspace::manner_of;

/// A selector that may stand in the bar, with what choosing does.
struct Item {
    std::string name, label;
    std::vector<theme::Choice> choices;
    int chosen = -1;
    std::function<void(int)> choose;
};

class TopBar {
  public:
    TopBar(const Workspace& workspace, Commands& commands, Box box, bool compact)
        : workspace_(workspace), commands_(commands), story_(*workspace.story), row_(box), compact_(compact) {
        const float free = (box.height() - px(spacing().control)) / 2;
        row_ = {box.left + px(spacing().margin), box.top + free, box.right - px(spacing().margin), box.bottom - free};
        whole_ = row_.width();
    }

    void draw() {
        draw_way_back();
        draw_buttons();
        std::vector<Item> items;
        if (!story_.from_trace)
            items = {model_item(), clock_item(), cores_item(), policy_item(), quantum_item(), ghost_item()};
        std::erase_if(items, [](const Item& item) { return item.choices.empty(); });
        draw_title(items);
        draw_selectors(items);
    }

  private:
    void draw_way_back() {
        if (button("gallery", row_.take_left(px(28)),
                   {"", "To the gallery (G)", static_cast<int>(Icon::back), ButtonKind::quiet}))
            commands_.push_back(workspace::ShowGallery{});
    }

    float gap_after_title() const { return px(compact_ ? 14 : 28); }
    float least_for_title() const {
        return std::min(text_width(story_.description.title, Face::title), whole_ * 0.3F) + gap_after_title();
    }

    /// A long title has what selectors leave; it is cut only where some would have no room.
    void draw_title(const std::vector<Item>& items) {
        const std::string_view title = story_.description.title;
        const float gap = gap_after_title();
        float selectors = 0;
        for (std::size_t i = 0; i < std::min(items.size(), kNeeded); ++i) selectors += width_of(items[i]) + px(8);
        const float room = std::max(whole_ * 0.3F, row_.width() - gap - selectors);
        const float width = std::min({text_width(title, Face::title), room, row_.width()});
        draw_text_in(ImGui::GetWindowDrawList(), row_.take_left(width), {title, Face::title});
        row_.left += gap;
        if (story_.from_trace) draw_recording();
    }

    void draw_buttons() {
        if (story_.from_trace) return;
        const bool live = workspace::moves_by_itself(workspace_) && is_live();
        if (live) {
            put_button("stop", {"Stop", "Stop the run and keep what was recorded", static_cast<int>(Icon::stop)},
                       workspace::StopRun{});
        } else {
            const bool wanted = workspace_.stale() || workspace_.run() == nullptr;
            const std::string_view tip = workspace_.run() == nullptr ? "Run it (R)"
                                         : wanted                    ? "The settings have changed since this run (R)"
                                                                     : "Run it again (R)";
            put_button("run",
                       {"Run", tip, static_cast<int>(Icon::play), wanted ? ButtonKind::primary : ButtonKind::plain},
                       workspace::StartRun{});
        }
        if (!live)
            put_button(
                "step by hand",
                {compact_ ? "" : "Step by hand", "One operation at a time, and you choose which task runs next (H)",
                 static_cast<int>(Icon::hand)},
                workspace::Conduct{});
        put_button("run all models",
                   {compact_ && row_.width() - least_for_title() < px(620) ? "" : "All models",
                    "The same story on every model, on one time axis (A)", static_cast<int>(Icon::compare)},
                   workspace::RunEveryModel{});
    }

    bool is_live() const {
        return (story_.run && story_.run->live()) || (workspace_.comparing() && story_.comparison->live());
    }

    void put_button(std::string_view name, const ButtonFace& face, workspace::Command command) {
        if (button(name, row_.take_right(button_width(face)), face)) commands_.push_back(std::move(command));
        row_.right -= px(8);
    }

    void draw_recording() {
        const TraceHeader& header = workspace_.run()->header();
        const std::string words = fmt::format("A recording: {}, {} clock, {}", title_of(header.model),
                                              name_of(header.clock), plural(header.cores, "core"));
        draw_text_in(ImGui::GetWindowDrawList(), row_, {words, Face::body, colour(Tone::dim)});
    }

    std::string label_of(const Item& item) const {
        return compact_ && item.name != "cores" && item.name != "ghost" ? "" : item.label;
    }
    float width_of(const Item& item) const {
        return selector_width(label_of(item), item.choices[static_cast<std::size_t>(std::max(item.chosen, 0))].label);
    }

    void draw_selectors(const std::vector<Item>& items) {
        for (const Item& item : items) {
            const float width = width_of(item);
            if (width > row_.width()) break;
            const int picked = selector(item.name, row_.take_left(width), label_of(item), item.choices, item.chosen);
            if (picked >= 0) item.choose(picked);
            row_.left += px(8);
        }
    }

    Item model_item() const {
        Item item{"model", "Model", {}, static_cast<int>(workspace_.model()), {}};
        for (std::size_t i = 0; i < kModelCount; ++i) {
            const auto model = static_cast<Model>(i);
            const std::string why = workspace::why_unsuited(story_.description, model);
            const std::string_view manner = manner_of(model);
            const std::string detail = fmt::format("{}{}{}", manner, manner.empty() ? "" : ", ", python_of(model));
            item.choices.push_back({std::string(title_of(model)), detail, why.empty(), why});
        }
        item.choose = [this](int picked) { commands_.push_back(workspace::SetModel{static_cast<Model>(picked)}); };
        return item;
    }

    Item clock_item() const {
        Item item{"clock",
                  "Clock",
                  {{"Real", "this computer", true, ""}, {"Simulated", "exact, repeatable", true, ""}},
                  static_cast<int>(story_.settings.clock),
                  {}};
        item.choose = [this](int picked) { commands_.push_back(workspace::SetClock{static_cast<Clock>(picked)}); };
        return item;
    }

    Item cores_item() const {
        static constexpr std::int64_t kNumbers[] = {1, 2, 3, 4, 6, 8, 12, 16, 32, 64};
        if (story_.exercise) return item_of_exercise("cores", "Cores", std::to_string(story_.exercise->exercise.cores));
        Item item{"cores", "Cores", {}, -1, {}};
        const std::vector<NodeInfo>& nodes = story_.description.nodes;
        const auto has_its_own = [](const NodeInfo& node) { return node.cores > 0; };
        if (!nodes.empty() && std::all_of(nodes.begin(), nodes.end(), has_its_own)) return item;
        const auto now = static_cast<std::int64_t>(workspace_.cores());
        const bool real = story_.settings.clock == Clock::real;
        std::vector<std::int64_t> numbers;
        for (const std::int64_t number : kNumbers)
            if (!real || number <= workspace::real_cores()) numbers.push_back(number);
        if (std::find(numbers.begin(), numbers.end(), now) == numbers.end()) numbers.push_back(now);
        std::sort(numbers.begin(), numbers.end());
        const bool one = uses_one_core(workspace_.model()) && !story_.description.leaves_loop;
        for (const std::int64_t number : numbers) {
            if (number == now) item.chosen = static_cast<int>(item.choices.size());
            item.choices.push_back({std::to_string(number), "", !one || number == now,
                                    "On this model one thread does everything, so more cores would idle."});
        }
        item.choose = [this, numbers](int picked) {
            commands_.push_back(workspace::SetCores{numbers[static_cast<std::size_t>(picked)]});
        };
        return item;
    }

    /// While an exercise is worked on, what it is about: it is chosen there.
    static Item item_of_exercise(std::string_view name, std::string_view label, std::string value) {
        Item item{std::string(name), std::string(label), {}, 0, [](int) {}};
        item.choices.push_back({std::move(value), "of the exercise", true, ""});
        return item;
    }

    Item policy_item() const {
        if (story_.exercise)
            return item_of_exercise("policy", "Policy", workspace::policy_in_words(story_.exercise->exercise.policy));
        Item item{"policy", "Policy", {}, -1, {}};
        if (story_.settings.clock == Clock::real || uses_one_core(workspace_.model())) return item;
        for (const PolicyEntry& policy : policies()) {
            if (policy.name == workspace_.policy()) item.chosen = static_cast<int>(item.choices.size());
            item.choices.push_back({std::string(policy.title), std::string(policy.sentence), true, ""});
        }
        const std::optional<std::string> written = written_policy();
        if (written && workspace_.policy() == *written) item.chosen = static_cast<int>(item.choices.size());
        if (written) item.choices.push_back({workspace::policy_in_words(*written), "written in Lua", true, ""});
        item.choose = [this, written](int picked) {
            const auto place = static_cast<std::size_t>(picked);
            const bool is_of_list = place < policies().size();
            commands_.push_back(workspace::SetPolicy{is_of_list ? std::string(policies()[place].name) : *written});
        };
        return item;
    }

    /// That of the story's text, or the file that was chosen.
    std::optional<std::string> written_policy() const {
        if (is_policy_file(workspace_.policy())) return workspace_.policy();
        return story_.description.has_own_policy ? std::optional<std::string>(kOwnPolicy) : std::nullopt;
    }

    Item quantum_item() const {
        static constexpr Duration kQuanta[] = {1ms, 10ms, 100ms, 500ms, 1s, 2s, 3s, 5s, 10s, 30s, 60s};
        Item item{"quantum", "Quantum", {}, -1, {}};
        if (story_.exercise) {
            const std::int64_t quantum = story_.exercise->exercise.quantum;
            return quantum == 0 ? item : item_of_exercise("quantum", "Quantum", short_time(quantum * 1s));
        }
        const PolicyEntry* policy = policy_named(workspace_.policy());
        const bool has_quantum = policy ? policy->has_quantum : is_written_policy(workspace_.policy());
        if (story_.settings.clock == Clock::real || !has_quantum) return item;
        const Duration now = story_.settings.quantum.value_or(story_.description.default_quantum.value_or(1s));
        for (const Duration quantum : kQuanta) {
            if (quantum == now) item.chosen = static_cast<int>(item.choices.size());
            item.choices.push_back({short_time(quantum), "", true, ""});
        }
        item.choose = [this](int picked) {
            commands_.push_back(workspace::SetQuantum{kQuanta[static_cast<std::size_t>(picked)]});
        };
        return item;
    }

    Item ghost_item() const {
        Item item{"ghost", "Ghost", {}, 0, {}};
        if (!story_.ghost || workspace_.comparing()) return item;
        if (workspace_.run() == nullptr) return item;
        const std::string name =
            workspace::name_beside(story_.ghost->header(), workspace_.run()->header(), story_.description.knobs);
        item.choices = {{name, "the previous run", true, ""}, {"None", "", true, ""}};
        item.choose = [this](int picked) {
            if (picked == 1) commands_.push_back(workspace::DropGhost{});
        };
        return item;
    }

    const Workspace& workspace_;
    Commands& commands_;
    static constexpr std::size_t kNeeded = 3;  ///< selectors before which a title gives way
    const workspace::OpenStory& story_;
    Box row_;
    float whole_ = 0;  ///< how wide the bar is
    bool compact_;
};

}  // namespace

void draw_top_bar(const Workspace& workspace, Commands& commands, Box box, bool compact) {
    const Panel panel("top", box, false);
    TopBar(workspace, commands, box, compact).draw();
}

}  // namespace simul::panels
