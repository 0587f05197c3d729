// Tasks as workers: in forms of their own where there are at most four, else chips in the form of the state.
#pragma once

#include "app/layout/workshop.h"
#include "app/scenes/scene_view.h"

namespace simul::scenes {

class WorkerDrawing {
  public:
    WorkerDrawing(const SceneView& view, std::vector<Target>& targets);

    void draw(const layout::Worker& worker, bool labelled) const;
    void draw_crowd(const layout::Crowd& crowd) const;
    /// Only who it is, not what it does: an owner, a reader of a copy.
    void draw_sign(TaskId task, const Box& box, bool filled = true) const;

  private:
    std::string label_of(TaskId task) const;
    bool labels_fit(const layout::Crowd& crowd) const;
    bool has_letter(TaskId task) const { return letters_ && task != kMainTask; }
    void draw_numbered(const layout::Worker& worker, bool labelled) const;
    void draw_lettered(const layout::Worker& worker) const;
    void draw_bad_end(const layout::Worker& worker) const;
    void draw_sleep(const layout::Worker& worker) const;
    void draw_background(const Box& chip, State state) const;
    void draw_name(const layout::Worker& worker) const;
    std::string more_about(const layout::Worker& worker) const;

    const SceneView& view_;
    std::vector<Target>& targets_;
    bool letters_;
    TaskId latest_ = kNoTask;  ///< whose event was the last
};

}  // namespace simul::scenes
