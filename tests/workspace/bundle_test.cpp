// Stories in Lua are what these tests need.
#ifdef SIMUL_LUA

#include "app/workspace/bundle.h"

#include <signal.h>
#include <sys/resource.h>

#include "engine/trace/text_form.h"
#include "tests/workspace/desk.h"

namespace simul::workspace {
namespace {

using testing::kCoffee;

class Bundles : public testing::Desk {
  protected:
    /// Two branches and two notes of a story that stands nowhere else.
    Bundle coffee() {
        Bundle bundle;
        bundle.title = "Coffee";
        bundle.settings.scenario = "coffee.lua";
        bundle.settings.source = kCoffee;
        bundle.settings.model = Model::threads;
        bundle.settings.cores = 2;
        bundle.settings.policy = "round_robin";
        bundle.settings.quantum = 3s;
        bundle.settings.seed = 7;
        bundle.settings.knobs = {{"guests", "5"}};
        Result<std::unique_ptr<OpenRun>> run = OpenRun::start(*desk.zygote, bundle.settings);
        EXPECT_TRUE(run);
        while ((*run)->live()) (*run)->take_news(1000);
        run_ = std::move(*run);
        const std::shared_ptr<const Trace> trace(std::shared_ptr<void>(), &run_->trace());
        const RecordedEnding ending{Outcome::finished, 0.25, 0, std::nullopt};
        bundle.branches.push_back({"the run", std::nullopt, 0, "", trace, ending});
        bundle.branches.push_back({"another", 0, 4, "conducted coffee\n1 2\n", trace, ending});
        bundle.notes = {{0, Time{30s}, "The first has \"coffee\"."}, {1, Time{150s}, "ä"}};
        return bundle;
    }
    std::string kept() {
        const std::string path = (folder / "coffee").string();
        const Result<void> written = write_bundle(path, coffee());
        EXPECT_TRUE(written) << written.error().sentence();
        return path;
    }
    static std::string bytes_of(const std::string& path) {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    /// What is said of a file with these bytes.
    std::string sentence(const std::string& bytes) {
        const std::string path = (folder / "damaged").string();
        std::filesystem::remove(path);
        std::ofstream(path, std::ios::binary) << bytes;
        const Result<Bundle> read = read_bundle(path);
        return read ? "it was read" : read.error().sentence();
    }

  private:
    std::unique_ptr<OpenRun> run_;
};

TEST_F(Bundles, GiveBackAllThatWasPutIn) {
    const Bundle bundle = coffee();
    const std::string path = (folder / "coffee").string();
    ASSERT_TRUE(write_bundle(path, bundle));
    EXPECT_FALSE(std::filesystem::exists(path + ".new"));
    const Result<Bundle> read = read_bundle(path);
    ASSERT_TRUE(read) << read.error().sentence();
    EXPECT_EQ(read->title, "Coffee");
    EXPECT_EQ(read->settings.scenario, "coffee.lua");
    EXPECT_EQ(read->settings.source, kCoffee);
    EXPECT_EQ(read->settings.model, Model::threads);
    EXPECT_EQ(read->settings.cores, 2);
    EXPECT_EQ(read->settings.policy, "round_robin");
    EXPECT_EQ(read->settings.quantum, Duration(3s));
    EXPECT_EQ(read->settings.seed, 7u);
    EXPECT_EQ(read->settings.knobs, bundle.settings.knobs);
    EXPECT_EQ(read->notes, bundle.notes);
    ASSERT_EQ(read->branches.size(), 2u);
    EXPECT_EQ(read->branches[0].parent, std::nullopt);
    EXPECT_EQ(read->branches[1].name, "another");
    EXPECT_EQ(read->branches[1].parent, 0u);
    EXPECT_EQ(read->branches[1].from_step, 4u);
    EXPECT_EQ(read->branches[1].schedule, "conducted coffee\n1 2\n");
    for (const BundledBranch& branch : read->branches) {
        const Trace& was = *bundle.branches[0].trace;
        ASSERT_EQ(branch.trace->size(), was.size());
        const TaskNames names(was);
        for (std::size_t i = 0; i < was.size(); ++i)
            ASSERT_EQ(text_form(*branch.trace, i, names), text_form(was, i, names));
        EXPECT_EQ(branch.ending.outcome, Outcome::finished);
        EXPECT_EQ(branch.ending.real_s, 0.25);
    }
}

TEST_F(Bundles, CutAnywhereAreRefusedWithASentence) {
    const std::string bytes = bytes_of(kept());
    for (std::size_t length = 0; length < bytes.size(); length += length < 200 ? 1 : 37) {
        const std::string said = sentence(bytes.substr(0, length));
        ASSERT_TRUE(said.find("is damaged: ") != said.npos || said.find("is not a bundle") != said.npos)
            << length << ": " << said;
    }
    EXPECT_EQ(sentence(bytes), "it was read");
    EXPECT_NE(sentence(bytes + "x").find("something follows"), std::string::npos);
}

TEST_F(Bundles, DamagedAtAnyByteAreRefused) {
    const std::string bytes = bytes_of(kept());
    for (std::size_t place = 0; place < bytes.size(); place += place < 200 ? 1 : 29) {
        std::string damaged = bytes;
        damaged[place] = static_cast<char>(damaged[place] ^ 1 << place % 8);
        ASSERT_NE(sentence(damaged), "it was read") << place;
    }
}

TEST_F(Bundles, OfANewerVersionAndForeignFilesAreToldApart) {
    std::string newer = bytes_of(kept());
    newer.replace(newer.find("version 1"), 9, "version 2");
    EXPECT_NE(sentence(newer).find("Open it with the newer Simul"), std::string::npos) << sentence(newer);
    for (const std::string foreign : {"", "hello", "Simul trace, version 1\n", "Simul bundle, version x\n"})
        EXPECT_NE(sentence(foreign).find("is not a bundle of Simul"), std::string::npos) << foreign;
    EXPECT_NE(read_bundle((folder / "missing").string()).error().sentence().find("missing"), std::string::npos);
}

TEST_F(Bundles, AreKnownByTheirContentAndSoAreRecordings) {
    const std::string path = kept();
    EXPECT_EQ(kind_of_file(path), FileKind::bundle);
    EXPECT_EQ(kind_of_file(write_file("a.lua", kCoffee)), FileKind::other);
    EXPECT_EQ(kind_of_file(folder.string()), FileKind::none);
    const Result<Bundle> bundle = read_bundle(path);
    const std::string recording =
        write_file("run.txt", trace_file_bytes(*bundle->branches[0].trace, bundle->branches[0].ending));
    EXPECT_EQ(kind_of_file(recording), FileKind::trace);
    doing(Open{recording});
    EXPECT_TRUE(desk.story && desk.story->from_trace) << desk.message();
}

TEST_F(Bundles, OpenTheStoryFromTheirOwnTextWithItsRunItsBranchesAndItsNotes) {
    const std::string path = kept();
    write_file("coffee.lua", "title = \"Another\" function main() end");
    doing(Open{path});
    ASSERT_TRUE(desk.story) << desk.message();
    EXPECT_FALSE(desk.story->from_trace);
    EXPECT_EQ(desk.message(), "");
    EXPECT_EQ(desk.story->description.title, "Coffee");
    EXPECT_EQ(seconds_of(desk.run()->end()), 150);
    EXPECT_FALSE(desk.stale());
    EXPECT_TRUE(desk.story->conducting.branches.empty()) << "free runs are no branches";
    EXPECT_EQ(desk.story->notes.size(), 2u);
    EXPECT_EQ(desk.preferences.last_opened.front(), path);
    doing(TurnKnob{"guests", "2"});
    doing(StartRun{});
    let_run_end();
    EXPECT_EQ(seconds_of(desk.run()->end()), 60);
}

TEST_F(Bundles, WhoseStoryCannotBeLoadedAreLookedAtAsARecording) {
    Bundle bundle = coffee();
    bundle.settings.source = "function broken(";
    const std::string path = (folder / "broken").string();
    ASSERT_TRUE(write_bundle(path, bundle));
    doing(Open{path});
    ASSERT_TRUE(desk.story);
    EXPECT_TRUE(desk.story->from_trace);
    EXPECT_FALSE(desk.message().empty());
    EXPECT_EQ(seconds_of(desk.run()->end()), 150);
}

TEST_F(Bundles, CarryStoriesThatAreLongerThanAMessage) {
    Bundle bundle = coffee();
    bundle.settings.source = std::string(kCoffee) + "-- " + std::string(300'000, 'x') + "\n";
    const std::string path = (folder / "long").string();
    ASSERT_TRUE(write_bundle(path, bundle));
    doing(Open{path});
    ASSERT_TRUE(desk.story);
    EXPECT_FALSE(desk.story->from_trace) << desk.message();
    doing(StartRun{});
    let_run_end();
    EXPECT_EQ(seconds_of(desk.run()->end()), 150);
}

TEST_F(Bundles, ThatCannotBeWrittenLeaveWhatWasThere) {
    const std::string path = write_file("old", "old");
    const Bundle bundle = coffee();
    // A file of two bytes is the largest that may be written meanwhile.
    rlimit limit;
    ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &limit), 0);
    const rlimit small{2, limit.rlim_max};
    const auto handler = signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    const bool written = write_bundle(path, bundle).ok();
    setrlimit(RLIMIT_FSIZE, &limit);
    signal(SIGXFSZ, handler);
    EXPECT_FALSE(written);
    EXPECT_EQ(bytes_of(path), "old");
}

}  // namespace
}  // namespace simul::workspace

#endif
