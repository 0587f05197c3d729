// Every operation and every constructor reads all that it is given, or says what it does not take.
#include "engine/base/operation_kinds.h"
#include "engine/scenario/usage.h"
#include "tests/lua/lua_run.h"

namespace simul::testing {
namespace {

TEST(Usages, come_from_the_rows) {
    EXPECT_EQ(usage_of(info_of(OperationKind::compute)), "compute(seconds)");
    EXPECT_EQ(usage_of(info_of(OperationKind::lock)), "mutex:lock([timeout])");
    EXPECT_EQ(usage_of(info_of(OperationKind::notify)), "condition:notify([n])");
    EXPECT_EQ(usage_of(info_of(OperationKind::condition_wait)), "condition:wait(mutex, [timeout])");
    EXPECT_EQ(usage_of(info_of(OperationKind::spawn_at)), "spawn_at(time, f, …)");
    EXPECT_EQ(usage_of(info_of(OperationKind::await)), "await(future, [timeout])");
    EXPECT_EQ(usage_of(info_of(OperationKind::load)), "variable.value");
    EXPECT_EQ(usage_of(info_of(OperationKind::store)), "variable.value = value");
    EXPECT_EQ(usage_of(info_of(OperationKind::random)), "random([lowest, highest])");
    EXPECT_EQ(usage_of(info_of(OperationKind::print)), "print(…)");
}

/// The arguments that a row asks for, and one more; nothing if it takes any number.
std::string call_with_one_more(const OperationInfo& operation) {
    if (most_arguments(operation) == kAnyNumber) return {};
    std::string list;
    for (const Argument& argument : operation.arguments) {
        const char* given = "";
        switch (argument.type) {
            case ArgumentType::none:
            case ArgumentType::call:
            case ArgumentType::body:
            case ArgumentType::anything:
            case ArgumentType::coroutine:
                continue;
            case ArgumentType::seconds:
            case ArgumentType::timeout:
            case ArgumentType::count:
            case ArgumentType::size:
            case ArgumentType::gpu_size:
            case ArgumentType::rounds:
            case ArgumentType::number:
            case ArgumentType::amount:
            case ArgumentType::cell:
            case ArgumentType::expected_cell:
            case ArgumentType::truth:
            case ArgumentType::message:
            case ArgumentType::value:
            case ArgumentType::result:
            case ArgumentType::error:
                given = "1";
                break;
            case ArgumentType::text:
            case ArgumentType::bytes:
            case ArgumentType::name:
            case ArgumentType::other_name:
            case ArgumentType::node:
            case ArgumentType::other_node:
                given = "'a'";
                break;
            case ArgumentType::mutex:
                given = "m";
                break;
            case ArgumentType::kernel:
                given = "'search'";
                break;
            case ArgumentType::gpu_kernel:
                given = "'stir'";
                break;
            case ArgumentType::native:
                given = "{}";
                break;
            case ArgumentType::range:
                given = "1, 2";
                break;
            case ArgumentType::callback:
                given = "tell";
                break;
        }
        list += (list.empty() ? "" : ", ") + std::string(given);
    }
    list += list.empty() ? "7" : ", 7";
    static const char* const kReceivers[] = {"",    "m",    "s",    "full", "both", "e",    "c",       "v",
                                             "web", "disk", "bank", "card", "book", "flow", "spawn(g)"};
    const std::string receiver = kReceivers[static_cast<std::size_t>(operation.receiver)], verb(operation.verb);
    if (operation.form == CallForm::method) return receiver + ":" + verb + "(" + list + ")";
    return verb + "(" + (receiver.empty() ? "" : receiver + ", ") + list + ")";
}

TEST(EveryOperation, refuses_one_argument_more_than_it_takes) {
    int tried = 0;
    for (const OperationInfo& operation : kOperations) {
        const bool is_called = operation.form == CallForm::method || operation.form == CallForm::call;
        const std::string call = is_called ? call_with_one_more(operation) : "";
        if (call.empty()) continue;
        const std::string failure = failure_of(call);
        EXPECT_NE(failure.find(usage_of(operation) + " takes "), std::string::npos) << call << ": " << failure;
        EXPECT_NE(failure.find(", but was given "), std::string::npos) << call << ": " << failure;
        ++tried;
    }
    EXPECT_GT(tried, 25);
}

struct Given {
    const char* body;
    const char* told;
};
void PrintTo(const Given& given, std::ostream* out) { *out << given.body; }

class TooMuch : public ::testing::TestWithParam<Given> {};

TEST_P(TooMuch, is_told_with_the_remedy) {
    const std::string failure = failure_of(GetParam().body);
    EXPECT_NE(failure.find(GetParam().told), std::string::npos) << failure;
}

INSTANTIATE_TEST_SUITE_P(
    Table, TooMuch,
    ::testing::Values(
        Given{"e:wait(-1)", "in event:wait([timeout]), the timeout is from 0 to 9e9 seconds, but was given -1"},
        Given{"m:lock('soon')", "in mutex:lock([timeout]), the timeout is a number of seconds, but was given a string"},
        Given{"m:lock{timeout = 2}", "the timeout is a number of seconds, but was given a table"},
        Given{"s:acquire(0/0)", "in semaphore:acquire([timeout]), the timeout is from 0 to 9e9 seconds"},
        Given{"c:receive(1e10)", "in channel:receive([timeout]), the timeout is from 0 to 9e9 seconds"},
        Given{"c:send(1, -2)", "in channel:send(message, [timeout]), the timeout is from 0 to 9e9 seconds"},
        Given{"full:wait(m, true)", "in condition:wait(mutex, [timeout]), the timeout is a number of seconds"},
        Given{"both:wait(-1)", "in barrier:wait([timeout]), the timeout is from 0 to 9e9 seconds"},
        Given{"await(spawn(g), 3, 4)", "await(future, [timeout]) takes at most 2 arguments, but was given 3"},
        Given{"spawn(g):result('a')", "in future:result([timeout]), the timeout is a number of seconds"},
        Given{"yield(1)", "yield() takes no argument, but was given 1; to pause, write sleep(seconds)"},
        Given{"sleep(1, 2)", "sleep(seconds) takes one argument, but was given 2"},
        Given{"gather{spawn(g), return_errors = true}", "the option return_exceptions: it does not know return_errors"},
        Given{"as_completed{spawn(g), seconds = 3}", "and the option timeout: it does not know seconds"},
        Given{"shield(3)", "shield is for a future"},
        Given{"wait({spawn(g)}, {return_when = 'first'})",
              "story.lua:5: in task main: wait takes a list of futures and"},
        Given{"wait({spawn(g)}, {after = 3})", "but was given after"}, Given{"wait(spawn(g), 3)", "but was given"},
        Given{"gather({spawn(g)}, 5)", "gather takes one list of futures"},
        Given{"gather(spawn(g), 5)", "gather is for"},
        Given{"work('search', 10, { nativ = true })", "has no option nativ"},
        Given{"work('search', 10, true)", "takes its options as a table, not a truth value"},
        Given{"expect()", "was given no condition"},
        Given{"measure('a', 'b')", "number is a number, but was given a"}));

TEST(TrailingNil, is_no_argument) { EXPECT_EQ(printed_by("m:lock(nil) yield(nil, nil) print('here')")[0], "here"); }

TEST(EveryConstructor, refuses_what_it_does_not_take) {
    const std::pair<const char*, const char*> kFiles[] = {
        {"m = mutex(1)", "mutex() takes no argument, but was given 1"},
        {"c = condition(1)", "condition takes its mutex, or nothing, but was given"},
        {"c = condition(mutex(), 2)", "its mutex is given to wait"},
        {"e = event(true)", "event() takes no argument"},
        {"s = semaphore(1, 2)", "semaphore(permits) takes one argument, but was given 2"},
        {"b = barrier(2, 3)", "barrier(parties) takes one argument"},
        {"q = channel(2, 'ring')", "channel{ capacity = 8, transport = \"ring\" }"},
        {"q = channel{ size = 2 }", "channel has no option size"},
        {"v = variable(0, true)", "takes its options as a table, not a truth value"},
        {"v = variable(0, { shared = true })", "has no option shared"},
        {"v = variable(0, {}, 1)", "takes at most 2 arguments, but was given 3"},
        {"knobs = { n = knob(3, { mni = 1 }) }", "a knob has no option mni"},
        {"knobs = { n = seconds(3, {}, 1) }", "takes at most 2 arguments"},
    };
    for (const auto& [file, told] : kFiles) {
        const std::string refusal = refusal_of(std::string(file) + "\nfunction main() end");
        EXPECT_EQ(refusal.rfind("story.lua:1: ", 0), 0u) << file << ": " << refusal;
        EXPECT_NE(refusal.find(told), std::string::npos) << file << ": " << refusal;
    }
}

}  // namespace
}  // namespace simul::testing
