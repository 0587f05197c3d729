# Writes OUTPUT, a C++ file that holds the texts of FILES, each shorter than the 16 KB that all compilers take.
set(parts "")
foreach(file ${FILES})
    file(READ "${file}" text)
    string(APPEND parts "    R\"simul(${text})simul\",\n")
endforeach()
file(WRITE "${OUTPUT}" "// Written by engine/scenario/lua/embed_prelude.cmake.
#include \"engine/scenario/lua/prelude.h\"

namespace simul::lua {
const char* const kPrelude[kPreludeParts] = {
${parts}};
}  // namespace simul::lua
")
