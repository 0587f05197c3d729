#include "app/scenes/scenes.h"

namespace simul::scenes {

namespace {

constexpr Scene kScenes[] = {
    {"", "The workshop", draw_workshop, 1000},
    {"hall", "The hall", draw_hall, 1240},
    {"shop", "The shop", draw_shop, 700},
};

}  // namespace

std::span<const Scene> scenes() { return kScenes; }

const Scene& scene_of(const StoryWords& words) {
    for (const Scene& scene : kScenes)
        if (scene.name == words.scene) return scene;
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
