# Writes OUTPUT, a C++ file that holds the text of FILE, which is shorter than the 16 KB that all compilers take.
file(READ "${FILE}" text)
file(WRITE "${OUTPUT}" "// Written by engine/scenario/lua/embed_prelude.cmake from prelude.lua.
#include \"engine/scenario/lua/prelude.h\"

namespace simul::lua {
const char* const kPrelude = R\"simul(${text})simul\";
}  // namespace simul::lua
")
