// What one part of some work has found, in a file: the same bytes whoever did it. Several of them fit together if they
// are parts of the same work.
//
// The first line says what the file is; the second, as JSON, what was asked; then comes what was found, which only the
// command that asked can read; the last line is a checksum of all before it.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/part.h"
#include "engine/base/result.h"

namespace simul {

struct PartFile {
    std::string version;           ///< of the program
    std::string verb;              ///< whose work it is
    nlohmann::ordered_json asked;  ///< all that the answer depends on, the story included
    Part part;
    std::string found;
};

/// A part is a stranger's file, and need not be believed to be small.
inline constexpr std::size_t kMostBytesOfPart = std::size_t{1} << 30;

/// Whether both are the same part of the same work, whatever was found.
bool are_same_part(const PartFile& a, const PartFile& b);

/// 32 digits; the same for equal texts.
std::string checksum_of(std::string_view text);

std::string text_of(const PartFile& file);
/// Whatever the bytes are. `name`: of the file, for sentences.
Result<PartFile> part_file_from(std::string_view bytes, const std::string& name);
/// Whether a file begins as one does.
bool is_part_file(std::string_view bytes);

struct NamedPart {
    std::string name;
    PartFile file;
};

/// What each part has found, in their order. The error names the first file that does not fit the first one, and how,
/// or which parts are missing. The same part may be there more than once.
Result<std::vector<std::string>> whole_work(std::vector<NamedPart> parts);

}  // namespace simul
