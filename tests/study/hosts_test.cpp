// The hosts of a lab: which there are, and what is said when one of them does not do what it should.
#include "engine/study/hosts.h"

#include <gtest/gtest.h>

namespace simul {
namespace {

std::string error_in(std::string_view text) {
    const auto hosts = hosts_in(text, "lab.txt");
    return hosts ? "" : hosts.error().sentence();
}

TEST(Hosts, stand_one_a_line) {
    const auto hosts = hosts_in("# the lab\nlab01\n\n  anna@lab02.example.org  # by the window\r\nlab03", "lab.txt");
    ASSERT_TRUE(hosts.ok()) << hosts.error().sentence();
    EXPECT_EQ(*hosts, (std::vector<std::string>{"lab01", "anna@lab02.example.org", "lab03"}));
}

TEST(Hosts, that_ssh_would_take_for_something_else_are_refused_with_their_line) {
    for (const char* line :
         {"lab01 lab02", "-oProxyCommand=ls", "lab;ls", "8/lab01", ":", "@group", "$(ls)", "a'b", "a,b"})
        EXPECT_EQ(error_in(std::string("lab01\n") + line + "\n").substr(0, 10), "lab.txt:2:") << line;
    EXPECT_NE(error_in("lab01\nlab01\n").find("lab.txt:2: lab01 stands there twice"), std::string::npos);
    EXPECT_NE(error_in("# nobody\n").find("there is no host in it"), std::string::npos);
    EXPECT_FALSE(hosts_in("", "lab.txt").ok());
    EXPECT_FALSE(hosts_in(std::string_view("lab\0x", 5), "lab.txt").ok());
}

TEST(Hosts, are_named_with_what_is_wrong_and_a_remedy) {
    const auto said = [](const char* err, int code = 255) { return failure_on("lab02", {code, "", err}).sentence(); };
    EXPECT_EQ(said("lab02: Permission denied (publickey,password).\r\n"),
              "lab02: ssh does not let us in without a password: give it your key once, by ssh-copy-id lab02.");
    EXPECT_NE(said("ssh: Could not resolve hostname lab02: Name or service not known").find("no host of this name"),
              std::string::npos);
    EXPECT_NE(said("cat: write error: No space left on device", 1).find("disk is full"), std::string::npos);
    EXPECT_NE(said("./simul: error while loading shared libraries: libglfw.so.3: cannot open", 127)
                  .find("libglfw.so.3 is not there"),
              std::string::npos);
    EXPECT_EQ(said("one\nsomething else\n\n"), "lab02: something else. Try it by hand: ssh lab02");
    EXPECT_EQ(failure_in("part 3/8", {255, "", "one\nsomething else\n"}).sentence(), "part 3/8: something else.");
    EXPECT_NE(said("", 3).find("ended with code 3"), std::string::npos);
}

TEST(Words, are_quoted_so_that_a_shell_takes_them_as_they_are) {
    EXPECT_EQ(quoted_for_shell("a b"), "'a b'");
    EXPECT_EQ(quoted_for_shell("it's $HOME"), "'it'\\''s $HOME'");
}

}  // namespace
}  // namespace simul
