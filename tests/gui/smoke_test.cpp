// The real window, on a display of its own, driven from outside as a reader would: start, choose, run, step, back,
// quit.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <thread>

namespace simul::window {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

bool is_installed(const std::string& program) {
    return std::system(("command -v " + program + " >/dev/null 2>&1").c_str()) == 0;
}

/// Waits for something that will happen soon; a minute is for ever.
template <class Condition>
bool comes_true(Condition condition) {
    for (int i = 0; i < 6000; ++i) {
        if (condition()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

pid_t started(const std::vector<std::string>& words, const std::function<void()>& before) {
    const pid_t pid = fork();
    if (pid != 0) return pid;
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);  // a test that is ended leaves nothing
    before();
    std::vector<char*> arguments;
    std::vector<std::string> copies = words;
    for (std::string& word : copies) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    execvp(arguments[0], arguments.data());
    _exit(127);
}

/// A display that nobody sees, with a number that was free.
class HiddenDisplay {
  public:
    explicit HiddenDisplay(const std::string& folder) {
        int pipe_ends[2];
        if (pipe(pipe_ends) != 0) return;
        const int told = pipe_ends[1];
        pid_ = started({"Xvfb", "-displayfd", std::to_string(told), "-screen", "0", "1280x800x24", "-nolisten", "tcp"},
                       [&] { dup2(open((folder + "/xvfb").c_str(), O_WRONLY | O_CREAT, 0600), 2); });
        close(told);
        char number[16] = {};
        for (std::size_t length = 0; length + 1 < sizeof number && read(pipe_ends[0], number + length, 1) == 1;
             ++length)
            if (number[length] == '\n') {
                number[length] = '\0';
                name_ = std::string(":") + number;
                break;
            }
        close(pipe_ends[0]);
    }
    ~HiddenDisplay() {
        if (pid_ <= 0) return;
        kill(pid_, SIGTERM);
        waitpid(pid_, nullptr, 0);
    }
    HiddenDisplay(const HiddenDisplay&) = delete;
    HiddenDisplay& operator=(const HiddenDisplay&) = delete;

    /// Empty when there is none.
    const std::string& name() const { return name_; }

  private:
    pid_t pid_ = -1;
    std::string name_;
};

class RealWindow : public testing::Test {
  protected:
    void SetUp() override {
        for (const std::string program : {"Xvfb", "xdotool"})
            if (!is_installed(program))
                GTEST_SKIP() << program << " is not there; this line installs it: sudo apt-get install -y xvfb xdotool";
        folder_ = testing::TempDir() + "simul_window_" + std::to_string(getpid());
        fs::create_directories(folder_);
        display_ = std::make_unique<HiddenDisplay>(folder_);
        ASSERT_FALSE(display_->name().empty()) << "Xvfb does not start";
        setenv("DISPLAY", display_->name().c_str(), 1);
        setenv("XDG_CONFIG_HOME", folder_.c_str(), 1);
        setenv("SIMUL_FRAME_LOG", log().c_str(), 1);
        // With sanitizers: the driver of OpenGL keeps memory until the process ends, and is no code of ours.
        const char* options = getenv("ASAN_OPTIONS");
        setenv("ASAN_OPTIONS", ((options != nullptr ? options : "") + std::string(":detect_leaks=0")).c_str(), 1);
    }
    void TearDown() override {
        if (pid_ > 0) {
            kill(pid_, SIGKILL);
            waitpid(pid_, nullptr, 0);
        }
        unsetenv("SIMUL_FRAME_LOG");
        unsetenv("DISPLAY");
        fs::remove_all(folder_);
    }

    std::string log() const { return folder_ + "/frames"; }
    void start(const std::vector<std::string>& words) {
        fs::remove(log());
        std::vector<std::string> command = {SIMUL_BINARY};
        command.insert(command.end(), words.begin(), words.end());
        pid_ = started(command, [] {});
    }

    /// The last frame that was drawn; null before the first.
    Json frame() const {
        std::ifstream file(log());
        std::string line, last;
        while (std::getline(file, line))
            if (!file.eof()) last = line;
        return last.empty() ? Json() : Json::parse(last, nullptr, false);
    }
    void await(const std::string& what, const std::function<bool(const Json&)>& condition) {
        const bool came = comes_true([&] {
            const Json now = frame();
            return now.is_object() && condition(now);
        });
        ASSERT_TRUE(came) << what << " never came; the last frame:\n" << frame().dump(1);
    }
    void await_value(const std::string& name, const Json& value) {
        await(name + " " + value.dump(), [&](const Json& now) { return now.contains(name) && now[name] == value; });
    }
    void await_control(const std::string& name) {
        await("the control " + name, [&](const Json& now) { return now["controls"].contains(name); });
    }

    static void hand(const std::string& words) { EXPECT_EQ(std::system(("xdotool " + words).c_str()), 0) << words; }
    void point_at(const std::string& control) {
        const Json box = frame()["controls"][control];
        ASSERT_TRUE(box.is_array()) << control;
        hand("mousemove " + std::to_string((box[0].get<int>() + box[2].get<int>()) / 2) + " " +
             std::to_string((box[1].get<int>() + box[3].get<int>()) / 2));
    }
    /// Down and up at once: both must arrive, however long a frame takes.
    void press(const std::string& control) {
        await_control(control);
        point_at(control);
        hand("click 1");
    }
    void key(const std::string& name) { hand("key " + name); }

    int exit_code() {
        int status = 0;
        const bool ended = comes_true([&] { return waitpid(pid_, &status, WNOHANG) == pid_; });
        EXPECT_TRUE(ended) << "the window stays";
        if (ended) pid_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    /// Runners and their tasks name the window's process as their group.
    bool is_alone(pid_t group) const { return kill(-group, 0) != 0; }

    pid_t pid_ = -1;

  private:
    std::string folder_;
    std::unique_ptr<HiddenDisplay> display_;
};

TEST_F(RealWindow, AStoryIsChosenRunSteppedThroughBothWaysAndLeft) {
    start({});
    await_value("view", "gallery");
    press("story chess_exhibition");
    await_value("view", "story");
    await_control("skip prediction");
    press("skip prediction");
    await("a run that is over", [](const Json& now) { return now.value("run", false) && !now.value("live", true); });
    press("to start");
    await("the start, at rest", [](const Json& now) { return now["playhead"] == 0 && now["playing"] == false; });
    key("Right");
    await("a step", [](const Json& now) { return now.value("playhead", 0) > 0; });
    const int there = frame()["playhead"];
    key("Right");
    await("another step", [&](const Json& now) { return now.value("playhead", 0) > there; });
    key("Left");
    await_value("playhead", there);
    key("ctrl+q");
    EXPECT_EQ(exit_code(), 0);
}

#ifdef SIMUL_DROP
TEST_F(RealWindow, AFileThatIsDroppedOnItOpensAndABadOneIsSaidAndChangesNothing) {
    const std::string story = testing::TempDir() + "simul dropped.lua", bad = testing::TempDir() + "simul_bad.simul";
    std::ofstream(story) << "title = 'Dropped' function main() sleep(1) end\n";
    std::ofstream(bad) << "Simul bundle, version 1\n";
    start({"two_cashiers"});
    await_value("view", "story");
    const auto drop = [](const std::string& uri) {
        EXPECT_EQ(std::system((std::string(SIMUL_DROP) + " Simul '" + uri + "'").c_str()), 0) << uri;
    };
    drop("file://" + testing::TempDir() + "simul%20dropped.lua");
    await_value("story", story);
    drop("file://" + bad);
    await("what is wrong", [](const Json& now) {
        return now.value("message", "").find("simul_bad.simul is damaged") != std::string::npos;
    });
    EXPECT_EQ(frame()["story"], story);
    EXPECT_TRUE(frame().value("run", false));
    fs::remove(story);
    fs::remove(bad);
}
#endif

TEST_F(RealWindow, AWindowThatIsClosedDuringARealRunLeavesNothing) {
    start({"chess_exhibition"});
    const pid_t group = pid_;
    press("skip prediction");
    await_value("run", true);
    key("c");
    key("r");
    await("a live run", [](const Json& now) { return now.value("live", false) && now.value("events", 0) > 50; });
    key("ctrl+q");
    EXPECT_EQ(exit_code(), 0);
    EXPECT_TRUE(comes_true([&] { return is_alone(group); }));
}

TEST_F(RealWindow, CtrlCInTheTerminalEndsItAsAReaderWould) {
    for (const int signal : {SIGINT, SIGTERM}) {
        start({"two_cashiers"});
        const pid_t group = pid_;
        await_value("view", "story");
        kill(pid_, signal);
        EXPECT_EQ(exit_code(), 130);
        EXPECT_TRUE(comes_true([&] { return is_alone(group); }));
    }
}

}  // namespace
}  // namespace simul::window
