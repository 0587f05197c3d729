// A sweep: what it goes over, and with which seeds and policies; how far it is, and what it has found.
#include <fmt/format.h>

#include <algorithm>

#include "app/panels/chips.h"
#include "app/panels/flow.h"
#include "app/panels/panels.h"
#include "app/panels/sweep_chart.h"
#include "app/theme/scroll_area.h"
#include "app/theme/widgets.h"
#include "app/workspace/comparison.h"
#include "app/workspace/run_settings.h"
#include "app/workspace/sheet_editing.h"
#include "app/workspace/sweep_desk.h"
#include "engine/analysis/time_words.h"
#include "engine/base/kernel_policies.h"
#include "engine/base/plain_name.h"

namespace simul::panels {
namespace {

using namespace theme;
using workspace::SweepDesk, workspace::SweepWish;

constexpr float kSweepChip = 30, kPoliciesBelow = 150;  ///< units of design

class SweepPane {
  public:
    SweepPane(const Workspace& workspace, Commands& commands, const Box& content, float bottom)
        : workspace_(workspace),
          commands_(commands),
          desk_(workspace.story->sweep),
          flow_(content),
          bottom_(bottom),
          outdated_(workspace::is_outdated_sweep(workspace)) {}

    /// Answers how high it is.
    float draw() {
        draw_wish();
        draw_buttons();
        if (!desk_.fault.empty()) put_apart(desk_.fault, Tone::blocked);
        if (desk_.runs) draw_what_was_found();
        draw_policies();
        return flow_.used();
    }

  private:
    static ImDrawList* list() { return Flow::list(); }
    void ask(workspace::Command command) { commands_.push_back(std::move(command)); }
    void wish(SweepWish wish) { ask(workspace::WishSweep{std::move(wish)}); }
    void put_apart(const std::string& sentence, Tone tone) {
        flow_.put(sentence, Face::body, tone);
        flow_.skip(px(8));
    }

    // ---- What it goes over

    void draw_wish() {
        draw_measure_and_setting();
        Box row = flow_.next(px(spacing().control));
        flow_.skip(px(8));
        SweepWish changed = desk_.wish;
        const float seeds = px(120), label = text_width("Seeds") + px(16);
        Box right = row.take_right(std::min(seeds + label, row.width() * 0.4F));
        row.right -= px(12);
        draw_jobs();
        if (draw_field(row, "Values", "sweep values", changed.values, "1..20 or 1,2,5") ||
            draw_field(right, "Seeds", "sweep seeds", changed.seeds, "1..100"))
            wish(changed);
    }

    /// Another sheet for each seed.
    void draw_jobs() {
        if (workspace::sheet_of(*workspace_.story) == nullptr) return;
        const Box row = flow_.next(px(spacing().control));
        flow_.skip(px(8));
        SweepWish changed = desk_.wish;
        if (draw_field(row, "Jobs", "sweep jobs", changed.jobs, "as in the sheet; exponential:50:4:0.7 draws some"))
            wish(changed);
    }

    static bool draw_field(Box row, std::string_view label, std::string_view name, std::string& text,
                           std::string_view hint) {
        draw_text_in(list(), row, {label, Face::body, colour(Tone::dim)});
        row.left += text_width(label) + px(8);
        return text_field(name, row, text, hint);
    }

    void draw_measure_and_setting() {
        Box row = flow_.next(px(spacing().control));
        flow_.skip(px(8));
        const float half = (row.width() - px(8)) / 2;
        const auto picked = [&](std::string_view name, std::string_view label, const std::vector<std::string>& names,
                                const std::string& now, const Box& box) -> std::optional<std::string> {
            std::vector<theme::Choice> choices;
            int chosen = -1;
            for (const std::string& each : names) {
                if (each == now) chosen = static_cast<int>(choices.size());
                choices.push_back({plain_name(each), "", true, ""});
            }
            const int index = selector(name, box, label, choices, chosen);
            return index < 0 ? std::nullopt : std::optional(names[static_cast<std::size_t>(index)]);
        };
        SweepWish changed = desk_.wish;
        const std::vector<std::string> measures = workspace::measures_to_sweep(workspace_);
        if (const auto measure = picked("sweep measure", "Of", measures, changed.measure, row.take_left(half))) {
            changed.measure = *measure;
            wish(changed);
        }
        row.left += px(8);
        const std::vector<std::string> settings = workspace::settings_to_sweep(workspace_, changed.policies);
        if (const auto over = picked("sweep over", "Over", settings, changed.over, row)) {
            changed.over = *over;
            wish(changed);
        }
    }

