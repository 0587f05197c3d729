// The same targets without libFuzzer: what is in the corpus, and what chance makes of it. The same on every computer.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/base/random.h"
#include "tests/fuzz/targets.h"

namespace simul::fuzz {
namespace {

/// SIMUL_FUZZ_ROUNDS has more done: `SIMUL_FUZZ_ROUNDS=1000000 simul_fuzz_tests`.
std::size_t rounds() {
    const char* asked = std::getenv("SIMUL_FUZZ_ROUNDS");
    return asked != nullptr ? std::strtoull(asked, nullptr, 10) : 400;
}

std::vector<std::string> corpus_of(std::string_view name) {
    std::vector<std::string> corpus;
    const std::string folder = SIMUL_SOURCE_DIR "/tests/fuzz/corpus/" + std::string(name);
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        std::ifstream file(entry.path(), std::ios::binary);
        std::stringstream bytes;
        bytes << file.rdbuf();
        corpus.push_back(bytes.str());
    }
    std::sort(corpus.begin(), corpus.end());
    return corpus;
}

std::size_t below(Random& chance, std::size_t count) { return chance.next() % count; }

/// A few bytes changed, taken away, doubled, or taken from another one.
std::string changed(std::string bytes, const std::vector<std::string>& corpus, Random& chance) {
    for (std::size_t changes = 1 + below(chance, 6); changes > 0; --changes) {
        if (bytes.empty()) bytes = "\n";
        const std::size_t at = below(chance, bytes.size()), length = 1 + below(chance, 24);
        const std::string& other = corpus[below(chance, corpus.size())];
        switch (below(chance, 5)) {
            case 0:
                bytes[at] = static_cast<char>(chance.next());
                break;
            case 1:
                bytes.erase(at, length);
                break;
            case 2:
                bytes.insert(at, bytes.substr(at, length));
                break;
            case 3:
                if (!other.empty()) bytes.insert(at, other.substr(below(chance, other.size()), length));
                break;
            default:
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(chance, 8)));
        }
    }
    return bytes;
}

class Fuzz : public ::testing::TestWithParam<Target> {};

TEST_P(Fuzz, comes_back_from_whatever_it_reads) {
    const std::vector<std::string> corpus = corpus_of(GetParam().name);
    ASSERT_FALSE(corpus.empty());
    for (const std::string& bytes : corpus) GetParam().read(bytes);
    Random chance(1, 0);
    for (std::size_t i = 0; i < rounds(); ++i)
        GetParam().read(changed(corpus[below(chance, corpus.size())], corpus, chance));
}

TEST_P(Fuzz, comes_back_from_noise) {
    Random chance(2, 0);
    for (std::size_t i = 0; i < rounds(); ++i) {
        std::string bytes(below(chance, 900), '\0');
        for (char& byte : bytes) byte = static_cast<char>(chance.next());
        GetParam().read(bytes);
    }
}

INSTANTIATE_TEST_SUITE_P(All, Fuzz, ::testing::ValuesIn(targets().begin(), targets().end()),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace simul::fuzz
