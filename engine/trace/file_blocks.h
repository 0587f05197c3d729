// The blocks of a trace file: what the writer and the reader must agree on, and nothing else knows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/trace/trace_file.h"

namespace simul::file_blocks {

inline constexpr std::string_view kFirstLineBegins = "Simul trace, version ";

enum class BlockKind : std::uint32_t { header = 1, events = 2, ending = 3 };

struct BlockHead {
    BlockKind kind{};
    std::uint32_t length = 0;
    std::uint32_t content_checksum = 0;
    std::uint32_t head_checksum = 0;
};
static_assert(sizeof(BlockHead) == 16);

/// The longest content that a writer makes, or a reader believes.
inline constexpr std::size_t kMostContent = std::size_t{1} << 26;
inline constexpr std::size_t kEventsInBlock = 1 << 13;  ///< at most; so much is lost when the writer is killed

std::uint32_t checksum(std::string_view bytes);
/// Of the head's first three fields.
std::uint32_t checksum_of(const BlockHead& head);

/// Head and content.
std::string block(BlockKind kind, std::string_view content);

std::string as_json(const TraceHeader& header);
std::string as_json(const RecordedEnding& ending);
/// Errors say what is wrong with the text, as a part of a sentence.
Result<TraceHeader> header_from(std::string_view json);
Result<RecordedEnding> ending_from(std::string_view json);

}  // namespace simul::file_blocks
