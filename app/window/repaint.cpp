#include "app/window/repaint.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <unordered_map>
#include <utility>

#include "app/theme/compat.h"

namespace simul::window {
namespace {

using layout::Box;

constexpr float kTile = 32;             ///< units of the display
constexpr std::size_t kMostBoxes = 16;  ///< more would cost more than the pixels that they save

std::uint64_t mixed(std::uint64_t sign, std::uint64_t word) {
    sign = (sign ^ word) * 0x9e3779b97f4a7c15ULL;
    return sign ^ sign >> 29;
}

std::uint64_t mixed(std::uint64_t sign, const ImDrawVert& vertex) {
    std::uint64_t words[3] = {};
    std::memcpy(words, &vertex, std::min(sizeof words, sizeof vertex));
    return mixed(mixed(mixed(sign, words[0]), words[1]), words[2]);
}

Box box_of(const ImVec4& clip) { return {clip.x, clip.y, clip.z, clip.w}; }

Box common(const Box& a, const Box& b) {
    return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right), std::min(a.bottom, b.bottom)};
}

Box around(const Box& a, const Box& b) {
    return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right), std::max(a.bottom, b.bottom)};
}

/// A clip matters only where it cuts the triangle's bounds.
std::uint64_t mixed(std::uint64_t sign, const Box& seen) {
    std::uint64_t words[2];
    static_assert(sizeof words == sizeof seen);
    std::memcpy(words, &seen, sizeof words);
    return mixed(mixed(sign, words[0]), words[1]);
}

float area_of(const Box& box) { return box.empty() ? 0 : box.width() * box.height(); }

/// With a pixel more at each side, as renderers round differently.
Box bounds_of(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
    const auto [left, right] = std::minmax({a.pos.x, b.pos.x, c.pos.x});
    const auto [top, bottom] = std::minmax({a.pos.y, b.pos.y, c.pos.y});
    return {left - 1, top - 1, right + 1, bottom + 1};
}

/// Merges the two that grow least by it.
void merge_best_pair(std::vector<Box>& boxes) {
    std::size_t best_a = 0, best_b = 1;
    float least = INFINITY;
    for (std::size_t a = 0; a < boxes.size(); ++a)
        for (std::size_t b = a + 1; b < boxes.size(); ++b) {
            const float more = area_of(around(boxes[a], boxes[b])) - area_of(boxes[a]) - area_of(boxes[b]);
            if (more >= least) continue;
            least = more;
            best_a = a;
            best_b = b;
        }
    boxes[best_a] = around(boxes[best_a], boxes[best_b]);
    boxes.erase(boxes.begin() + static_cast<std::ptrdiff_t>(best_b));
}

bool merge_overlapping(std::vector<Box>& boxes) {
    for (std::size_t a = 0; a < boxes.size(); ++a)
        for (std::size_t b = a + 1; b < boxes.size(); ++b)
            if (boxes[a].meets(boxes[b])) {
                boxes[a] = around(boxes[a], boxes[b]);
                boxes.erase(boxes.begin() + static_cast<std::ptrdiff_t>(b));
                return true;
            }
    return false;
}

}  // namespace

/// Which parts of the window differ.
class Repaint::Tiles {
  public:
    explicit Tiles(ImVec2 size)
        : columns_(static_cast<std::size_t>(std::ceil(size.x / kTile))),
          rows_(static_cast<std::size_t>(std::ceil(size.y / kTile))),
          marked_(columns_ * rows_, false) {}

    void mark(const Box& box) {
        if (box.empty()) return;
        const auto tile = [](float at, std::size_t most) {
            return std::min(static_cast<std::size_t>(std::max(0.0F, at / kTile)), most);
        };
        for (std::size_t row = tile(box.top, rows_ - 1); row <= tile(box.bottom, rows_ - 1); ++row)
            for (std::size_t column = tile(box.left, columns_ - 1); column <= tile(box.right, columns_ - 1); ++column)
                marked_[row * columns_ + column] = true;
    }

    /// A few boxes that do not overlap and cover what is marked.
    std::vector<Box> boxes() const {
        std::vector<Box> boxes;
        for (std::size_t row = 0; row < rows_; ++row) add_runs(boxes, row);
        constexpr std::size_t kTooMany = 160;
        while (boxes.size() > kTooMany) boxes = halved(boxes);
        while (boxes.size() > kMostBoxes) merge_best_pair(boxes);
        while (merge_overlapping(boxes)) {
        }
        return boxes;
    }

  private:
    /// A run that stands exactly below one of the row above makes that higher.
    void add_runs(std::vector<Box>& boxes, std::size_t row) const {
        const float top = static_cast<float>(row) * kTile;
        for (std::size_t column = 0; column < columns_; ++column) {
            if (!marked_[row * columns_ + column]) continue;
            std::size_t end = column;
            while (end < columns_ && marked_[row * columns_ + end]) ++end;
            const Box run{static_cast<float>(column) * kTile, top, static_cast<float>(end) * kTile, top + kTile};
            const auto above = std::find_if(boxes.begin(), boxes.end(), [&run](const Box& box) {
                return box.bottom == run.top && box.left == run.left && box.right == run.right;
            });
            if (above != boxes.end())
                above->bottom = run.bottom;
            else
                boxes.push_back(run);
            column = end;
        }
    }

    static std::vector<Box> halved(const std::vector<Box>& boxes) {
        std::vector<Box> half;
        for (std::size_t i = 0; i < boxes.size(); i += 2)
            half.push_back(i + 1 < boxes.size() ? around(boxes[i], boxes[i + 1]) : boxes[i]);
        return half;
    }

    std::size_t columns_, rows_;
    std::vector<bool> marked_;
};