    void draw_policies() {
        if (!workspace::can_compare_policies(workspace_)) return;
        ChipRows chips(flow_.here(), px(kSweepChip), px(4), px(4));
        for (const std::string& policy : workspace::policies_to_compare(workspace_)) {
            if (kernel_policy_named(policy)) continue;  // a sweep is in simulated time
            const std::string title = workspace::policy_in_words(policy);
            const bool on = desk_.wish.policies.count(policy) > 0;
            const ButtonFace face{title, "A curve of its own", on ? static_cast<int>(Icon::check) : -1,
                                  on ? ButtonKind::plain : ButtonKind::quiet};
            if (button("sweep " + policy, chips.next(button_width(face)), face)) toggle(policy);
        }
        flow_.skip(chips.used() + px(10));
    }

    void toggle(const std::string& policy) {
        SweepWish changed = desk_.wish;
        if (changed.policies.erase(policy) == 0) changed.policies.insert(policy);
        if (!changed.policies.empty()) wish(changed);  // there is something to see
    }

    // ---- What was found

    void draw_what_was_found() {
        if (outdated_ && !desk_.goes_on())
            put_apart("This is what was found before the settings changed. Sweep again.", Tone::dim);
        draw_sweep_chart(workspace_, commands_, flow_, bottom_ - px(kPoliciesBelow));
        flow_.skip(px(8));
    }

    void draw_buttons() {
        Box row = flow_.next(px(spacing().control));
        flow_.skip(px(8));
        if (desk_.goes_on()) {
            const ButtonFace stop{"Stop", "What was found until now stays", static_cast<int>(Icon::stop)};
            if (button("stop sweep", row.take_left(button_width(stop)), stop)) ask(workspace::StopSweep{});
        } else {
            const bool continues = desk_.runs && desk_.made > 0 && !desk_.is_whole() && !outdated_;
            const ButtonFace start{continues ? "Continue" : "Sweep", "Makes the runs on all cores of this computer",
                                   static_cast<int>(Icon::play), ButtonKind::primary};
            if (button("start sweep", row.take_left(button_width(start)), start)) ask(workspace::StartSweep{});
        }
        row.left += px(12);
        if (desk_.runs) draw_progress(row);
    }

    void draw_progress(Box row) const {
        const std::size_t all = desk_.runs->plan().runs();
        const std::string words = desk_.is_whole()
                                      ? plural(all, "run") + " made"
                                      : fmt::format("{} of {} made", grouped(desk_.made), plural(all, "run"));
        const float width = std::min(text_width(words) + 1, row.width());
        draw_text_in(list(), row.take_left(width), {words, Face::body, colour(Tone::dim)});
        row.left += px(12);
        if (desk_.is_whole() || row.width() < px(40)) return;
        const float y = row.centre().y, right = std::min(row.right, row.left + px(200));
        const float part = static_cast<float>(desk_.made) / static_cast<float>(all);
        list()->AddRectFilled({row.left, y - px(3)}, {right, y + px(3)}, colour(Tone::line), px(3));
        list()->AddRectFilled({row.left, y - px(3)}, {row.left + (right - row.left) * part, y + px(3)},
                              colour(Tone::accent), px(3));
    }

    const Workspace& workspace_;
    Commands& commands_;
    const SweepDesk& desk_;
    Flow flow_;
    const float bottom_;
    const bool outdated_;  ///< what was found is not what would be found now
};

void draw_heading_of_sweep(Commands& commands, Box row) {
    const ButtonFace close{"", "Back to one run (Esc)", static_cast<int>(Icon::close), ButtonKind::quiet};
    if (button("close sweep", row.take_right(px(36)), close)) commands.push_back(workspace::CloseSweep{});
    draw_text_in(Flow::list(), row, {"Sweep", Face::strong});
    row.left += text_width("Sweep", Face::strong) + px(16);
    draw_text_in(Flow::list(), row, {"many runs in simulated time", Face::body, colour(Tone::dim)});
}

}  // namespace

void draw_sweep(const Workspace& workspace, Commands& commands, Box box) {
    const Panel panel("sweep", box);
    Box inside = panel.inside();
    draw_heading_of_sweep(commands, inside.take_top(px(36)));
    inside.top += px(8);
    ScrollArea area("sweep content", inside);
    area.ends_after(SweepPane(workspace, commands, area.content(), inside.bottom).draw());
}

}  // namespace simul::panels
