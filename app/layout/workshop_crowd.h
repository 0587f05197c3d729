// How workers share one place: with names where there is room, else as chips, else as many as can be seen.
#pragma once

#include "app/layout/workshop.h"

namespace simul::layout {

class CrowdBuilder {
  public:
    CrowdBuilder(const SceneMoment& scene, float unit, std::vector<TaskId> in_cycle);

    /// With names if they fit. `title`: how much of the box's top is its title's.
    Crowd list(const std::vector<TaskId>& tasks, Box box, float title) const;
    /// In one row in the middle of the box, or in as many as it takes.
    Crowd row(const std::vector<TaskId>& tasks, const Box& box) const;
    Worker worker(TaskId task, const Box& chip) const;
    float unit() const { return unit_; }

  private:
    struct Chip {
        float width, height;
    };
    bool name_all(Crowd& crowd, const std::vector<TaskId>& tasks, const Box& room) const;
    bool show_all(Crowd& crowd, const std::vector<TaskId>& tasks, const Box& room, Chip chip) const;
    void show_some(Crowd& crowd, const std::vector<TaskId>& tasks, Box room) const;
    Crowd chips(const std::vector<TaskId>& tasks, const Box& box, const Box& room) const;

    const SceneMoment& scene_;
    float unit_;
    std::vector<TaskId> in_cycle_;
    float wide_ = 1;  ///< how wide a chip must be for its number, in heights
};

}  // namespace simul::layout
