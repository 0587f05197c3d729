#include "engine/scenario/lua/code_numbers.h"

#include "engine/scenario/lua/layout.h"
#include "engine/scenario/packed_item.h"

namespace simul::lua {

static void number_all(State& state, const Code& code) {
    if (!state.code_numbers.try_emplace(&code, state.codes.size()).second) return;
    state.codes.push_back(&code);
    for (int i = 0; i < code.nested_count; ++i) number_all(state, *code.nested[i]);
}

void number_code(State& state, const void* function) {
    if (layout_is_known()) number_all(state, *code_of(function));
}

std::uint32_t number_of_code(const State& state, const void* function) {
    if (!layout_is_known()) return PackedItem::kUnknownCode;
    const auto number = state.code_numbers.find(code_of(function));
    return number == state.code_numbers.end() ? PackedItem::kUnknownCode : static_cast<std::uint32_t>(number->second);
}

/// `same`: of the file; null: its code has no number.
static void note_all(State& state, const Code& code, const Code* same) {
    state.live.erase(&code);
    if (same)
        state.code_numbers.insert_or_assign(&code, state.code_numbers.at(same));
    else
        state.code_numbers.erase(&code);
    for (int i = 0; i < code.nested_count; ++i) note_all(state, *code.nested[i], same ? same->nested[i] : nullptr);
}

void note_code(State& state, const void* function, std::uint32_t number) {
    if (!layout_is_known()) return;
    note_all(state, *code_of(function), number < state.codes.size() ? state.codes[number] : nullptr);
}

}  // namespace simul::lua
