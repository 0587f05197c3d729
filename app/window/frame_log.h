// What the window shows, line by line in a file, for whoever drives it from outside and waits for a state.
#pragma once

#include <optional>
#include <string>

#include "app/workspace/workspace.h"
#include "engine/os/files.h"

namespace simul::window {

/// A line of JSON for each frame that differs from the one before: what is open, where the playhead is, and where each
/// control stands, in pixels of the window.
std::string frame_line(const workspace::Workspace& workspace);

/// Into the file that the environment variable SIMUL_FRAME_LOG names; without it, nothing.
class FrameLog {
  public:
    FrameLog();
    void take(const workspace::Workspace& workspace);

  private:
    std::optional<os::OutputFile> file_;
    std::string last_;
};

}  // namespace simul::window
