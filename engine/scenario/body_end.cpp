#include "engine/scenario/body_end.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "engine/scenario/plain_value.h"

namespace simul {

namespace {

constexpr const char* kSystemExit = "SystemExit";

void add_field(PlainValue::Table& into, std::string name, std::string value) {
    auto& [key, content] = into.emplace_back();
    key.content = std::move(name);
    content.content = std::move(value);
}

/// A sentence, and what pcall gives of it.
std::string told_of_type(const std::string& type, const std::string& message, PlainValue::Table more) {
    PlainValue::Table error = std::move(more);
    add_field(error, "message", message);
    add_field(error, "type", type);
    std::string told = type + ": " + message;
    told += '\0';
    pack(PlainValue(std::move(error)), told);
    return told;
}

/// As sys.exit has it: a whole number is the code, nothing is 0, and of all else the code is 1, and it is printed.
struct Exit {
    std::int64_t code = 0;
    std::string words;
};

Exit exit_with(const PlainValue& given) {
    if (const auto* const number = std::get_if<std::int64_t>(&given.content)) return {*number, {}};
    if (const auto* const truth = std::get_if<bool>(&given.content)) return {*truth ? 1 : 0, {}};
    Packed packed;
    pack(given, packed);
    return {1, preview(packed, kShortBytes)};
}

std::optional<Exit> exit_in(std::string_view told) {
    std::string_view packed = raised_value(told);
    if (packed.empty()) return std::nullopt;
    const PlainValue value = unpack(packed);
    const auto* const fields = std::get_if<PlainValue::Table>(&value.content);
    Exit exit;
    bool exits = false;
    for (std::size_t i = 0; fields && i < fields->size(); ++i) {
        const auto& [field, given] = (*fields)[i];
        const auto* const name = std::get_if<std::string>(&field.content);
        const auto* const text = std::get_if<std::string>(&given.content);
        if (name && *name == "type" && text) exits = *text == kSystemExit;
        if (name && *name == "code") exit = exit_with(given);
    }
    return exits ? std::optional(exit) : std::nullopt;
}

}  // namespace

std::string told_of_exit(std::int64_t code) {
    return told_of_type(kSystemExit, fmt::format("{}", code), {{PlainValue(std::string("code")), PlainValue(code)}});
}

std::string last_words_in(std::string_view told) {
    const std::optional<Exit> exit = exit_in(told);
    return exit ? exit->words : std::string();
}

BodyEnd settled_exit(BodyEnd end, Model model, TaskId task) {
    const bool is_own = has_daemons(model) || task == kMainTask;
    const std::optional<Exit> exit = is_own && end.ending == Ending::failed ? exit_in(end.told) : std::nullopt;
    if (!exit) return end;
    // The system keeps eight bits of it. A thread has none.
    const bool has_process = model == Model::processes || task == kMainTask;
    return {Ending::returned, {}, has_process ? static_cast<int>(exit->code & 0xff) : 0};
}

std::string told_of_broken_pool() {
    return told_of_type("BrokenProcessPool",
                        "a process of the pool was ended abruptly, and the pool is not usable any more", {});
}

std::string told_of_broken_pipe(std::string_view stream) {
    return told_of_type("BrokenPipeError",
                        fmt::format("the reading end of {} is closed, and nobody can read this any more", stream), {});
}

std::string why_no_process(OperationKind asks, Model model, const AskedTask& asked) {
    if (asked.by_hand) return "no task, and no process, stands behind this future";
    const bool kills = asks == OperationKind::kill;
    if (model == Model::process_pool && !kills)
        return "exit_code is for a task that has a process of its own: its worker goes on with other tasks; await says "
               "how it has ended";
    if (!copies_variables(model) && kills)
        return fmt::format(
            "kill ends a process, and on {} tasks have none of their own: let it look at an event that you set, or "
            "cancel() it",
            name_of(model));
    if (!copies_variables(model))
        return fmt::format(
            "exit_code is for a process, and on {} tasks have none of their own: await says how it ended",
            name_of(model));
    if (kills && asked.task == kMainTask) return "main is the program itself: it ends by exit(1), or by returning";
    if (kills && asked.is_call) return "a done callback runs in the process of another task: kill that one";
    return {};
}

int exit_code_of(Ending ending, int detail) {
    if (ending != Ending::died) return ending == Ending::failed ? 1 : detail;
    return detail == 0 ? 1 : -detail;
}

BodyEnd body_end_of(const std::exception_ptr& exception) {
    if (!exception) return {};
    try {
        std::rethrow_exception(exception);
    } catch (const Cancelled&) {
        return {Ending::cancelled, {}, 0};
    } catch (const Stopped&) {
        return {Ending::cancelled, {}, 0};
    } catch (const ProcessDied& death) {
        return {Ending::died, death.told(), death.signal};
    } catch (const StoryErrorAt& error) {
        return {Ending::failed, error.told(), 0, error.line};
    } catch (const StoryError& error) {
        return {Ending::failed, error.told(), 0};
    } catch (const std::exception& error) {
        return {Ending::failed, error.what(), 0};
    } catch (...) {
        return {Ending::failed, kThrewSomething, 0};
    }
}

}  // namespace simul
