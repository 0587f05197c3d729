// What the story asks before its first run: say what you expect, then see.
#include <algorithm>

#include "app/panels/panels.h"
#include "app/theme/compat.h"
#include "app/theme/widgets.h"
#include "app/workspace/prediction.h"

namespace simul::panels {
namespace {

using namespace theme;

constexpr float kAnswerRow = 44;

float card_height(const Question& question, float width) {
    const std::size_t rows = std::max<std::size_t>(question.choices.size(), 1);
    return px(20) + line_height(Face::body) + paragraph_height(width, question.text, Face::title) + px(12) +
           static_cast<float>(rows) * px(kAnswerRow + 8) + px(spacing().control + 24);
}

void draw_answers(const Question& question, Commands& commands, Box& rest) {
    for (std::size_t i = 0; i < question.choices.size(); ++i) {
        const Box row = rest.take_top(px(kAnswerRow));
        const std::string name = "answer " + std::to_string(i + 1);
        const Touch touched = touch(name, row);
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->AddRectFilled(top_left(row), bottom_right(row),
                            mixed(Tone::raised, Tone::accent, touched.hovered ? 0.16F : 0), px(8));
        compat::add_frame(*list, top_left(row), bottom_right(row), colour(touched.hovered ? Tone::accent : Tone::line),
                          px(8), 1);
        Box inner = row.inset(px(14), 0);
        draw_text_in(list, inner.take_left(px(24)), {std::to_string(i + 1), Face::body, colour(Tone::dim)});
        draw_text_in(list, inner, {question.choices[i].text, Face::strong});
        const bool chosen_by_digit = compat::typed(static_cast<char>('1' + i)) && !ImGui::GetIO().WantTextInput;
        if (touched.clicked || chosen_by_digit) commands.push_back(workspace::Predict{question.choices[i].text});
        rest.top += px(8);
    }
}

void draw_number(const Workspace& workspace, const Question& question, Commands& commands, Box& rest) {
    std::string typed = workspace.story->prediction.typed;
    Box row = rest.take_top(px(kAnswerRow));
    rest.top += px(8);
    const ButtonFace face{"Answer", "", -1, ButtonKind::primary, !typed.empty()};
    const bool pressed = button("answer", row.take_right(button_width(face)), face);
    row.right -= px(8);
    if (!question.unit.empty()) {
        const Box unit = row.take_right(text_width(question.unit) + px(4));
        draw_text_in(ImGui::GetWindowDrawList(), unit, {question.unit, Face::body, colour(Tone::dim)});
        row.right -= px(8);
    }
    if (text_field("answer number", row, typed, "a number")) commands.push_back(workspace::TypeAnswer{typed});
    const bool entered = compat::key_pressed(compat::Key::enter, false) && !typed.empty();
    if (pressed || entered) commands.push_back(workspace::Predict{typed});
}

}  // namespace

void draw_prediction(const Workspace& workspace, Commands& commands, Box box) {
    const Question* question = workspace::question_of(workspace);
    if (question == nullptr) return;
    const Panel panel("prediction", box);
    const float width = std::min(px(560), panel.inside().width());
    const float height = card_height(*question, width);
    const layout::Point middle = box.centre();
    Box rest{middle.x - width / 2, std::max(panel.inside().top, middle.y - height / 2), middle.x + width / 2,
             panel.inside().bottom};
    ImDrawList* list = panel.list();
    draw_text_in(list, rest.take_top(line_height(Face::body)),
                 {"Before it runs: what do you expect?", Face::body, colour(Tone::dim)});
    rest.top += px(8);
    rest.top += draw_paragraph(list, {rest.left, rest.top}, width, {question->text, Face::title}) + px(12);
    question->choices.empty() ? draw_number(workspace, *question, commands, rest)
                              : draw_answers(*question, commands, rest);
    const ButtonFace skip{"Skip, and run it", "(Enter)", -1, ButtonKind::quiet};
    const bool skipped_by_key = question->choices.empty() ? false : compat::key_pressed(compat::Key::enter, false);
    if (button("skip prediction", rest.take_top(px(spacing().control)), skip) || skipped_by_key)
        commands.push_back(workspace::SkipPrediction{});
}

}  // namespace simul::panels
