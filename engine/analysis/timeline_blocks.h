// A list that only grows at its end, without a copy of what is there and without room to spare.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace simul {

/// Its first block grows from a few items, so that a hundred thousand short lists cost little; all others are whole.
/// The items of one block stand side by side.
template <class Item, std::size_t kBlockItems>
class Blocks {
    static_assert(std::is_trivially_copyable_v<Item>);

  public:
    void push(const Item& item) {
        if (size_ == room_) grow();
        blocks_[size_ / kBlockItems][size_ % kBlockItems] = item;
        ++size_;
    }
    void pop() { --size_; }

    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    const Item& operator[](std::size_t index) const { return blocks_[index / kBlockItems][index % kBlockItems]; }
    Item& operator[](std::size_t index) { return blocks_[index / kBlockItems][index % kBlockItems]; }
    /// The number of bytes that it has taken.
    std::size_t bytes() const { return room_ * sizeof(Item) + blocks_.capacity() * sizeof(blocks_[0]); }

  private:
    static constexpr std::size_t kFirstItems = 4;

    void grow() {
        if (size_ == 0 || size_ >= kBlockItems) {
            const std::size_t items = size_ == 0 ? std::min(kFirstItems, kBlockItems) : kBlockItems;
            blocks_.emplace_back(new Item[items]);
            room_ += items;
            return;
        }
        room_ = std::min(room_ * 2, kBlockItems);
        std::unique_ptr<Item[]> larger(new Item[room_]);
        std::copy_n(blocks_.back().get(), size_, larger.get());
        blocks_.back() = std::move(larger);
    }

    std::vector<std::unique_ptr<Item[]>> blocks_;
    std::size_t size_ = 0;
    std::size_t room_ = 0;
};

}  // namespace simul
