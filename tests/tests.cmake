# Each tests/<room>/*_test.cpp goes into one program, simul_<room>_tests. A new file needs no line here.
#
# In ctest the tests of a room are <room>.exact.1 to 4, a quarter of them each, and <room>.real: suites whose name begins
# with "Real", which measure runs on this computer: they come last, when nothing else computes. A process for each test
# would take longer to start than most tests take.

set(kSeconds 120)  # for a check
set(kSecondsOfRoom 900)
set(kShards 4)

# simul_shard(<name> <program> <label> <filter> <count> <index> …properties)
function(simul_shard name program label filter count index)
    add_test(NAME ${name} COMMAND ${program} "--gtest_filter=${filter}" --gtest_brief=1 WORKING_DIRECTORY "${CMAKE_BINARY_DIR}")
    set_tests_properties(
        ${name} PROPERTIES TIMEOUT ${kSecondsOfRoom} LABELS ${label} ENVIRONMENT
                           "GTEST_TOTAL_SHARDS=${count};GTEST_SHARD_INDEX=${index}" ${ARGN})
endfunction()

# simul_tests(<room> <libraries…>)
function(simul_tests room)
    set(folder ${room})
    if(room STREQUAL "run")
        set(folder executors)  # tests/run is the program that runs all tests
    endif()
    file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/${folder}/*_test.cpp")
    if(NOT sources)
        return()
    endif()
    set(program simul_${room}_tests)
    add_executable(${program} ${sources})
    target_link_libraries(${program} PRIVATE ${ARGN} GTest::gtest_main)
    target_compile_options(${program} PRIVATE -O0)  # what they test is optimised; they are compiled in half the time
    target_compile_definitions(${program} PRIVATE "SIMUL_SOURCE_DIR=\"${CMAKE_SOURCE_DIR}\""
                                                  "SIMUL_BINARY=\"${CMAKE_BINARY_DIR}/simul\"")
    set_target_properties(${program} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    foreach(shard RANGE 1 ${kShards})
        math(EXPR index "${shard} - 1")
        simul_shard(${room}.exact.${shard} ${program} exact "-Real*:*/Real*" ${kShards} ${index})
        set_property(GLOBAL APPEND PROPERTY SIMUL_EXACT_TESTS ${room}.exact.${shard})
    endforeach()
    if(room STREQUAL "scenarios")  # half of the time of all: two at a time
        foreach(index 0 1)
            simul_shard(${room}.real.${index} ${program} real "Real*:*/Real*" 2 ${index})
            set_property(GLOBAL APPEND PROPERTY SIMUL_REAL_TESTS ${room}.real.${index})
        endforeach()
    else()
        simul_shard(${room}.real ${program} real "Real*:*/Real*" 1 0 RUN_SERIAL TRUE)
        set_property(GLOBAL APPEND PROPERTY SIMUL_REAL_TESTS ${room}.real)
    endif()
endfunction()

simul_room(simul_test_support FILES tests/support/*.cpp
           LINKS simul_stories simul_run simul_analysis nlohmann_json::nlohmann_json GTest::gtest)

simul_tests(base simul_base)
simul_tests(os simul_os)
simul_tests(devices simul_devices)
simul_tests(trace simul_trace)
simul_tests(scenario simul_test_support simul_scenario)
if(SIMUL_LUA)
    simul_tests(lua simul_test_support simul_lua simul_run)
endif()
simul_tests(run simul_test_support simul_run)
simul_tests(analysis simul_test_support simul_analysis)
simul_tests(scenarios simul_test_support simul_stories simul_run simul_analysis)
simul_tests(study simul_test_support simul_study)
simul_tests(layout simul_test_support simul_layout)
simul_tests(workspace simul_test_support simul_workspace)
if(SIMUL_WINDOW)
    simul_tests(theme simul_test_support simul_theme)
    simul_tests(scenes simul_test_support simul_scenes)
    simul_room(simul_gui_support GIVEN tests/gui/gui.cpp LINKS simul_test_support simul_window)
    simul_tests(gui simul_gui_support)
    find_package(X11 QUIET)  # comes with what GLFW needs
    if(X11_FOUND AND TARGET simul_gui_tests)
        add_executable(simul_drop tests/gui/drop.cpp)
        target_link_libraries(simul_drop PRIVATE simul_options X11::X11)
        add_dependencies(simul_gui_tests simul_drop)
        target_compile_definitions(simul_gui_tests PRIVATE "SIMUL_DROP=\"$<TARGET_FILE:simul_drop>\"")
    endif()
endif()
simul_tests(command_line simul_test_support simul_command_line)
if(TARGET simul AND TARGET simul_command_line_tests)
    add_dependencies(simul_command_line_tests simul)
endif()

# The readers of what strangers make: tried by chance in the test, by libFuzzer in the preset `fuzz` (tests/fuzz/run).
simul_room(simul_fuzz_targets GIVEN tests/fuzz/targets.cpp LINKS simul_command_line simul_workspace simul_layout)
simul_tests(fuzz simul_fuzz_targets)
if(SIMUL_FUZZ)
    foreach(target story trace events bundle schedule preferences description memory answer)
        add_executable(simul_fuzz_${target} tests/fuzz/libfuzzer.cpp)
        target_link_libraries(simul_fuzz_${target} PRIVATE simul_fuzz_targets)
        target_compile_definitions(simul_fuzz_${target} PRIVATE SIMUL_FUZZ_TARGET=${target})
        target_link_options(simul_fuzz_${target} PRIVATE -fsanitize=fuzzer)
        set_target_properties(simul_fuzz_${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    endforeach()
endif()

# The tests of what runs in parallel, for the tsan preset.
add_custom_target(simul_parallel_tests)
foreach(room os trace run)
    if(TARGET simul_${room}_tests)
        add_dependencies(simul_parallel_tests simul_${room}_tests)
    endif()
endforeach()

if(SIMUL_BENCH AND benchmark_FOUND)
    file(GLOB benches CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/bench/*.cpp")
    if(NOT SIMUL_LUA)
        list(FILTER benches EXCLUDE REGEX "/lua\\.cpp$")
    endif()
    foreach(bench IN LISTS benches)
        get_filename_component(name "${bench}" NAME_WE)
        add_executable(simul_bench_${name} "${bench}")
        target_link_libraries(simul_bench_${name} PRIVATE simul_stories simul_run simul_layout simul_analysis
                                                          benchmark::benchmark_main)
        set_target_properties(simul_bench_${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bench")
    endforeach()
endif()

# The checks read the source; each has a self-test, which shows that it can fail.
if(NOT SIMUL_SANITIZE)
    foreach(check format layers size comments coroutines names readme)
        add_test(NAME check.${check} COMMAND "${CMAKE_SOURCE_DIR}/tests/checks/${check}" "${CMAKE_SOURCE_DIR}"
                                             "${CMAKE_BINARY_DIR}/simul")
        add_test(NAME check.self_test.${check} COMMAND "${CMAKE_SOURCE_DIR}/tests/checks/self_test" ${check})
        set_tests_properties(check.${check} check.self_test.${check} PROPERTIES LABELS check TIMEOUT ${kSeconds})
    endforeach()
endif()

get_property(exact_tests GLOBAL PROPERTY SIMUL_EXACT_TESTS)
get_property(real_tests GLOBAL PROPERTY SIMUL_REAL_TESTS)
set_tests_properties(${real_tests} PROPERTIES DEPENDS "${exact_tests}")
