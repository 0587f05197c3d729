# Writes OUTPUT, a C++ file that holds the text of each of FILES (separated by "|"), and of the file NAME.py beside it.
# Literals stay below 16 KB, as compilers may refuse longer ones, and are cut only at the end of a line.
set(kLongestLiteral 15000)

function(raw_literals text result)
    set(literals "")
    string(LENGTH "${text}" left)
    while(left GREATER kLongestLiteral)
        string(SUBSTRING "${text}" 0 ${kLongestLiteral} piece)
        string(FIND "${piece}" "\n" cut REVERSE)
        math(EXPR cut "${cut} + 1")
        if(cut EQUAL 0)
            message(FATAL_ERROR "A line of more than ${kLongestLiteral} bytes cannot be embedded. Break it.")
        endif()
        string(SUBSTRING "${text}" 0 ${cut} piece)
        string(SUBSTRING "${text}" ${cut} -1 text)
        string(LENGTH "${text}" left)
        string(APPEND literals "\n     R\"simul(${piece})simul\"")
    endwhile()
    set(${result} "${literals}\n     R\"simul(${text})simul\"" PARENT_SCOPE)
endfunction()

string(REPLACE "|" ";" files "${FILES}")
set(entries "")
set(count 0)
foreach(path IN LISTS files)
    get_filename_component(name "${path}" NAME_WE)
    file(READ "${path}" text)
    raw_literals("${text}" literals)
    set(python " \"\"")
    string(REGEX REPLACE "[.]lua$" ".py" beside "${path}")
    if(EXISTS "${beside}")
        file(READ "${beside}" text)
        raw_literals("${text}" python)
    endif()
    string(APPEND entries "    {\"${name}\",${literals},${python}},\n")
    math(EXPR count "${count} + 1")
endforeach()

file(WRITE "${OUTPUT}" "// Written by scenarios/embed.cmake from scenarios/*.lua and scenarios/*.py.
#include \"scenarios/embedded.h\"

namespace simul {

const EmbeddedScenario kEmbeddedScenarios[] = {
${entries}    {nullptr, nullptr, nullptr},
};
const std::size_t kEmbeddedScenarioCount = ${count};

}  // namespace simul
")
