// The resources of an executor of one thread: their states, messages, and the values of variables.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "engine/resources/contents.h"
#include "engine/resources/rules.h"
#include "engine/scenario/memory_budget.h"

namespace simul {

class HeldResources : public ResourceHost {
  protected:
    explicit HeldResources(std::vector<ResourceInfo> infos);
    ~HeldResources() = default;
    /// As they stand before a run.
    void begin_anew();
    /// It is as it was at first, and nobody waits for it; only its tickets go on.
    void wipe(ResourceId resource);

    ResourceState& state_of(ResourceId resource) override { return resources_[index_of(resource)]; }
    void guard(ResourceId) override {}
    void unguard(ResourceId) override {}
    bool take_room(std::size_t bytes) override { return held_.take(bytes); }
    void give_room_back(std::size_t bytes) override { held_.give_back(bytes); }
    void put_message(ResourceId channel, std::string_view message) override;
    void take_message(ResourceId channel, std::string& message) override;
    void withdraw_message(ResourceId channel, std::size_t later) override;
    bool keep_content(ResourceId variable, const Cell& cell, std::string_view packed) override;
    void load_content(ResourceId, const Cell& cell, std::string& into) override { into = contents_.of(cell); }
    std::string name_of(ResourceId resource) override { return infos_[index_of(resource)].name; }
    using ResourceHost::name_of;
    /// Each cell of the variables, whoever has it.
    virtual void mark_cells(const Contents::Mark& mark) const;

    void begin_anew(std::size_t resource);

    std::vector<ResourceInfo> infos_;
    std::vector<ResourceState> resources_;
    std::vector<std::deque<std::string>> messages_;  ///< by channel
    HeldMemory held_;                                ///< what is long: messages, arguments, results
    Contents contents_;
};

}  // namespace simul
