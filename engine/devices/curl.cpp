#include "engine/devices/curl.h"

#include <optional>

#include "engine/devices/libraries.h"
#include "engine/os/library.h"

namespace simul {

Result<Curl> Curl::load() {
    const std::optional<os::Library> library =
        os::Library::load({"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl-nss.so.4"});
    Curl all{};
    const bool found =
        library && library->find("curl_global_init", all.global_init) &&
        library->find("curl_easy_init", all.easy_init) && library->find("curl_easy_setopt", all.easy_setopt) &&
        library->find("curl_easy_getinfo", all.easy_getinfo) &&
        library->find("curl_easy_strerror", all.easy_strerror) &&
        library->find("curl_easy_cleanup", all.easy_cleanup) && library->find("curl_multi_init", all.multi_init) &&
        library->find("curl_multi_setopt", all.multi_setopt) &&
        library->find("curl_multi_add_handle", all.multi_add_handle) &&
        library->find("curl_multi_remove_handle", all.multi_remove_handle) &&
        library->find("curl_multi_socket_action", all.multi_socket_action) &&
        library->find("curl_multi_info_read", all.multi_info_read) &&
        library->find("curl_multi_cleanup", all.multi_cleanup);
    if (found && all.global_init(CURL_GLOBAL_NOTHING) == CURLE_OK) return all;
    return Error{
        "A real server needs libcurl, which is not on this computer: install the package libcurl4, or choose --clock "
        "simulated."};
}

Result<void> find_libcurl() {
    const Result<Curl> loaded = Curl::load();
    return loaded ? Result<void>() : Result<void>(loaded.error());
}

}  // namespace simul
