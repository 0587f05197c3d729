// The shelf: every scenario that comes with Simul, in the order of its chapters.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/scenario/scenario.h"

namespace simul {

struct CatalogueEntry {
    std::string_view name;  ///< `chess_exhibition`: the file without its ending
    std::string_view chapter;
};

/// In the order in which a newcomer should meet them.
std::span<const CatalogueEntry> catalogue();
bool is_on_shelf(std::string_view name);

/// A name of the catalogue, or the path of a .lua file. `name.cpp` (as in `chess_exhibition.cpp`) names the C++ twin.
/// With a text: the story that has it, as if it stood in a file of that name. The error says what there is.
Result<std::unique_ptr<Scenario>> find_scenario(const std::string& name_or_path,
                                                const std::optional<std::string>& text = std::nullopt);

/// The Python program that does what a story of the catalogue does. Empty: there is none.
std::string_view python_program(std::string_view name);

}  // namespace simul
