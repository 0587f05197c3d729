#include "engine/scenario/lua/node_words.h"

#include "engine/scenario/lua/errors.h"
#include "engine/scenario/lua/lua_task.h"
#include "engine/scenario/lua/resources.h"
#include "engine/scenario/lua/values.h"

namespace simul::lua {

/// on("bank", channel(8)) gives the channel, which stands on that node. Which nodes there are is known once the file is
/// loaded (describe_nodes.cpp).
static int put_on_node(lua_State* L) {
    constexpr const char* kUsage = "on takes the name of a node and what stands there, as in on(\"bank\", channel(8))";
    State& state = state_of(L);
    const Handle* handle = handle_at(L, 2);
    if (lua_type(L, 1) != LUA_TSTRING || !handle || handle->is_knob || lua_gettop(L) > 2)
        complain(L, "%s, but was given %s and %s", kUsage, kind_at(L, 1), kind_at(L, 2));
    if (!state.loading) complain(L, "what stands on a node is said at the top of the file: name = on(\"bank\", …)");
    state.homes[handle->index] = lua_tostring(L, 1);
    lua_settop(L, 2);
    return 1;
}

static int node_of_task(lua_State* L) {
    if (!task_of(L)) complain(L, "node() is where a task runs: call it in main() or another function");
    const TaskContext& context = task_of(L)->context();
    const std::vector<NodeInfo>& nodes = state_of(L).description.nodes;
    if (nodes.empty()) complain(L, "the story names no nodes: write nodes = { \"shop\", \"bank\" }");
    lua_pushstring(L, nodes[index_of(context.granter->node_of(context))].name.c_str());
    return 1;
}

void open_node_words(lua_State* L) {
    static constexpr luaL_Reg kWords[] = {{"on", put_on_node}, {"node", node_of_task}, {nullptr, nullptr}};
    luaL_setfuncs(L, kWords, 0);
}

}  // namespace simul::lua
