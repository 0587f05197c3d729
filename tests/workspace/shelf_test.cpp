#include "app/workspace/shelf.h"

#include "tests/workspace/desk.h"

namespace simul::workspace {
namespace {

using Shelf = testing::Desk;

TEST_F(Shelf, EachStoryIsDescribedAsItWouldBeAlone) {
    const std::vector<DescribedStory> stories = described_catalogue(*desk.zygote);
    ASSERT_EQ(stories.size(), catalogue().size());
    for (std::size_t i = 0; i < stories.size(); ++i) {
        EXPECT_EQ(stories[i].entry.name, catalogue()[i].name);
        ASSERT_TRUE(stories[i].description) << stories[i].description.error().sentence;
        const auto alone = desk.zygote->describe(std::string(catalogue()[i].name), {}, 1);
        EXPECT_EQ(stories[i].description->title, alone->title);
        EXPECT_EQ(stories[i].description->source, alone->source);
    }
}

TEST_F(Shelf, AStoryThatCannotBeLoadedIsAnErrorInItsPlaceAndNoOthers) {
    const Descriptions each = desk.zygote->describe_each({"two_cashiers", "no_such_story", "chess_exhibition"});
    ASSERT_EQ(each.size(), 3U);
    EXPECT_TRUE(each[0]);
    ASSERT_FALSE(each[1]);
    EXPECT_EQ(each[1].error().sentence, desk.zygote->describe("no_such_story", {}, 1).error().sentence);
    ASSERT_TRUE(each[2]);
    EXPECT_EQ(each[2]->name, "chess_exhibition");
}

}  // namespace
}  // namespace simul::workspace
