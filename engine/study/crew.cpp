#include "engine/study/crew.h"

#include <algorithm>
#include <utility>

#include "engine/os/cores.h"
#include "engine/os/waiting.h"

namespace simul {

namespace {

/// How long one waits at most before one looks at all of them.
constexpr int kLookMs = 20;

Digests digests_in(const Result<std::string>& answer, std::size_t count) {
    if (!answer) return answer.error();
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < answer->size();) {
        const std::size_t end = std::min(answer->find('\n', at), answer->size());
        lines.push_back(answer->substr(at, end - at));
        at = end + 1;
    }
    if (lines.size() != count) return Error{"What the simulating process answered is not what it was asked for."};
    return lines;
}

bool is_readable(int fd) {
    const int fds[] = {fd};
    return fd >= 0 && os::wait_readable(fds, 0) != 0;
}

}  // namespace

Crew::Crew(Zygote& zygote, std::vector<Batch> batches, std::string asked)
    : zygote_(zygote), batches_(std::move(batches)), asked_(std::move(asked)) {}

bool Crew::start_more(const Take& take) {
    const std::size_t most = os::allowed_cores().size();
    for (; next_ < batches_.size() && going_.size() < most; ++next_) {
        Result<Study> study = Study::start_each(zygote_, batches_[next_].settings, batches_[next_].seeds, asked_);
        if (study)
            going_.push_back({next_, std::move(*study)});
        else if (!take(next_, study.error()))
            return false;
    }
    return true;
}

bool Crew::take_news(int timeout_ms, int wake_fd, const Take& take) {
    if (!start_more(take)) return false;
    for (std::size_t i = 0; i < going_.size();) {
        // Whoever waits for the first hears of the end of any.
        if (going_[i].study.take_news(i == 0 ? timeout_ms : 0, wake_fd)) {
            ++i;
            continue;
        }
        const std::size_t batch = going_[i].batch;
        if (!take(batch, digests_in(going_[i].study.answer(), batches_[batch].seeds.size()))) return false;
        going_.erase(going_.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return start_more(take) && !going_.empty();
}

void made_by_all_cores(Zygote& zygote, std::vector<Batch> batches, const std::string& asked, int stop_fd,
                       const Crew::Take& take) {
    Crew crew(zygote, std::move(batches), asked);
    while (crew.take_news(kLookMs, stop_fd, take))
        if (is_readable(stop_fd)) return;
}

}  // namespace simul
