#include "engine/os/library.h"

#include <dlfcn.h>

namespace simul::os {

std::optional<Library> Library::load(std::initializer_list<const char*> names) {
    for (const char* const name : names)
        if (void* const handle = dlopen(name, RTLD_NOW | RTLD_LOCAL)) return Library(handle);
    return std::nullopt;
}

void* Library::address_of(const char* name) const { return dlsym(handle_, name); }

}  // namespace simul::os
