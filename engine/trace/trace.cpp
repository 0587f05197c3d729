#include "engine/trace/trace.h"

#include <algorithm>
#include <cstring>

#include "engine/base/ensure.h"

namespace simul {

void Trace::set_header(TraceHeader header) {
    ensure(size() == 0, "the header of a trace stands before its events");
    header_ = std::move(header);
}

void Trace::append(const TraceEvent& event, std::string_view text) {
    TraceEvent marked = event;
    marked.has_text = !text.empty();
    if (marked.has_text) {
        const std::string_view copy = kept(text);
        texts_.append({events_.size(), copy.data(), copy.size()});
    }
    events_.append(marked);
}

std::string_view Trace::text_of(std::size_t index) const {
    if (!events_[index].has_text) return {};
    std::size_t low = 0, high = texts_.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (texts_[middle].event < index)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == texts_.size() || texts_[low].event != index) return {};
    return {texts_[low].begin, texts_[low].length};
}

std::string_view Trace::kept(std::string_view text) {
    constexpr std::size_t kPage = 1 << 16;
    if (text.size() > room_) {
        room_ = std::max(kPage, text.size());
        pages_.push_back(std::make_unique<char[]>(room_));
        next_ = pages_.back().get();
    }
    char* begin = next_;
    std::memcpy(begin, text.data(), text.size());
    next_ += text.size();
    room_ -= text.size();
    return {begin, text.size()};
}

}  // namespace simul
