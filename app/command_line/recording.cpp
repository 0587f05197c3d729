#include "app/command_line/recording.h"

#include <fmt/format.h>

#include <utility>

#include "app/command_line/session.h"
#include "app/workspace/bundle.h"
#include "engine/run/option_words.h"

namespace simul::command_line {

bool is_recording(const std::string& path) {
    const workspace::FileKind kind = workspace::kind_of_file(path);
    return kind == workspace::FileKind::bundle || kind == workspace::FileKind::trace;
}

Result<Recording> recording_in(const std::string& path) {
    if (workspace::kind_of_file(path) == workspace::FileKind::bundle) {
        Result<workspace::Bundle> bundle = workspace::read_bundle(path);
        if (!bundle) return bundle.error();
        const workspace::BundledBranch& first = bundle->branches.front();
        return Recording{first.trace, first.ending};
    }
    Result<LoadedTrace> loaded = read_trace_file(path);
    if (!loaded) return loaded.error();
    if (loaded->cut) complain(loaded->sentence);
    return Recording{std::move(loaded->trace), loaded->ending};
}

Error no_option_of_recording(const std::string& path, const std::string& option) {
    return {fmt::format("{} is a recording, and {} is about runs that are still to come: leave it out.", shown(path),
                        option)};
}

}  // namespace simul::command_line
