// A command on a bad day: run as a shell would, with all processes that come of it in sight, to its end and beyond.
//
// How it works. Each command leads a session of its own, so whatever comes of it is known by its session, orphans
// included; and this process takes orphans in, so what is left stays in sight. The command stands in an empty folder,
// which is also its temporary one: that must be empty afterwards.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

namespace simul {

/// One process that came of a command.
struct Offspring {
    pid_t pid, parent;
    char state;  ///< as ps shows it
    std::string name;
};

/// What is left to say of a command that has ended.
struct BadDay {
    int code = 0;  ///< of the exit; 128 and the signal when one ended it
    std::string out, err;
    double core_s = 0;              ///< core time of the command and of all that it waited for
    double gone_s = 0;              ///< until its last process was gone
    std::vector<std::string> left;  ///< processes that stay, and files
};

class Command {
  public:
    /// `before`: done in the new process before it becomes the command, for limits and closed outputs.
    explicit Command(std::vector<std::string> words, const std::function<void()>& before = {});
    Command(const Command&) = delete;
    ~Command();

    pid_t pid() const { return pid_; }
    /// 0 while there is none.
    pid_t zygote() const { return child_of(pid_); }
    pid_t runner() const { return child_of(zygote()); }
    /// Tasks or workers, each a process of its own.
    std::vector<pid_t> tasks() const;
    /// The first whose name ps shows so; fails the test if there is none.
    pid_t task_named(const std::string& name) const;
    /// Waits until there are as many, or, with 0, a runner. A test fails if that never happens.
    void await_tasks(std::size_t count) const;
    /// What has been written so far.
    std::string out() const;

    /// Waits until it has ended, and then until all that came of it is gone. A command that hangs is killed after a
    /// minute, which fails the test.
    BadDay end();

  private:
    std::vector<Offspring> offspring() const;
    pid_t child_of(pid_t parent) const;
    void await_end(BadDay& day);
    void await_silence(BadDay& day);

    std::string folder_;
    pid_t pid_ = -1;
    bool ended_ = false;
};

BadDay day_of(std::vector<std::string> words, const std::function<void()>& before = {});

/// Ended with this code, said this on stderr in less than 1 000 characters, and left nothing behind.
void expect_end(const BadDay& day, int code, const std::vector<std::string>& says = {});

/// Waits for something that will happen soon; a minute is for ever.
bool comes_true(const std::function<bool()>& condition);

}  // namespace simul
