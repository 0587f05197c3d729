#include "engine/study/crew.h"

#include <algorithm>

#include "engine/os/cores.h"
#include "engine/os/waiting.h"
#include "engine/run/study.h"

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

bool made_by_all_cores(Zygote& zygote, const std::vector<Batch>& batches, const std::string& asked, int stop_fd,
                       const std::function<bool(std::size_t batch, const Digests& digests)>& take) {
    struct Going {
        std::size_t batch;
        Study study;
    };
    std::vector<Going> going;
    const std::size_t most = os::allowed_cores().size();
    for (std::size_t next = 0; next < batches.size() || !going.empty();) {
        for (; next < batches.size() && going.size() < most; ++next) {
            Result<Study> study = Study::start_each(zygote, batches[next].settings, batches[next].seeds, asked);
            if (study)
                going.push_back({next, std::move(*study)});
            else if (!take(next, study.error()))
                return false;
        }
        for (std::size_t i = 0; i < going.size();) {
            // Whoever waits for the first hears of the end of any.
            if (going[i].study.take_news(i == 0 ? kLookMs : 0, stop_fd)) {
                ++i;
                continue;
            }
            const std::size_t batch = going[i].batch;
            if (!take(batch, digests_in(going[i].study.answer(), batches[batch].seeds.size()))) return false;
            going.erase(going.begin() + static_cast<std::ptrdiff_t>(i));
        }
        if (is_readable(stop_fd)) return false;
    }
    return true;
}

}  // namespace simul
