// A list that only grows: one thread appends, others read what has been appended, and nothing ever moves.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>

#include "engine/base/ensure.h"

namespace simul {

/// Memory that no item has come to is never touched, and so costs nothing.
template <class Item, std::size_t kChunkItems = 65536, std::size_t kMostChunks = 4096>
class ChunkedLog {
    static_assert(std::is_trivially_copyable_v<Item> && std::is_trivially_destructible_v<Item>);

  public:
    ChunkedLog() : chunks_(std::make_unique<Directory>()) {}

    /// By the one writer only. Readers see the item as soon as they see the new size.
    void append(const Item& item) {
        const std::size_t size = size_.load(std::memory_order_relaxed);
        const std::size_t chunk = size / kChunkItems;
        if (size % kChunkItems == 0) open_chunk(chunk);
        new (&(*chunks_)[chunk][size % kChunkItems]) Item(item);
        size_.store(size + 1, std::memory_order_release);
    }

    std::size_t size() const { return size_.load(std::memory_order_acquire); }
    /// `index` must be below a size that this thread has seen.
    const Item& operator[](std::size_t index) const {
        return *std::launder(reinterpret_cast<const Item*>(&(*chunks_)[index / kChunkItems][index % kChunkItems]));
    }

  private:
    struct Place {
        alignas(Item) std::byte bytes[sizeof(Item)];
    };
    using Directory = std::array<std::unique_ptr<Place[]>, kMostChunks>;

    void open_chunk(std::size_t chunk) {
        ensure(chunk < kMostChunks, "a trace holds at most 268 million events");
        (*chunks_)[chunk] = std::unique_ptr<Place[]>(new Place[kChunkItems]);
    }

    std::unique_ptr<Directory> chunks_;
    std::atomic<std::size_t> size_{0};
};

}  // namespace simul
