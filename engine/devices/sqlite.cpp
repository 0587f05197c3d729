#include "engine/devices/sqlite.h"

#include <optional>

#include "engine/devices/libraries.h"
#include "engine/os/library.h"

namespace simul {

Result<Sqlite> Sqlite::load() {
    constexpr int kWithStrictTables = 3'037'000;
    const std::optional<os::Library> library = os::Library::load({"libsqlite3.so.0"});
    Sqlite all{};
    const bool found =
        library && library->find("sqlite3_vfs_find", all.vfs_find) && library->find("sqlite3_open_v2", all.open) &&
        library->find("sqlite3_close", all.close) && library->find("sqlite3_exec", all.exec) &&
        library->find("sqlite3_prepare_v2", all.prepare) && library->find("sqlite3_bind_text", all.bind_text) &&
        library->find("sqlite3_bind_int64", all.bind_int64) && library->find("sqlite3_step", all.step) &&
        library->find("sqlite3_column_int64", all.column_int64) && library->find("sqlite3_reset", all.reset) &&
        library->find("sqlite3_finalize", all.finalize) && library->find("sqlite3_errmsg", all.errmsg) &&
        library->find("sqlite3_libversion_number", all.libversion_number);
    if (found && all.libversion_number() >= kWithStrictTables) return all;
    return Error{
        "A real database needs SQLite 3.37 or newer, which is not on this computer: install the package libsqlite3-0, "
        "or choose --clock simulated."};
}

Result<void> find_sqlite() {
    const Result<Sqlite> loaded = Sqlite::load();
    return loaded ? Result<void>() : Result<void>(loaded.error());
}

}  // namespace simul
