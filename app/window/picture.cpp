#include "app/window/picture.h"

#include <cmath>

#include "app/panels/panels.h"
#include "app/theme/widgets.h"
#include "app/window/canvas.h"
#include "app/window/frame.h"

namespace simul::window {
namespace {

/// One panel alone, with the margin that it has in the window.
void draw_alone(const workspace::Workspace& workspace, View view, const layout::Box& whole) {
    theme::begin_text_frame();
    theme::begin_probe_frame();
    workspace::Commands nobody_asks;
    const layout::Box box = whole.inset(theme::px(theme::spacing().margin));
    if (view == View::scene)
        panels::draw_scene(workspace, nobody_asks, box, true);
    else if (workspace.comparing())
        panels::draw_comparison(workspace, nobody_asks, box);
    else
        panels::draw_timeline(workspace, nobody_asks, box);
}

/// In pixels; not more than was asked for.
int height_of_timeline(const workspace::Workspace& workspace, Canvas& canvas) {
    const float margin = theme::px(theme::spacing().margin);
    float height = canvas.whole().height();
    canvas.frame([&] {
        theme::begin_text_frame();
        theme::begin_probe_frame();
        height = panels::height_of_timeline(workspace, canvas.whole().inset(margin)) + 2 * margin;
    });
    return static_cast<int>(std::ceil(height));
}

}  // namespace

Image picture_of(const workspace::Workspace& workspace, const PictureWish& wish) {
    layout::Box whole{0, 0, static_cast<float>(wish.width), static_cast<float>(wish.height)};
    Canvas canvas(wish.width, wish.height, setting_for(workspace, whole, 1));
    if (wish.as_high_as_needed && wish.view == View::timeline && workspace.run() != nullptr && !workspace.comparing()) {
        const int height = height_of_timeline(workspace, canvas);
        canvas.resize(wish.width, height);
        whole.bottom = static_cast<float>(height);
    }
    const auto draw = [&] {
        workspace::Commands nobody_asks;
        if (wish.view == View::window)
            draw_frame(workspace, nobody_asks, whole);
        else
            draw_alone(workspace, wish.view, whole);
    };
    constexpr int kFrames = 3;  // ImGui knows the sizes of some things a frame later
    for (int frame = 0; frame < kFrames; ++frame) canvas.frame(draw);
    return canvas.picture();
}

}  // namespace simul::window