bool Repaint::reduce(ImDrawData& drawn) {
    const bool was_known = takes_over(drawn) && known_;
    Tiles tiles(drawn.DisplaySize);
    triangles_ = 0;
    const std::span<ImDrawList* const> lists = compat::lists_to_change(drawn);
    for (std::size_t i = 0; i < lists.size(); ++i) {
        Known& known = lists_[i];
        if (!is_same(known, *lists[i])) {
            const std::vector<Triangle> before = std::exchange(known.triangles, {});
            learn(known, *lists[i]);
            if (was_known) mark_differences(tiles, before, known.triangles);
        }
        triangles_ += known.triangles.size();
    }
    known_ = true;
    left_ = triangles_;
    boxes_ = was_known ? tiles.boxes() : std::vector<Box>{};
    if (!was_known) return true;
    left_ = 0;
    for (std::size_t i = 0; i < lists.size(); ++i) leave_only(*lists[i], lists_[i]);
    return !boxes_.empty();
}

/// Whether the lists are of the same panels in the same order, in a window of the same size.
bool Repaint::takes_over(const ImDrawData& drawn) {
    const auto equal = [](const ImVec2& a, const ImVec2& b) { return a.x == b.x && a.y == b.y; };
    const std::span<const ImDrawList* const> lists = compat::lists_of(drawn);
    bool same =
        equal(size_, drawn.DisplaySize) && equal(scale_, drawn.FramebufferScale) && lists_.size() == lists.size();
    for (std::size_t i = 0; same && i < lists.size(); ++i) same = lists_[i].owner == compat::owner_of(*lists[i]);
    if (same) return true;
    size_ = drawn.DisplaySize;
    scale_ = drawn.FramebufferScale;
    lists_.assign(lists.size(), {});
    for (std::size_t i = 0; i < lists.size(); ++i) lists_[i].owner = compat::owner_of(*lists[i]);
    return false;
}

bool Repaint::is_same(const Known& known, const ImDrawList& list) {
    const auto alike = [](const auto& kept, const auto& now) {
        return kept.size() == static_cast<std::size_t>(now.Size) &&
               (kept.empty() || std::memcmp(kept.data(), now.Data, kept.size() * sizeof kept[0]) == 0);
    };
    return alike(known.vertices, list.VtxBuffer) && alike(known.indices, list.IdxBuffer) &&
           alike(known.commands, list.CmdBuffer);
}

void Repaint::learn(Known& known, const ImDrawList& list) {
    known.vertices.assign(list.VtxBuffer.begin(), list.VtxBuffer.end());
    known.indices.assign(list.IdxBuffer.begin(), list.IdxBuffer.end());
    known.commands.assign(list.CmdBuffer.begin(), list.CmdBuffer.end());
    known.triangles.clear();
    known.triangles.reserve(known.indices.size() / 3);
    for (const ImDrawCmd& command : known.commands) {
        const ImDrawVert* vertices = known.vertices.data() + command.VtxOffset;
        const ImDrawIdx* indices = known.indices.data() + command.IdxOffset;
        for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
            const ImDrawVert &a = vertices[indices[i]], &b = vertices[indices[i + 1]], &c = vertices[indices[i + 2]];
            const Box seen = common(bounds_of(a, b, c), box_of(command.ClipRect));
            const std::uint64_t sign = mixed(mixed(mixed(std::uint64_t{1}, a), b), c);
            known.triangles.push_back({mixed(sign, seen), seen});
        }
    }
}

void Repaint::mark_differences(Tiles& tiles, const std::vector<Triangle>& before, const std::vector<Triangle>& now) {
    std::unordered_map<std::uint64_t, int> count;
    // What both begin with and what both end with is the same.
    const auto alike = [](const Triangle& a, const Triangle& b) { return a.sign == b.sign; };
    const auto [from_before, from_now] = std::mismatch(before.begin(), before.end(), now.begin(), now.end(), alike);
    auto until_before = before.end(), until_now = now.end();
    while (until_before != from_before && until_now != from_now && alike(*(until_before - 1), *(until_now - 1))) {
        --until_before;
        --until_now;
    }
    count.reserve(static_cast<std::size_t>(until_before - from_before));
    for (auto it = from_before; it != until_before; ++it) ++count[it->sign];
    for (auto it = from_now; it != until_now; ++it)
        if (count[it->sign]-- <= 0) tiles.mark(it->bounds);
    for (auto it = from_before; it != until_before; ++it) {
        int& left = count[it->sign];
        if (left <= 0) continue;
        --left;
        tiles.mark(it->bounds);
    }
}

void Repaint::leave_only(ImDrawList& list, const Known& known) {
    list.CmdBuffer.resize(0);
    list.IdxBuffer.resize(0);
    std::size_t first = 0;  // triangle of the command
    for (const ImDrawCmd& command : known.commands) {
        const std::size_t count = command.ElemCount / 3;
        const ImDrawIdx* indices = known.indices.data() + command.IdxOffset;
        for (const Box& box : boxes_) {
            const Box clip = common(box, box_of(command.ClipRect));
            if (clip.empty()) continue;
            ImDrawCmd part = command;
            part.ClipRect = {clip.left, clip.top, clip.right, clip.bottom};
            part.IdxOffset = static_cast<unsigned>(list.IdxBuffer.Size);
            for (std::size_t i = 0; i < count; ++i)
                if (known.triangles[first + i].bounds.meets(clip))
                    for (std::size_t corner = 0; corner < 3; ++corner)
                        list.IdxBuffer.push_back(indices[3 * i + corner]);
            part.ElemCount = static_cast<unsigned>(list.IdxBuffer.Size) - part.IdxOffset;
            left_ += part.ElemCount / 3;
            if (part.ElemCount > 0) list.CmdBuffer.push_back(part);
        }
        first += count;
    }
}

}  // namespace simul::window
