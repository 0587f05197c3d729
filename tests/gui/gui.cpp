#include "tests/gui/gui.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <thread>

#include "app/window/frame.h"
#include "app/workspace/what_if.h"
#include "engine/study/figures.h"
#include "scenarios/catalogue.h"

namespace simul::window {
namespace {

Zygote new_zygote() {
    Result<Zygote> zygote = Zygote::create(&find_scenario, &workspace::study_here, &digest_of);
    ensure(zygote.ok(), "a test can fork");
    return std::move(*zygote);
}

bool runs(const workspace::Workspace& workspace) {
    if (!workspace.story) return false;
    const workspace::OpenStory& story = *workspace.story;
    return (story.run && story.run->live()) || story.exploring.study ||
           (story.comparison && (story.comparison->live() || !story.comparison->to_come.empty()));
}

}  // namespace

Gui::Gui(const Display& display)
    : zygote_(new_zygote()), workspace_(zygote_), canvas_(display.width, display.height, {}), scale_(display.scale) {
    workspace_.patience = {std::chrono::minutes(1), std::chrono::minutes(1)};  // however busy the computer is
    workspace_.preferences.look = display.look;
    workspace_.preferences.reduced_motion = true;
    workspace_.shelf = workspace::load_shelf(zygote_, workspace_.error);
    settle();
}

void Gui::frame(double seconds) {
    canvas_.use(setting_for(workspace_, canvas_.whole(), scale_));
    advance(workspace_, seconds);
    workspace::Commands commands;
    canvas_.frame([&] { draw_frame(workspace_, commands, canvas_.whole()); }, static_cast<float>(seconds));
    for (const workspace::Command& command : commands) perform(workspace_, command);
}

void Gui::settle() {
    do frame();
    while (!canvas_.input().empty());
    frame();
    frame();
}

void Gui::ask(const workspace::Command& command) {
    perform(workspace_, command);
    settle();
}

void Gui::open_and_run(const std::string& name) {
    perform(workspace_, workspace::Open{name});
    if (workspace_.story) workspace_.story->description.opening.reset();
    perform(workspace_, workspace::SkipPrediction{});
    await_end();
    perform(workspace_, workspace::JumpTo{workspace::Place::end});
    settle();
}

void Gui::await_end() {
    const auto begin = std::chrono::steady_clock::now();
    while (runs(workspace_)) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        frame();
        if (std::chrono::steady_clock::now() - begin < std::chrono::minutes(1)) continue;
        ADD_FAILURE() << "the run has no end";
        return;
    }
    settle();
}

bool Gui::has(const std::string& control) { return theme::probes().contains(control); }

layout::Box Gui::box_of(const std::string& control) {
    const auto found = theme::probes().find(control);
    if (found != theme::probes().end()) return found->second;
    std::string there;
    for (const auto& [name, box] : theme::probes()) there += name + "\n";
    ADD_FAILURE() << "there is no control " << control << "; there are:\n" << there;
    return {};
}

void Gui::point_at(layout::Point at) {
    canvas_.input().move(at);
    settle();
}

void Gui::press(const std::string& control) { press_at(box_of(control).centre()); }

void Gui::press_at(layout::Point at, int times) {
    canvas_.input().move(at);
    for (int i = 0; i < times; ++i) {
        canvas_.input().button(0, true);
        canvas_.input().button(0, false);
    }
    settle();
}

void Gui::drag(layout::Point from, layout::Point to) {
    canvas_.input().move(from);
    canvas_.input().button(0, true);
    settle();
    canvas_.input().move({(from.x + to.x) / 2, (from.y + to.y) / 2});
    settle();
    canvas_.input().move(to);
    settle();
    canvas_.input().button(0, false);
    settle();
}

void Gui::wheel(layout::Point at, float up) {
    canvas_.input().move(at);
    canvas_.input().wheel(0, up);
    settle();
}

void Gui::key(compat::Key key, const std::vector<compat::Key>& held) {
    for (const compat::Key other : held) canvas_.input().key(other, true);
    canvas_.input().key(key, true);
    canvas_.input().key(key, false);
    for (const compat::Key other : held) canvas_.input().key(other, false);
    settle();
}

void Gui::type(const std::string& text) {
    canvas_.input().type(std::string_view(text));
    settle();
}

bool Gui::shows(const std::string& words) { return texts().find(words) != std::string::npos; }

std::string Gui::texts() {
    std::string all;
    for (const theme::TextRecord& text : theme::texts_of_frame()) all += text.text + "\n";
    return all;
}

void Gui::look_over(const std::string& name) {
    point_at(layout::Point{2, 2});
    for (const std::string& fault : text_faults(theme::texts_of_frame())) ADD_FAILURE() << name << ": " << fault;
    const char* folder = std::getenv("SIMUL_PICTURES");
    if (folder == nullptr) return;
    EXPECT_TRUE(write_png(canvas_.picture(), fmt::format("{}/{}.png", folder, name)));
}

std::vector<std::string> text_faults(const std::vector<theme::TextRecord>& texts) {
    constexpr float kSlack = 0.75F;  // letters do not fill their boxes to the last part of a pixel
    const auto said = [](const theme::TextRecord& text) {
        return fmt::format("\"{}\" ({:.0f} {:.0f} {:.0f} {:.0f})", text.text, text.box.left, text.box.top,
                           text.box.right, text.box.bottom);
    };
    std::vector<std::string> faults;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const theme::TextRecord& text = texts[i];
        const layout::Box inner = text.box.inset(kSlack);
        const layout::Box& panel = text.panel;
        if (inner.left < panel.left || inner.right > panel.right || inner.top < panel.top ||
            inner.bottom > panel.bottom)
            faults.push_back(fmt::format("{} leaves its panel ({:.0f} {:.0f} {:.0f} {:.0f})", said(text), panel.left,
                                         panel.top, panel.right, panel.bottom));
        for (std::size_t j = i + 1; j < texts.size(); ++j)
            if (texts[j].layer == text.layer && inner.meets(texts[j].box.inset(kSlack)))
                faults.push_back(said(text) + " meets " + said(texts[j]));
    }
    return faults;
}

}  // namespace simul::window
