#include "engine/scenario/plain_value.h"

#include <gtest/gtest.h>

#include "engine/scenario/scenario.h"

namespace simul {
namespace {

PlainValue table(std::vector<std::pair<PlainValue, PlainValue>> pairs) { return PlainValue(std::move(pairs)); }
PlainValue text(const char* words) { return PlainValue(std::string(words)); }
PlainValue whole(std::int64_t number) { return PlainValue(number); }

Packed packed(std::initializer_list<PlainValue> values) {
    Packed bytes;
    for (const PlainValue& value : values) pack(value, bytes);
    return bytes;
}

struct Row {
    const char* what;
    Packed bytes;
    const char* preview;
};

class PlainValues : public ::testing::TestWithParam<Row> {};

TEST_P(PlainValues, come_back_as_they_went) {
    std::string_view rest = GetParam().bytes;
    Packed again;
    while (!rest.empty()) pack(unpack(rest), again);
    EXPECT_EQ(again, GetParam().bytes);
}

TEST_P(PlainValues, are_shown_as_people_read_them) { EXPECT_EQ(preview(GetParam().bytes), GetParam().preview); }

INSTANTIATE_TEST_SUITE_P(
    Table, PlainValues,
    ::testing::Values(Row{"nothing", packed({PlainValue()}), "nil"}, Row{"truth", packed({PlainValue(true)}), "true"},
                      Row{"falsehood", packed({PlainValue(false)}), "false"}, Row{"whole", packed({whole(-3)}), "-3"},
                      Row{"largest", packed({whole(INT64_MAX)}), "9223372036854775807"},
                      Row{"real", packed({PlainValue(2.5)}), "2.5"},
                      Row{"whole_real", packed({PlainValue(2.0)}), "2.0"}, Row{"text", packed({text("left")}), "left"},
                      Row{"texts", packed({text("left"), whole(3)}), "\"left\", 3"},
                      Row{"empty_text", packed({text("")}), ""}, Row{"none", {}, ""},
                      Row{"resource", packed({PlainValue(ResourceId{4})}), "resource 4"},
                      Row{"future", packed({PlainValue(TaskId{7})}), "future of task 7"},
                      Row{"list", packed({table({{whole(1), whole(10)}, {whole(2), text("x")}})}), "{10, \"x\"}"},
                      Row{"record", packed({table({{text("x"), whole(1)}, {text("y"), table({})}})}),
                          "{x = 1, y = {}}"},
                      Row{"gaps", packed({table({{whole(1), whole(10)}, {whole(3), whole(30)}})}), "{10, [3] = 30}"}),
    [](const auto& row) { return std::string(row.param.what); });

TEST(Preview, is_cut_between_letters_and_never_longer_than_asked) {
    const Packed bytes = packed({text("schön gespielt, Großmeisterin")});
    for (std::size_t most = 4; most < 34; ++most) {
        const std::string shown = preview(bytes, most);
        EXPECT_LE(shown.size(), most);
        if (shown.size() < 31) {
            EXPECT_EQ(shown.substr(shown.size() - 3), "…") << most;
        }
        EXPECT_EQ(shown.find("\xc3…"), std::string::npos) << most;
    }
}

TEST(TaskName, is_the_function_and_its_first_plain_argument) {
    EXPECT_EQ(task_name(packed({text("main")})), "main");
    EXPECT_EQ(task_name(packed({text("game"), whole(3)})), "game 3");
    EXPECT_EQ(task_name(packed({text("cook"), text("pasta"), whole(3)})), "cook pasta");
    EXPECT_EQ(task_name(packed({text("eat"), PlainValue(ResourceId{1}), table({}), whole(2)})), "eat 2");
    EXPECT_EQ(task_name(packed({text("eat"), PlainValue(ResourceId{1})})), "eat");
    EXPECT_LE(task_name(packed({text("read"), text(std::string(500, 'x').c_str())})).size(), 40u);
}

}  // namespace
}  // namespace simul
