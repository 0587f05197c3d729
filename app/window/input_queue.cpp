#include "app/window/input_queue.h"

#include <imgui_internal.h>

#include <cfloat>

namespace simul::window {

namespace {

bool is_modifier(compat::Key key) {
    return key == compat::Key::control || key == compat::Key::shift || key == compat::Key::alt;
}

}  // namespace

const ImVec2 InputQueue::kNowhere{-FLT_MAX, -FLT_MAX};

void InputQueue::move(layout::Point to) { changes_.push_back(Move{to}); }

void InputQueue::leave() { changes_.push_back(Leave{}); }

void InputQueue::button(int button, bool down) {
    if (button < 0 || button >= static_cast<int>(kButtons)) return;
    changes_.push_back(Button{static_cast<std::size_t>(button), down});
}

void InputQueue::wheel(float across, float up) { changes_.push_back(Wheel{across, up}); }

void InputQueue::key(compat::Key key, bool down) {
    if (static_cast<std::size_t>(key) >= compat::kKeyCount) return;
    changes_.push_back(Press{key, down});
}

void InputQueue::type(std::uint32_t character) { changes_.push_back(Character{character}); }

void InputQueue::type(std::string_view text) {
    const char* next = text.data();
    const char* end = next + text.size();
    while (next != end) {
        unsigned character = 0;
        next += ImTextCharFromUtf8(&character, next, end);
        type(character);
    }
}

void InputQueue::let_go() {
    for (std::size_t number = 0; number < compat::kKeyCount; ++number) key(static_cast<compat::Key>(number), false);
    for (std::size_t number = 0; number < kButtons; ++number) button(static_cast<int>(number), false);
}

void InputQueue::tell_frame() {
    Told told;
    while (!changes_.empty() && (is_idle(changes_.front()) || fits(changes_.front(), told))) {
        tell(changes_.front(), told);
        changes_.pop_front();
    }
    tell_what_is_held();
}

void InputQueue::tell_what_is_held() const {
    compat::tell_mouse(pointer_);
    for (std::size_t number = 0; number < kButtons; ++number)
        compat::tell_button(static_cast<int>(number), buttons_[number]);
}

bool InputQueue::is_idle(const Change& change) const {
    if (const auto* clicked = std::get_if<Button>(&change)) return buttons_[clicked->button] == clicked->down;
    if (const auto* press = std::get_if<Press>(&change))
        return held_[static_cast<std::size_t>(press->key)] == press->down;
    return false;
}

bool InputQueue::fits(const Change& change, const Told& told) {
    if (std::holds_alternative<Move>(change) || std::holds_alternative<Leave>(change))
        return !told.button && !told.wheel && !told.keyboard;
    if (std::holds_alternative<Wheel>(change)) return !told.pointer && !told.button && !told.keyboard;
    if (std::holds_alternative<Button>(change)) return !told.pointer && !told.button && !told.wheel && !told.keyboard;
    if (told.pointer || told.button || told.wheel) return false;
    const auto* press = std::get_if<Press>(&change);
    if (press == nullptr) return true;
    // What Control meant for a key, it means for the whole frame.
    return is_modifier(press->key) ? !told.meant : !told.keys[static_cast<std::size_t>(press->key)];
}

void InputQueue::tell(const Change& change, Told& told) {
    if (const auto* moved = std::get_if<Move>(&change)) {
        pointer_ = {moved->to.x, moved->to.y};
        told.pointer = true;
    } else if (std::holds_alternative<Leave>(change)) {
        pointer_ = kNowhere;
        told.pointer = true;
    } else if (const auto* clicked = std::get_if<Button>(&change)) {
        told.button = told.button || buttons_[clicked->button] != clicked->down;
        buttons_[clicked->button] = clicked->down;
    } else if (const auto* turned = std::get_if<Wheel>(&change)) {
        compat::tell_wheel(turned->across, turned->up);
        told.wheel = true;
    } else if (const auto* press = std::get_if<Press>(&change)) {
        const auto number = static_cast<std::size_t>(press->key);
        if (held_[number] == press->down) return;
        held_[number] = press->down;
        told.keys.set(number);
        told.keyboard = true;
        told.meant = told.meant || (press->down && !is_modifier(press->key));
        compat::tell_key(press->key, press->down);
    } else {
        compat::tell_character(std::get<Character>(change).character);
        told.keyboard = told.meant = true;
    }
}

}  // namespace simul::window
