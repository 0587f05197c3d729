// A bundle: one file with a story, its settings, runs that were made of it, and notes at their moments.
//
// How it is built. The first line says in words what the file is and which version. Then come a checksum (u32) and the
// length (u32) of a text, and that text, JSON: story, settings, notes, and of each branch its name, where it left which
// other one, its schedule, and the length and the checksum of its trace. Then come the traces one after another, each a
// whole trace file (engine/trace/trace_file.h). All numbers are little-endian.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/run/settings.h"
#include "engine/trace/trace_file.h"

namespace simul::workspace {

inline constexpr int kBundleVersion = 1;

/// One of the runs: the first, or one that left another at a step and went its own way.
struct BundledBranch {
    std::string name;
    std::optional<std::size_t> parent;  ///< which of the branches before it; none: it began at the beginning
    std::size_t from_step = 0;          ///< of its parent
    std::string schedule;               ///< as text; empty: the run was free
    std::shared_ptr<const Trace> trace;
    RecordedEnding ending;
};

/// A run on its way into a file, without a place in a tree. The trace must live as long as the branch.
BundledBranch bundled(std::string name, const Trace& trace, const RecordedEnding& ending);

/// A note at a moment of a branch.
struct BundledNote {
    std::size_t branch = 0;
    Time at{};
    std::string text;
    friend bool operator==(const BundledNote&, const BundledNote&) = default;
};

struct Bundle {
    std::string title;                    ///< of the story
    Settings settings;                    ///< its scenario and its source are the story: a bundle needs no other file
    std::vector<BundledBranch> branches;  ///< at least one
    std::vector<BundledNote> notes;
};

/// Whole or not at all.
Result<void> write_bundle(const std::string& path, const Bundle& bundle);
/// The error is one sentence and a remedy.
Result<Bundle> read_bundle(const std::string& path);

/// What a file is, by its content.
enum class FileKind { none, bundle, trace, other };
FileKind kind_of_file(const std::string& path);

}  // namespace simul::workspace
