#include "app/scenes/scenes.h"

namespace simul::scenes {

namespace {

constexpr Scene kScenes[] = {
    {"", "The workshop", draw_workshop, 1000},
    {"hall", "The hall", draw_hall, 1240},
    {"shop", "The shop", draw_shop, 700},
    {"machines", "The machines", draw_machines, 1000},
};

}  // namespace

std::span<const Scene> scenes() { return kScenes; }

const Scene& scene_of(const TraceHeader& header) {
    constexpr std::size_t kMostMachines = 16;
    const bool machines = header.has_nodes() && header.nodes.size() <= kMostMachines;
    const std::string_view asked = header.words.scene;
    const std::string_view wanted = asked.empty() && machines ? "machines" : asked;
    for (const Scene& scene : kScenes)
        if (scene.name == wanted && (machines || wanted != "machines")) return scene;
    return kScenes[0];
}

theme::Form form_of(State state) {
    switch (state) {
        case State::running:
            return theme::Form::running;
        case State::ready:
            return theme::Form::ready;
        case State::blocked:
            return theme::Form::blocked;
        case State::asleep:
            return theme::Form::waiting;
        case State::absent:
        case State::done:
            break;
    }
    return theme::Form::done;
}

theme::Form form_of(Doing doing) {
    switch (doing) {
        case Doing::failed:
        case Doing::died:
            return theme::Form::failed;
        case Doing::cancelled:
        case Doing::cut_off:
            return theme::Form::cancelled;
        default:
            return form_of(state_of(doing));
    }
}

theme::Tone tone_of(State state) {
    switch (state) {
        case State::running:
            return theme::Tone::running;
        case State::ready:
            return theme::Tone::ready;
        case State::blocked:
            return theme::Tone::blocked;
        default:
            return theme::Tone::waiting;
    }
}

}  // namespace simul::scenes
