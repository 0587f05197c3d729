// Parts of work in files: what fits together, and the sentence for what does not.
#include "engine/study/part_file.h"

#include <gtest/gtest.h>

namespace simul {
namespace {

PartFile part(std::size_t number, std::size_t of) {
    return {"1.0.0",
            "sweep",
            {{"scenario", "queue.lua"}, {"story", "ab12"}},
            {number, of},
            "found " + std::to_string(number) + "\n"};
}

std::string sentence(std::vector<NamedPart> parts) {
    const auto found = whole_work(std::move(parts));
    return found ? "" : found.error().sentence();
}

TEST(Part, is_read_from_its_number_and_how_many_there_are) {
    EXPECT_EQ(*part_in("3/8"), (Part{3, 8}));
    EXPECT_EQ(*part_in("1/1"), Part{});
    for (const char* word : {"", "3", "0/8", "9/8", "3/0", "-1/8", "a/b", "3/8x", "3/10001", "3//8", " 3/8"})
        EXPECT_FALSE(part_in(word).ok()) << word;
}

TEST(Part, shares_all_jobs_out_and_none_twice) {
    for (const std::size_t of : {1u, 2u, 3u, 7u, 30u}) {
        for (std::size_t job = 0; job < 40; ++job) {
            std::size_t owners = 0;
            for (std::size_t number = 1; number <= of; ++number) owners += Part{number, of}.has(job);
            EXPECT_EQ(owners, 1u);
        }
        std::size_t sum = 0;
        for (std::size_t number = 1; number <= of; ++number) sum += Part{number, of}.share_of(40);
        EXPECT_EQ(sum, 40u);
    }
}

TEST(PartFile, is_read_as_it_was_written) {
    const std::string text = text_of(part(2, 3));
    const auto read = part_file_from(text, "p2");
    ASSERT_TRUE(read.ok()) << read.error().sentence();
    EXPECT_EQ(text_of(*read), text);
    EXPECT_EQ(read->found, "found 2\n");
    EXPECT_TRUE(is_part_file(text));
}

TEST(PartFile, that_is_damaged_anywhere_is_refused) {
    const std::string text = text_of(part(2, 3));
    for (std::size_t at = 0; at < text.size(); ++at) {
        std::string changed = text;
        changed[at] ^= 1;
        EXPECT_FALSE(part_file_from(changed, "p2").ok()) << at;
        const auto cut = part_file_from(text.substr(0, at), "p2");
        ASSERT_FALSE(cut.ok()) << at;
        EXPECT_NE(cut.error().sentence().find("p2"), std::string::npos);
    }
    EXPECT_NE(part_file_from(text.substr(0, text.size() - 1), "p2").error().sentence().find("damaged"),
              std::string::npos);
    EXPECT_NE(part_file_from("title = \"A story\"\n", "p2").error().sentence().find("no part"), std::string::npos);
}

TEST(PartFile, is_put_in_order_with_the_others_and_may_be_there_twice) {
    const auto found = whole_work({{"c", part(3, 3)}, {"a", part(1, 3)}, {"b", part(2, 3)}, {"b2", part(2, 3)}});
    ASSERT_TRUE(found.ok()) << found.error().sentence();
    EXPECT_EQ(*found, (std::vector<std::string>{"found 1\n", "found 2\n", "found 3\n"}));
}

TEST(PartFile, that_does_not_fit_is_named_with_what_differs) {
    const auto with = [](auto change) {
        PartFile other = part(2, 2);
        change(other);
        return sentence({{"a", part(1, 2)}, {"b", other}});
    };
    EXPECT_EQ(with([](PartFile&) {}), "");
    EXPECT_EQ(with([](PartFile& it) { it.version = "1.0.1"; }),
              "b does not fit: it was made by Simul 1.0.1, and a by 1.0.0.");
    EXPECT_EQ(with([](PartFile& it) { it.verb = "explore"; }),
              "b does not fit: it is of simul explore, and a of simul sweep.");
    EXPECT_EQ(with([](PartFile& it) { it.asked["story"] = "cd34"; }),
              "b does not fit: story is \"cd34\" there, and \"ab12\" in a.");
    EXPECT_EQ(with([](PartFile& it) { it.part.of = 5; }), "b does not fit: it is one of 5 parts, and a one of 2.");
    EXPECT_EQ(with([](PartFile& it) { it.asked["cores"] = 2; }), "b does not fit: more was asked there.");
    EXPECT_NE(sentence({{"a", part(1, 2)},
                        {"b", part(2, 2)},
                        {"c",
                         [] {
                             PartFile other = part(2, 2);
                             other.found = "else\n";
                             return other;
                         }()}})
                  .find("found different things"),
              std::string::npos);
}

TEST(PartFile, that_is_missing_is_named_by_its_number) {
    EXPECT_EQ(sentence({{"a", part(1, 3)}, {"b", part(3, 3)}}),
              "Of 3 parts 2 is missing: make it with --part 2/3 --out FILE, and name all files.");
    EXPECT_EQ(sentence({{"a", part(2, 4)}}),
              "Of 4 parts 1, 3, 4 are missing: make them with --part 1/4 --out FILE and so on, and name all files.");
    EXPECT_NE(sentence({{"a", part(1, 1000)}}).find("and 979 more"), std::string::npos);
}

}  // namespace
}  // namespace simul
