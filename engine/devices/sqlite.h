// SQLite, loaded when a database is first opened.
#pragma once

#include <sqlite3.h>

#include "engine/base/result.h"

namespace simul {

struct Sqlite {
    static Result<Sqlite> load();

    decltype(&sqlite3_vfs_find) vfs_find;
    decltype(&sqlite3_open_v2) open;
    decltype(&sqlite3_close) close;
    decltype(&sqlite3_exec) exec;
    decltype(&sqlite3_prepare_v2) prepare;
    decltype(&sqlite3_bind_text) bind_text;
    decltype(&sqlite3_bind_int64) bind_int64;
    decltype(&sqlite3_step) step;
    decltype(&sqlite3_column_int64) column_int64;
    decltype(&sqlite3_reset) reset;
    decltype(&sqlite3_finalize) finalize;
    decltype(&sqlite3_errmsg) errmsg;
    decltype(&sqlite3_libversion_number) libversion_number;
};

}  // namespace simul
