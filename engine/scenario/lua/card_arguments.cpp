#include "engine/scenario/lua/card_arguments.h"

#include <fmt/format.h>

#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/devices.h"
#include "engine/scenario/lua/lua_task.h"
#include "engine/scenario/lua/values.h"
#include "engine/scenario/nearest.h"

namespace simul::lua {

static GpuKernel gpu_kernel_of(const Operation& operation) {
    return *word_named<GpuKernel>(*operation.text, kGpuKernelNames);
}

static std::string no_such_kernel(const char* usage, std::string_view given) {
    const std::vector<std::string> names(std::begin(kGpuKernelNames), std::end(kGpuKernelNames));
    const std::string meant = given.empty() ? std::string() : nearest(given, names);
    return fmt::format("in {}, the kernel is one of {}{}", usage, listed(names),
                       meant.empty() ? "" : fmt::format(": is \"{}\" meant?", meant));
}

void take_gpu_kernel(lua_State* L, int index, const char* usage, Operation& operation) {
    std::size_t length = 0;
    const char* const name = lua_type(L, index) == LUA_TSTRING ? lua_tolstring(L, index, &length) : "";
    const std::string_view given(name, length);
    if (!word_named<GpuKernel>(given, kGpuKernelNames)) {
        state_of(L).scratch = no_such_kernel(usage, given);
        complain(L, "%s", state_of(L).scratch.c_str());
    }
    LuaTask& task = *task_of(L);
    task.text.assign(given);
    operation.text = &task.text;
    operation.expected = 1;
}

Argument size_on_card(const Operation& operation, Argument argument) {
    argument.least = 1;
    argument.most = most_of(gpu_kernel_of(operation));
    return argument;
}

void refuse_needless_rounds(lua_State* L, const char* usage, const Operation& operation) {
    if (operation.expected > 1 && gpu_kernel_of(operation) != GpuKernel::stir)
        complain(L, "in %s, only \"stir\" has more than one round", usage);
}

}  // namespace simul::lua
