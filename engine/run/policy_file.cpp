#include "engine/run/policy_file.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/run/policies/written.h"

namespace simul {

Result<PolicyFile> PolicyFile::of(const Settings& settings, FindScenario find, const std::optional<std::string>& text) {
    PolicyFile policy;
    if (!settings.policy || !is_policy_file(*settings.policy)) return policy;
    Result<std::unique_ptr<Scenario>> file = find(*settings.policy, text);
    if (!file) return Error{fmt::format("--policy {}", file.error().sentence())};
    policy.file_ = std::move(*file);
    return policy;
}

Result<void> PolicyFile::take_knobs(Settings& settings) {
    if (!file_) return {};
    const Result<std::unique_ptr<WrittenPolicy>> policy = file_->load_policy({});
    if (!policy) return policy.error();
    const Knobs& own = (*policy)->knobs();
    const auto is_own = [&own](const auto& setting) {
        return std::any_of(own.begin(), own.end(), [&](const Knob& knob) { return knob.name == setting.first; });
    };
    for (KnobSettings* given : {&settings.knobs, &settings.policy_knobs}) {
        const auto others = std::stable_partition(given->begin(), given->end(), is_own);
        knobs_.insert(knobs_.end(), given->begin(), others);
        given->erase(given->begin(), others);
    }
    return {};
}

Result<void> PolicyFile::settle(RunPlan& plan, const Scenario& story, const Settings& settings) const {
    if (!is_written_policy(plan.policy)) return {};
    const bool is_own = plan.policy == kOwnPolicy;
    if (!is_own && !file_)
        return Error{
            fmt::format("The story asks for the policy {}: a story reads no other file; write the policy into "
                        "its text, or give the file by --policy",
                        plan.policy.substr(0, 60))};
    const auto load = [file = file_, &story, knobs = is_own ? settings.knobs : knobs_, is_own] {
        return is_own ? story.load_policy(knobs) : file->load_policy(knobs);
    };
    const Result<std::unique_ptr<WrittenPolicy>> policy = load();
    if (!policy) return policy.error();
    plan.written_policy = PolicyText{load, comparison_of(**policy), is_own ? "" : (*policy)->source()};
    if (!is_own) plan.policy_knobs = (*policy)->knobs();
    return {};
}

}  // namespace simul
