// Libraries that are loaded only where they are needed, so that nobody else pays for them.
#pragma once

#include <initializer_list>
#include <optional>

namespace simul::os {

/// A library that is loaded, for as long as the process lives.
class Library {
  public:
    /// The first of these files that is on this computer.
    static std::optional<Library> load(std::initializer_list<const char*> names);

    /// False: the library has no such function.
    template <class Function>
    bool find(const char* name, Function*& function) const {
        function = reinterpret_cast<Function*>(address_of(name));
        return function != nullptr;
    }

  private:
    explicit Library(void* handle) : handle_(handle) {}
    void* address_of(const char* name) const;

    void* handle_;
};

}  // namespace simul::os
