#include "app/workspace/shelf.h"

#include <algorithm>

#include "engine/run/wire.h"
#include "tests/workspace/desk.h"

namespace simul::workspace {
namespace {

using Shelf = testing::Desk;

TEST_F(Shelf, EachStoryIsDescribedAsItWouldBeAlone) {
    const std::vector<DescribedStory> stories = described_catalogue(*desk.zygote);
    ASSERT_EQ(stories.size(), catalogue().size());
    for (std::size_t i = 0; i < stories.size(); ++i) {
        EXPECT_EQ(stories[i].entry.name, catalogue()[i].name);
        ASSERT_TRUE(stories[i].description) << stories[i].description.error().sentence();
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
    EXPECT_EQ(each[1].error().sentence(), desk.zygote->describe("no_such_story", {}, 1).error().sentence());
    ASSERT_TRUE(each[2]);
    EXPECT_EQ(each[2]->name, "chess_exhibition");
}

#ifdef SIMUL_LUA

TEST_F(Shelf, AStoryThatCannotBeLoadedSaysWhere) {
    const std::string path = write_file("broken.lua", "title = 7\nfunction main() end\n");
    Descriptions one;
    one.push_back(desk.zygote->describe(path, {}, 1));
    const Descriptions sent = wire::descriptions_from(wire::as_json(one), 1);
    for (const Descriptions& stories : {one, sent}) {
        ASSERT_FALSE(stories.front());
        const Error& error = stories.front().error();
        EXPECT_EQ(error.kind, ErrorKind::story);
        EXPECT_EQ(error.file, "broken.lua");
        EXPECT_EQ(error.line, 1U);
        EXPECT_EQ(error.text.find("title is a text"), 0U) << error.text;
        EXPECT_EQ(error.sentence(), "broken.lua:1: " + error.text);
    }
}

std::vector<std::string> found(const std::vector<ShelvedStory>& shelf, const std::string& words) {
    std::vector<std::string> names;
    for (const ShelvedStory& story : shelf)
        if (matches(story, words)) names.push_back(story.name);
    return names;
}

TEST_F(Shelf, EveryStoryIsFoundByTheFieldsOwnWords) {
    std::optional<Error> trouble;
    const std::vector<ShelvedStory> shelf = load_shelf(*desk.zygote, trouble);
    ASSERT_FALSE(trouble);
    for (const ShelvedStory& story : shelf) {
        EXPECT_GE(story.concepts.size(), 5u) << story.name;
        for (const std::string& word : story.concepts) {
            const std::vector<std::string> names = found(shelf, word);
            EXPECT_NE(std::find(names.begin(), names.end(), story.name), names.end()) << word;
        }
    }
    for (const char* word : {"GIL", "asyncio", "semaphore", "starvation", "deadlock", "race condition", "future",
                             "pipe", "barrier", "round robin", "condition variable", "livelock", "multiprocessing"})
        EXPECT_FALSE(found(shelf, word).empty()) << word;
    ASSERT_FALSE(found(shelf, "gil").empty());
    EXPECT_EQ(found(shelf, "gil").front(), "global_lock");
    EXPECT_TRUE(found(shelf, "quicksort").empty());
}

bool has(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

TEST_F(Shelf, AStoryLeadsToThoseThatBuildOnIt) {
    std::optional<Error> trouble;
    const std::vector<ShelvedStory> shelf = load_shelf(*desk.zygote, trouble);
    std::size_t steps = 0;
    for (const ShelvedStory& story : shelf)
        for (const ShelvedStory& other : shelf) {
            EXPECT_EQ(has(story.leads_to, other.name), has(other.builds_on, story.name))
                << story.name << ", " << other.name;
            steps += has(story.leads_to, other.name) ? 1 : 0;
        }
    EXPECT_GE(steps, shelf.size() - 1);
}

TEST_F(Shelf, ATileShowsARunThatTakesTime) {
    std::optional<Error> trouble;
    desk.shelf = load_shelf(*desk.zygote, trouble);
    while (take_sample(*desk.zygote, desk.shelf)) {
    }
    for (const ShelvedStory& story : desk.shelf) {
        ASSERT_TRUE(story.sample) << story.name;
        EXPECT_GT(story.sample->end(), Time{}) << story.name;
    }
}

TEST_F(Shelf, NoTextOfAStoryHasBackticksInTheWindow) {
    for (auto& [entry, description, leads_to] : described_catalogue(*desk.zygote)) {
        say_plainly(*description);
        std::string all = description->sentence + description->about + description->notice + description->try_this;
        for (const Knob& knob : description->knobs) all += knob.text;
        for (const Question& question : description->questions) {
            all += question.text;
            for (const Choice& choice : question.choices) all += choice.text + choice.misconception;
        }
        for (const Challenge& challenge : description->challenges) {
            all += challenge.text + challenge.praise;
            for (const std::string& hint : challenge.hints) all += hint;
        }
        EXPECT_EQ(all.find('`'), std::string::npos) << entry.name;
    }
}
#endif

}  // namespace
}  // namespace simul::workspace
