// Lets a guard go for a while, where there is one.
#pragma once

#include <mutex>

namespace simul {

/// While it lives, others may have the guard. Null: there is nobody else.
class LetGo {
  public:
    explicit LetGo(std::mutex* guard) : guard_(guard) {
        if (guard_) guard_->unlock();
    }
    ~LetGo() {
        if (guard_) guard_->lock();
    }
    LetGo(const LetGo&) = delete;
    LetGo& operator=(const LetGo&) = delete;

  private:
    std::mutex* guard_;
};

}  // namespace simul
