// A list that only grows at its end, without a copy of what is there and without room to spare.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace simul {

/// Its first block grows from a few items, so that a hundred thousand short lists cost little; all others are whole.
template <class Item, std::size_t kBlockItems>
class Blocks {
    static_assert(std::is_trivially_copyable_v<Item> && std::is_trivially_destructible_v<Item>);

  public:
    void push(const Item& item) {
        if (size_ % kBlockItems == 0 || size_ == room_) [[unlikely]]
            make_room();
        *next_++ = item;
        ++size_;
    }
    void pop() {
        --size_;
        next_ = size_ == 0 ? nullptr : &(*this)[size_ - 1] + 1;
    }

    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    const Item& operator[](std::size_t index) const { return blocks_[index / kBlockItems].get()[index % kBlockItems]; }
    Item& operator[](std::size_t index) { return blocks_[index / kBlockItems].get()[index % kBlockItems]; }
    const Item& back() const { return next_[-1]; }
    Item& back() { return next_[-1]; }
    /// The number of bytes that it has taken.
    std::size_t bytes() const { return room_ * sizeof(Item) + blocks_.capacity() * sizeof(blocks_[0]); }

  private:
    static constexpr std::align_val_t kAlignment{alignof(Item)};
    static constexpr std::size_t kFirstItems = std::min<std::size_t>(4, kBlockItems);
    struct Release {
        void operator()(Item* items) const { ::operator delete(items, kAlignment); }
    };
    using Block = std::unique_ptr<Item, Release>;

    /// Memory is not touched before items are put there: half of the cost of a long list is the first touch.
    static Block block_of(std::size_t items) {
        return Block(static_cast<Item*>(::operator new(items * sizeof(Item), kAlignment)));
    }

    void make_room() {
        if (size_ == room_) grow();
        next_ = blocks_[size_ / kBlockItems].get() + size_ % kBlockItems;
    }

    void grow() {
        if (size_ == 0 || size_ >= kBlockItems) {
            const std::size_t items = size_ == 0 ? kFirstItems : kBlockItems;
            blocks_.push_back(block_of(items));
            room_ += items;
            return;
        }
        room_ = std::min(room_ * 2, kBlockItems);
        Block larger = block_of(room_);
        std::copy_n(blocks_.back().get(), size_, larger.get());
        blocks_.back() = std::move(larger);
    }

    std::vector<Block> blocks_;
    Item* next_ = nullptr;  ///< after the last item
    std::size_t size_ = 0;
    std::size_t room_ = 0;
};

}  // namespace simul
