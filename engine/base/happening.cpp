#include "engine/base/happening.h"

#include <algorithm>
#include <charconv>

#include "engine/base/nodes.h"

namespace simul {

namespace {

/// Takes a whole number off the front.
std::optional<std::size_t> take_number(std::string_view& word) {
    std::size_t number = 0;
    const auto [end, failure] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (failure != std::errc()) return std::nullopt;
    word.remove_prefix(static_cast<std::size_t>(end - word.data()));
    return number;
}

std::optional<NodeId> take_node(std::string_view& word) {
    const std::optional<std::size_t> number = take_number(word);
    return number && *number < kMostNodes ? std::optional(static_cast<NodeId>(*number)) : std::nullopt;
}

std::optional<Happening> flush_in(std::string_view word) {
    constexpr std::size_t kMostTasks = 0x0fffffff;
    const std::optional<std::size_t> task = take_number(word);
    if (!task || *task >= kMostTasks || !word.empty()) return std::nullopt;
    return happening_of(flush_of(static_cast<TaskId>(*task)));
}

}  // namespace

std::string text_of(const Happening& it) {
    std::string text(kHappeningWords[static_cast<std::size_t>(it.what)]);
    if (it.of_store()) return text + ":" + std::to_string(index_of(it.task));
    text += ":" + std::to_string(index_of(it.node));
    if (it.of_message()) text += ">" + std::to_string(index_of(it.other));
    if (it.of_link()) text += "-" + std::to_string(index_of(it.other));
    return it.place == 0 ? text : text + "." + std::to_string(it.place);
}

std::optional<Happening> happening_in(std::string_view word) {
    const std::size_t colon = word.find(':');
    const auto known = std::find(kHappeningWords.begin(), kHappeningWords.end(), word.substr(0, colon));
    if (colon == std::string_view::npos || known == kHappeningWords.end()) return std::nullopt;
    Happening it;
    it.what = static_cast<Happening::What>(known - kHappeningWords.begin());
    word.remove_prefix(colon + 1);
    if (it.of_store()) return flush_in(word);
    const std::optional<NodeId> node = take_node(word);
    if (!node) return std::nullopt;
    it.node = it.other = *node;
    if (it.of_message() || it.of_link()) {
        if (word.empty() || word.front() != (it.of_message() ? '>' : '-')) return std::nullopt;
        word.remove_prefix(1);
        const std::optional<NodeId> other = take_node(word);
        if (!other || *other == *node) return std::nullopt;
        it.other = *other;
    }
    if (it.of_message() && !word.empty() && word.front() == '.') {
        word.remove_prefix(1);
        const std::optional<std::size_t> place = take_number(word);
        if (!place || *place == 0 || *place > UINT16_MAX) return std::nullopt;
        it.place = static_cast<std::uint16_t>(*place);
    }
    return word.empty() ? std::optional(it) : std::nullopt;
}

}  // namespace simul
