#include "app/command_line/run_options.h"

#include <gtest/gtest.h>

namespace simul::command_line {
namespace {

TEST(RunOptions, DefaultsAreLeftToTheScenario) {
    const Result<RunOptions> options = run_options({"chess_exhibition"});
    ASSERT_TRUE(options);
    EXPECT_EQ(options->settings.scenario, "chess_exhibition");
    EXPECT_FALSE(options->settings.model);
    EXPECT_EQ(options->settings.clock, Clock::simulated);
    EXPECT_FALSE(options->settings.cores);
    EXPECT_EQ(options->form, Form::text);
    EXPECT_FALSE(options->every_model);
}

TEST(RunOptions, EveryOptionArrives) {
    const Result<RunOptions> options = run_options({"--model",
                                                    "threads_gil",
                                                    "--clock",
                                                    "real",
                                                    "--cores",
                                                    "2",
                                                    "--workers",
                                                    "3",
                                                    "--policy",
                                                    "round_robin",
                                                    "--quantum",
                                                    "3",
                                                    "--set",
                                                    "a=1",
                                                    "story.lua",
                                                    "--set",
                                                    "b=x=y",
                                                    "--seed",
                                                    "7",
                                                    "--scale",
                                                    "1200",
                                                    "--record",
                                                    "file",
                                                    "--json",
                                                    "--switch-cost",
                                                    "5us",
                                                    "--spawn-cost",
                                                    "1ms",
                                                    "--message-cost",
                                                    "2ms",
                                                    "--max-events=10",
                                                    "--max-tasks",
                                                    "20"});
    ASSERT_TRUE(options) << options.error().sentence();
    const Settings& settings = options->settings;
    EXPECT_EQ(settings.scenario, "story.lua");
    EXPECT_EQ(settings.model, Model::threads_gil);
    EXPECT_EQ(settings.clock, Clock::real);
    EXPECT_EQ(settings.cores, 2);
    EXPECT_EQ(settings.workers, 3);
    EXPECT_EQ(settings.policy, "round_robin");
    EXPECT_EQ(settings.quantum, 3s);
    EXPECT_EQ(settings.knobs, (KnobSettings{{"a", "1"}, {"b", "x=y"}}));
    EXPECT_EQ(settings.seed, 7u);
    EXPECT_EQ(settings.scale, 1200);
    EXPECT_EQ(settings.switch_cost, 5us);
    EXPECT_EQ(settings.spawn_cost, 1ms);
    EXPECT_EQ(settings.message_cost, 2ms);
    EXPECT_EQ(settings.max_events, 10);
    EXPECT_EQ(settings.max_tasks, 20);
    EXPECT_EQ(options->record, "file");
    EXPECT_EQ(options->form, Form::json);
}

TEST(RunOptions, AllIsEveryModel) {
    const Result<RunOptions> options = run_options({"chess_exhibition", "--model", "all"});
    ASSERT_TRUE(options);
    EXPECT_TRUE(options->every_model);
    EXPECT_FALSE(options->settings.model);
}

TEST(RunOptions, EachErrorNamesTheWordAtFaultAndTheRemedy) {
    struct Case {
        Arguments words;
        const char* fault;
        const char* remedy;
    };
    const Case cases[] = {
        {{}, "needs a scenario", "simul list"},
        {{""}, "needs a scenario", "simul list"},
        {{"chess", "--model", "thread"}, "--model \"thread\"", "Did you mean threads?"},
        {{"chess", "--clock", "wall"}, "--clock \"wall\"", "choose real"},
        {{"chess", "--cores", "two"}, "--cores \"two\"", "--cores 4"},
        {{"chess", "--cores", "-2"}, "--cores \"-2\"", "--cores 4"},
        {{"chess", "--quantum", "fast"}, "--quantum \"fast\"", "--quantum 5ms"},
        {{"chess", "--scale", "0"}, "--scale \"0\"", "above 0"},
        {{"chess", "--set", "opponents"}, "--set \"opponents\"", "KNOB=VALUE"},
        {{"chess", "--set", "=3"}, "--set \"=3\"", "KNOB=VALUE"},
        {{"chess", "--cors", "2"}, "\"--cors\"", "Did you mean --cores?"},
        {{"chess", "--cors=2"}, "\"--cors\"", "Did you mean --cores?"},
        {{"chess", "lost_update"}, "\"lost_update\"", "--help"},
        {{"chess", "--cores"}, "--cores needs a value", "--cores N"},
        {{"chess", "--seed", "1", "--seed", "2"}, "--seed is given 2 times", "Leave one"},
        {{"chess", "--json", "--events"}, "--json and --events", "Choose one"},
        {{"chess", "--schedule", "file"}, "--schedule", "No such file"},
        {{"chess", "--model", "all", "--events"}, "--events", "choose one model"},
        {{"chess", "--model", "all", "--record", "file"}, "--record", "choose one model"},
    };
    for (const Case& wrong : cases) {
        const Result<RunOptions> options = run_options(wrong.words);
        ASSERT_FALSE(options) << wrong.fault;
        EXPECT_NE(options.error().sentence().find(wrong.fault), std::string::npos) << options.error().sentence();
        EXPECT_NE(options.error().sentence().find(wrong.remedy), std::string::npos) << options.error().sentence();
        EXPECT_LT(options.error().sentence().size(), 1000u);
    }
}

TEST(RunOptions, ErrorStaysShortHoweverLongTheWord) {
    const Result<RunOptions> options = run_options({"chess", "--model", std::string(100'000, 'x')});
    ASSERT_FALSE(options);
    EXPECT_LT(options.error().sentence().size(), 1000u);
}

TEST(RunOptions, CommandShowsTheSameRunAgain) {
    const Arguments words{"story.lua", "--model", "event_loop",   "--cores", "2", "--quantum",
                          "0.5",       "--set",   "name=it's me", "--seed",  "7"};
    const Result<RunOptions> options = run_options(words);
    ASSERT_TRUE(options);
    EXPECT_EQ(command_again(options->settings),
              R"(simul run story.lua --model event_loop --cores 2 --quantum 0.5 --set 'name=it'\''s me' --seed 7)");
}

}  // namespace
}  // namespace simul::command_line
