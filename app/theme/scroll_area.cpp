#include "app/theme/scroll_area.h"

#include <algorithm>
#include <string>

#include "app/theme/compat.h"

namespace simul::theme {

ScrollArea::ScrollArea(std::string_view name, const layout::Box& box, float height)
    : content_(box), height_(height), texts_(box, false, true) {
    begin(name, box);
    content_.bottom = content_.top + height;
    if (height > box.height()) content_.right -= px(12);
}

ScrollArea::ScrollArea(std::string_view name, const layout::Box& box) : content_(box), texts_(box, false, true) {
    begin(name, box);
    if (ImGui::GetScrollMaxY() > 0) content_.right -= px(12);  // as its content was in the last frame
}

void ScrollArea::begin(std::string_view name, const layout::Box& box) {
    ImGui::SetCursorScreenPos(top_left(box));
    ImGui::PushID(static_cast<int>(subject_of_frame()));
    compat::begin_child(std::string(name).c_str(), {box.width(), box.height()},
                        ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoMove |
                            ImGuiWindowFlags_NoScrollWithMouse);
    list_ = ImGui::GetWindowDrawList();
    content_.top -= ImGui::GetScrollY();
}

ScrollArea::~ScrollArea() {
    constexpr float kLinesATurn = 5, kMostOfTheArea = 0.67F;
    if (ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) && !wheel_is_taken())
        if (const float turned = take_wheel(); turned != 0) {
            const float line =
                std::min(kLinesATurn * line_height(Face::body), kMostOfTheArea * ImGui::GetWindowHeight());
            ImGui::SetScrollY(std::clamp(ImGui::GetScrollY() - turned * line, 0.0F,
                                         std::max(0.0F, height_ - ImGui::GetWindowHeight())));
        }
    ImGui::SetCursorPos({0, 0});
    ImGui::Dummy({1, height_});
    ImGui::EndChild();
    ImGui::PopID();
}

void ScrollArea::show(float from, float until) {
    const float view = ImGui::GetWindowHeight(), scroll = ImGui::GetScrollY();
    if (from < scroll || until > scroll + view) ImGui::SetScrollY(std::max(0.0F, (from + until - view) / 2));
}

}  // namespace simul::theme
