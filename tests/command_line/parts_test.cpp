// Work in parts, end to end: each part by a process of its own, merged, to the byte what one computer says.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "tests/command_line/program.h"
#include "tests/support/temporary_folder.h"

#ifdef SIMUL_LUA

namespace simul {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

std::string content_of_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

void write_file(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

Words joined(Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

/// The files of all parts, the last made first.
Words made_in(const TemporaryFolder& folder, const Words& work, std::size_t parts) {
    Words files;
    for (std::size_t number = parts; number > 0; --number) {
        files.push_back(folder / ("p" + std::to_string(number)));
        const Ended ended = simul_ended(
            joined(work, {"--part", std::to_string(number) + "/" + std::to_string(parts), "--out", files.back()}));
        EXPECT_EQ(ended.code, 0) << ended.err;
        EXPECT_EQ(ended.out, "");
    }
    return files;
}

void expect_merged_as_by_one(const Words& work, std::size_t parts, const std::vector<Words>& forms) {
    const TemporaryFolder folder;
    const Words files = made_in(folder, work, parts);
    EXPECT_EQ(folder.files(), parts) << "nothing else is left";
    for (const Words& form : forms) {
        const Ended one = simul_ended(joined(work, form));
        const Ended merged = simul_ended(joined(joined({"merge"}, files), form));
        EXPECT_EQ(one.code, 0) << one.err;
        EXPECT_EQ(merged.code, 0) << merged.err;
        EXPECT_EQ(merged.out, one.out);
        EXPECT_NE(one.out, "");
    }
}

const Words kSweep{"sweep",   "job_sheet", "--policies", "lottery,fifo",  "--over", "quantum=1,3",
                   "--seeds", "1..11",     "--measure",  "mean_response", "--set",  "jobs=0:5 1:4 2:7"};

TEST(Parts, of_a_sweep_are_merged_to_what_one_computer_says) {
    expect_merged_as_by_one(kSweep, 3, {{}, {"--csv"}, {"--json"}});
    expect_merged_as_by_one({"sweep", "job_sheet", "--over", "quantum=1,2"}, 5, {{"--json"}});  // some have no run
}

TEST(Parts, of_an_exploration_are_merged_to_what_one_computer_says) {
    expect_merged_as_by_one({"explore", "lost_update", "--set", "tasks=3", "--set", "steps=3"}, 3, {{}, {"--json"}});
    expect_merged_as_by_one({"explore", "lost_update", "--search", "random", "--runs", "101", "--seed", "5"}, 4,
                            {{"--json"}});
    expect_merged_as_by_one({"explore", "lost_update", "--search", "pct", "--runs", "60"}, 2, {{"--json"}});
}

#ifdef SIMUL_LUA

TEST(Parts, of_a_story_in_a_file_are_merged_without_the_file) {
    const TemporaryFolder folder;
    const std::string story = folder / "queue.lua";
    const std::string text =
        "x = variable(0)\nfunction add() x.value = x.value + 1 end\n"
        "function main() spawn(add) await(spawn(add)) expect(x.value > 0, 'one at least') if x.value > 1 then "
        "error('two') end end\n";
    write_file(story, text);
    const Ended one = simul_ended({"explore", story, "--json"});
    const Words files = made_in(folder, {"explore", story}, 2);
    fs::remove(story);
    const Ended merged = simul_ended(joined(joined({"merge"}, files), {"--json"}));
    EXPECT_EQ(merged.out, one.out) << merged.err;
    EXPECT_NE(one.out.find("two"), std::string::npos);
}

TEST(Parts, of_different_texts_of_a_story_do_not_fit) {
    const TemporaryFolder folder;
    const std::string story = folder / "queue.lua";
    const Words sweep{"sweep", story, "--over", "n=1,2", "--measure", "makespan"};
    write_file(story, "knobs = { n = knob(1) }\nfunction main() compute(knob.n) end\n");
    const std::string first = folder / "p1", second = folder / "p2";
    EXPECT_EQ(simul_ended(joined(sweep, {"--part", "1/2", "--out", first})).code, 0);
    write_file(story, "knobs = { n = knob(1) }\nfunction main() compute(knob.n + 1) end\n");
    EXPECT_EQ(simul_ended(joined(sweep, {"--part", "2/2", "--out", second})).code, 0);
    const Ended merged = simul_ended({"merge", first, second});
    EXPECT_EQ(merged.code, 2);
    EXPECT_NE(merged.err.find(second + " does not fit: story is"), std::string::npos) << merged.err;
}

TEST(Parts, that_allow_different_faults_of_machines_do_not_fit) {
    const TemporaryFolder folder;
    const std::string story = folder / "two.lua", first = folder / "p1", second = folder / "p2";
    write_file(story,
               "nodes = { 'a', 'b' } network = { loss = 0.5 }\nc = on('b', channel(2))\n"
               "function main() c:send(1) end\n");
    const Words explore{"explore", story};
    EXPECT_EQ(simul_ended(joined(explore, {"--part", "1/2", "--out", first})).code, 0);
    EXPECT_EQ(simul_ended(joined(explore, {"--faults", "2", "--part", "2/2", "--out", second})).code, 0);
    const Ended merged = simul_ended({"merge", first, second});
    EXPECT_EQ(merged.code, 2);
    EXPECT_NE(merged.err.find(second + " does not fit: faults is \"2\" there, and \"1\" in"), std::string::npos)
        << merged.err;
}

/// Also where many runs share a process.
TEST(Parts, whose_run_fails_say_so_as_a_run_does) {
    const TemporaryFolder folder;
    const std::string story = folder / "queue.lua";
    write_file(story, "function main() if random(1, 40) == 38 then error('bad luck') end mark('fine') end\n");
    const Words sweep{"sweep", story, "--over", "cores=1,2", "--seeds", "1..300", "--measure", "makespan"};
    const Ended ended = simul_ended(joined(sweep, {"--part", "1/2", "--out", folder / "p"}));
    EXPECT_EQ(ended.code, 1);
    EXPECT_NE(ended.err.find("bad luck"), std::string::npos) << ended.err;
    EXPECT_NE(ended.err.find("To see it again: simul run"), std::string::npos) << ended.err;
    EXPECT_EQ(folder.files(), 1u) << "no part is left";
    write_file(
        story,
        "function main() if random(1, 40) == 38 then local s = ('a'):rep(60) s:find(('a*'):rep(40) .. 'b') end end\n");
    const Ended stuck = simul_ended(sweep);
    EXPECT_EQ(stuck.code, 1);
    EXPECT_NE(stuck.err.find("a second of core time"), std::string::npos) << stuck.err;
}

#endif

TEST(Parts, that_are_there_are_left_alone_and_nothing_else_is_overwritten) {
    const TemporaryFolder folder;
    const Words part = joined(kSweep, {"--part", "1/2", "--out", folder / "p"});
    EXPECT_EQ(simul_ended(part).code, 0);
    const std::string made = content_of_file(folder / "p");
    struct stat before, after;
    stat((folder / "p").c_str(), &before);
    EXPECT_EQ(simul_ended(part).code, 0);
    stat((folder / "p").c_str(), &after);
    EXPECT_EQ(before.st_ino, after.st_ino) << "what was done is not done again";
    write_file(folder / "p", made.substr(0, made.size() / 2));
    EXPECT_NE(simul_ended({"merge", folder / "p"}).err.find("is damaged"), std::string::npos);
    EXPECT_EQ(simul_ended(part).code, 0);
    EXPECT_EQ(content_of_file(folder / "p"), made) << "a damaged one is made again, the same to the byte";
    write_file(folder / "p", "my only copy");
    const Ended refused = simul_ended(part);
    EXPECT_EQ(refused.code, 2);
    EXPECT_NE(refused.err.find("is no part of anything"), std::string::npos) << refused.err;
    EXPECT_EQ(content_of_file(folder / "p"), "my only copy");
}

TEST(Parts, that_cannot_be_are_refused_in_one_sentence) {
    const auto refused = [](const Words& words) {
        const Ended ended = simul_ended(words);
        EXPECT_EQ(ended.code, 2) << ended.err;
        EXPECT_EQ(std::count(ended.err.begin(), ended.err.end(), '\n'), 1) << ended.err;
        return ended.err;
    };
    const auto has = [](const std::string& text, const std::string& words) {
        EXPECT_NE(text.find(words), std::string::npos) << text;
    };
    has(refused(joined(kSweep, {"--part", "4/3", "--out", "p"})), "--part \"4/3\": I/N is expected");
    has(refused(joined(kSweep, {"--part", "1/3"})), "--out FILE");
    has(refused(joined(kSweep, {"--out", "p"})), "add --part 1/8");
    has(refused(joined(kSweep, {"--part", "1/3", "--out", "p", "--json"})), "give it to simul merge");
    has(refused(joined(kSweep, {"--part", "1/3", "--out", "/nowhere/p"})), "/nowhere/p");
    has(refused(joined(kSweep, {"--part", "1/3", "--out", "p", "--hosts", "h"})), "exclude each other");
    has(refused(joined(kSweep, {"--parts", "3"})), "--hosts FILE or --slurm FILE");
    has(refused({"explore", "lost_update", "--search", "reduced", "--part", "1/2", "--out", "p"}),
        "cannot be done in parts");
    has(refused({"explore", "lost_update", "--clock", "real", "--part", "1/2", "--out", "p"}), "simulated time");
    has(refused({"explore", "lost_update", "--bound", "steps=3", "--part", "1/2", "--out", "p"}),
        "whole or not at all");
    has(refused({"merge"}), "needs the files");
    has(refused({"merge", "/nowhere/p"}), "/nowhere/p");
    const TemporaryFile story("story", "title = 'A story'\n");
    has(refused({"merge", story.path()}), "no part of anything");
}

// ---- On other computers. A command in place of ssh does there, in a folder for each host, what would be done there.

class Lab {
  public:
    Lab() {
        fs::create_directories(folder_ / "bin");
        write_file(
            folder_ / "bin/ssh",
            "#!/bin/bash\n"
            "while [ \"$1\" = -o ]; do shift 2; done\n"
            "host=$1; shift; [ \"$1\" = -- ] && shift\n"
            "case $host in\n"
            "  nowhere) echo \"ssh: Could not resolve hostname nowhere: Name or service not known\" >&2; exit 255;;\n"
            "  locked) echo \"locked: Permission denied (publickey).\" >&2; exit 255;;\n"
            "  full) echo 'sh: write error: No space left on device' >&2; exit 1;;\n"
            "esac\n"
            "export HOME=" +
                folder_.path() +
                "/$host SHELL=/bin/sh; unset XDG_CACHE_HOME; mkdir -p $HOME  # as sshd sets them\n"
                "cd; echo \"$*\" | grep -q GNU_Parallel && echo $host >> " +
                folder_.path() +
                "/jobs\n"
                "if [ $host = dying ] && [[ $* = *GNU_Parallel* ]]; then kill -9 $$; fi\n"
                "if [ $host = slow ] && [[ $* = *GNU_Parallel* ]]; then sleep 0.5; fi\n"
                "exec bash -c \"$*\"\n");
        fs::permissions(folder_ / "bin/ssh", fs::perms::owner_all);
        path_ = getenv("PATH");
        setenv("PATH", (folder_ / "bin:" + path_).c_str(), 1);
        setenv("XDG_CACHE_HOME", (folder_ / "cache").c_str(), 1);
    }
    ~Lab() {
        setenv("PATH", path_.c_str(), 1);
        unsetenv("XDG_CACHE_HOME");
    }
    static bool can_be() { return std::system("parallel --version 2>/dev/null | grep -q 'GNU parallel'") == 0; }

    std::string hosts(const std::string& text) const {
        write_file(folder_ / "lab.txt", text);
        return folder_ / "lab.txt";
    }
    /// How often a part was begun.
    std::size_t jobs() const {
        const std::string text = content_of_file(folder_ / "jobs");
        return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    }
    bool is_left(const std::string& where, const std::string& what) const {
        std::error_code none;
        for (const fs::directory_entry& it : fs::directory_iterator(folder_ / where, none))
            if (it.path().filename().string().find(what) == 0) return true;
        return false;
    }

  private:
    TemporaryFolder folder_;
    std::string path_;
};

TEST(Lab, does_what_one_computer_does_though_a_host_dies_and_another_is_slow) {
    if (!Lab::can_be()) GTEST_SKIP() << "GNU parallel is not installed";
    const Lab lab;
    const std::string hosts = lab.hosts("good\ndying\nslow  # an old one\n");
    const Ended one = simul_ended(joined(kSweep, {"--json"}));
    const Ended far = simul_ended(joined(kSweep, {"--json", "--hosts", hosts, "--parts", "3"}));
    EXPECT_EQ(far.code, 0) << far.err;
    EXPECT_EQ(far.out, one.out);
    EXPECT_GT(lab.jobs(), 3u) << "what died was made by another";
    EXPECT_TRUE(lab.is_left("good/.cache/simul", "program-")) << "it need not be sent again";
    EXPECT_FALSE(lab.is_left("good/.cache/simul", "work-"));
    EXPECT_FALSE(lab.is_left("cache/simul", "parts-"));
}

TEST(Lab, goes_on_from_where_it_was_when_it_was_killed) {
    if (!Lab::can_be()) GTEST_SKIP() << "GNU parallel is not installed";
    const Lab lab;
    const Words work = joined(kSweep, {"--hosts", lab.hosts("slow\n"), "--parts", "6"});
    {
        Program killed(work);
        while (lab.jobs() < 3) usleep(20'000);
        killed.send(SIGKILL);
        killed.wait();
    }
    // All of it ends: nothing more is begun.
    std::size_t begun = 0;
    for (begun = lab.jobs();; begun = lab.jobs()) {
        std::this_thread::sleep_for(
            std::chrono::seconds(3));  // a part takes half a second, and more on a busy computer
        if (lab.jobs() == begun) break;
    }
    EXPECT_LT(begun, 6u);
    const Ended again = simul_ended(work);
    EXPECT_EQ(again.code, 0) << again.err;
    EXPECT_EQ(again.out, simul_ended(kSweep).out);
    EXPECT_LT(lab.jobs() - begun, 6u) << "what was done was not done again";
}

TEST(Lab, names_the_host_that_cannot_be_used_and_the_remedy) {
    const Lab lab;
    const auto said = [&](const std::string& hosts, const Words& more = {}) {
        const Ended ended = simul_ended(joined(joined(kSweep, {"--hosts", lab.hosts(hosts)}), more));
        EXPECT_EQ(ended.code, 2);
        EXPECT_EQ(std::count(ended.err.begin(), ended.err.end(), '\n'), 1) << ended.err;
        return ended.err;
    };
    const auto has = [](const std::string& text, const std::string& words) {
        EXPECT_NE(text.find(words), std::string::npos) << text;
    };
    has(said("good\nnowhere\n"), "nowhere: there is no host of this name");
    has(said("locked\n"),
        "locked: ssh does not let us in without a password: give it your key once, by ssh-copy-id locked");
    has(said("full\n"), "full: its disk is full");
    has(said("good one\n"), "lab.txt:1: a host a line is expected");
    const TemporaryFile other("other", "#!/bin/sh\necho simul 0.9.0\n");
    has(said("good\n", {"--program", other.path()}), "good: the program that was sent says that it is simul 0.9.0");
    has(said("good\n", {"--program", "/nowhere/simul"}), "/nowhere/simul");
    EXPECT_EQ(simul_ended(joined(kSweep, {"--hosts", "/nowhere/lab.txt"})).code, 2);
}

// ---- By Slurm: the script, run as Slurm runs it.

TEST(SlurmScript, makes_the_parts_one_by_one) {
    const TemporaryFolder folder;
    const std::string script = folder / "job.sh";
    const Ended written = simul_ended(joined(kSweep, {"--slurm", script, "--parts", "2"}));
    ASSERT_EQ(written.code, 0) << written.err;
    EXPECT_NE(written.out.find("sbatch " + script), std::string::npos);
    EXPECT_NE(content_of_file(script).find("#SBATCH --array=1-2\n"), std::string::npos);
    for (const char* task : {"1", "2"})
        EXPECT_EQ(std::system(("SLURM_ARRAY_TASK_ID=" + std::string(task) + " bash '" + script + "'").c_str()), 0);
    const Ended merged = simul_ended({"merge", script + ".parts/1.part", script + ".parts/2.part"});
    EXPECT_EQ(merged.code, 0) << merged.err;
    EXPECT_EQ(merged.out, simul_ended(kSweep).out);
}

}  // namespace
}  // namespace simul

#endif
