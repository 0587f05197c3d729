#include "tests/support/real_run.h"

#include <gtest/gtest.h>

#include "engine/os/processes.h"

namespace simul::testing {

namespace {

std::function<std::unique_ptr<SmallStory>()>& story_maker() {
    static std::function<std::unique_ptr<SmallStory>()> maker;
    return maker;
}

class SmallScenario : public Scenario {
  public:
    Result<std::unique_ptr<Story>> load(const KnobSettings&, std::uint64_t) const override {
        return std::unique_ptr<Story>(story_maker()());
    }
};

Result<std::unique_ptr<Scenario>> find_small(const std::string&, const std::optional<std::string>&) {
    return std::unique_ptr<Scenario>(std::make_unique<SmallScenario>());
}

}  // namespace

void tell_story(std::function<std::unique_ptr<SmallStory>()> make) { story_maker() = std::move(make); }

RealRun run_for_real(Settings settings, const std::function<void(Run&)>& meanwhile) {
    // The zygote is forked here, so it knows the story that was told last.
    Result<Zygote> zygote = Zygote::create(find_small);
    EXPECT_TRUE(zygote.ok());
    RealRun real{std::make_unique<Zygote>(std::move(*zygote)), nullptr, {}};
    Result<Run> run = Run::start(*real.zygote, settings);
    EXPECT_TRUE(run.ok()) << run.error().sentence();
    real.run = std::make_unique<Run>(std::move(*run));
    while (real.run->take_news(5))
        if (meanwhile) meanwhile(*real.run);
    real.ending = real.run->ending();
    return real;
}

RealRun run_for_real(Model model, double scale) {
    Settings settings;
    settings.scenario = "small";
    settings.model = model;
    settings.clock = Clock::real;
    settings.scale = scale;
    settings.workers = 3;
    return run_for_real(settings);
}

}  // namespace simul::testing
