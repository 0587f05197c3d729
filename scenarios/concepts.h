// The concepts of concurrency that the shelf teaches, and how a story says that it does.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace simul {

struct Concept {
    std::string_view name;
    std::vector<std::string_view> words;  ///< a story that teaches it has one of them among its `concepts`
};

/// In the order of the chapters. A test holds that each has a story.
std::span<const Concept> taught_concepts();

/// Whether a story with these `concepts` teaches it.
bool teaches(const std::vector<std::string>& concepts, const Concept& taught);

}  // namespace simul
