#include "engine/scenario/knobs.h"

#include <gtest/gtest.h>

#include "engine/scenario/nearest.h"

namespace simul {
namespace {

Knob numeric(std::string name, KnobKind kind, double value, double min = 0, double max = 0) {
    Knob knob;
    knob.name = std::move(name);
    knob.kind = kind;
    knob.number = value;
    knob.min = min;
    knob.max = max;
    return knob;
}

Knob worded(std::string name, KnobKind kind, std::string value, std::vector<std::string> choices = {}) {
    Knob knob;
    knob.name = std::move(name);
    knob.kind = kind;
    knob.text_value = std::move(value);
    knob.choices = std::move(choices);
    return knob;
}

Knobs some() {
    return {numeric("opponents", KnobKind::count, 24, 1, 400), numeric("load", KnobKind::number, 0.5),
            numeric("service", KnobKind::duration, 60), worded("judit", KnobKind::choice, "lock", {"lock", "core"}),
            worded("title", KnobKind::text, "hall")};
}

TEST(Knobs, turn_to_what_they_allow) {
    Knobs knobs = some();
    const auto turned =
        turn(knobs, {{"opponents", "12"}, {"load", "-1e3"}, {"service", "2.5"}, {"judit", "core"}, {"title", "a b"}});
    ASSERT_TRUE(turned.ok()) << turned.error().sentence();
    EXPECT_EQ(knob_named(knobs, "opponents").count(), 12);
    EXPECT_EQ(knob_named(knobs, "load").number, -1000);
    EXPECT_EQ(knob_named(knobs, "service").duration(), 2500ms);
    EXPECT_EQ(knob_named(knobs, "judit").text_value, "core");
    EXPECT_EQ(knob_named(knobs, "title").value_as_text(), "a b");
}

struct Wrong {
    const char *name, *given, *sentence;
};

class WrongSetting : public ::testing::TestWithParam<Wrong> {};

TEST_P(WrongSetting, is_told_what_is_allowed_and_what_there_is) {
    Knobs knobs = some();
    const auto turned = turn(knobs, {{GetParam().name, GetParam().given}});
    ASSERT_FALSE(turned.ok());
    const std::string& sentence = turned.error().sentence();
    EXPECT_NE(sentence.find(GetParam().sentence), std::string::npos) << sentence;
    EXPECT_NE(sentence.find("opponents=24, load=0.5, service=60, judit=lock, title=hall"), std::string::npos)
        << sentence;
}

INSTANTIATE_TEST_SUITE_P(
    Table, WrongSetting,
    ::testing::Values(Wrong{"oponents", "3", "no knob \"oponents\". Did you mean opponents?"},
                      Wrong{"zzzzzzzz", "3", "no knob \"zzzzzzzz\". The knobs are"},
                      Wrong{"opponents", "401", "\"401\": it takes a whole number from 1 to 400"},
                      Wrong{"opponents", "0", "a whole number from 1 to 400"},
                      Wrong{"opponents", "2.5", "a whole number"}, Wrong{"opponents", "", "a whole number"},
                      Wrong{"opponents", "12x", "a whole number"}, Wrong{"opponents", "0x10", "a whole number"},
                      Wrong{"load", "nan", "a number"}, Wrong{"load", "inf", "a number"},
                      Wrong{"load", "1e999", "a number"}, Wrong{"service", "-1", "a number of seconds"},
                      Wrong{"service", "1e10", "a number of seconds"}, Wrong{"judit", "knight", "one of lock, core"}));

TEST(Knobs, stay_below_a_thousand_letters_when_they_complain) {
    Knobs knobs;
    for (int i = 0; i < 300; ++i)
        knobs.push_back(numeric("a_rather_long_name_" + std::to_string(i), KnobKind::count, i));
    const auto turned = turn(knobs, {{std::string(5000, 'x'), "1"}});
    ASSERT_FALSE(turned.ok());
    EXPECT_LT(turned.error().sentence().size(), 1000u);
}

TEST(KnobValues, are_written_as_people_write_them) {
    EXPECT_EQ(numeric("n", KnobKind::count, 24).value_as_text(), "24");
    EXPECT_EQ(numeric("n", KnobKind::duration, 5).value_as_text(), "5");
    EXPECT_EQ(numeric("n", KnobKind::number, 0.1).value_as_text(), "0.1");
    EXPECT_EQ(numeric("n", KnobKind::number, 1.0 / 3).value_as_text(), "0.33333333333333331");
}

TEST(Nearest, is_the_name_with_the_fewest_changed_letters) {
    const std::vector<std::string> names = {"chess_exhibition", "two_cashiers", "lost_update"};
    EXPECT_EQ(nearest("ches_exibition", names), "chess_exhibition");
    EXPECT_EQ(nearest("lostupdate", names), "lost_update");
    EXPECT_EQ(nearest("philosophers", names), "");
    EXPECT_EQ(nearest("", names), "");
    EXPECT_EQ(nearest("x", {}), "");
}

}  // namespace
}  // namespace simul
