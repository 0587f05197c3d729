#include "app/workspace/exercise_page.h"

#include <fmt/format.h>

#include "engine/run/policies/policies.h"

namespace simul::workspace {
namespace {

constexpr double kMargin = 18, kRow = 8, kName = 18;  ///< millimeters

/// Draws from the top of the page to its bottom.
class ExercisePage {
  public:
    ExercisePage(Page& page, const Exercise& exercise, const Solution& solution, bool filled)
        : page_(page), exercise_(exercise), solution_(solution), filled_(filled) {}

    void draw() {
        put_text(kMargin, 6, fmt::format("{}{}", policy_named(exercise_.policy)->title, filled_ ? ": solution" : ""),
                 true);
        y_ += 8;
        for (const std::string& line : question(exercise_)) put_paragraph(line);
        if (!solution_.draws.empty()) put_paragraph(draws());
        y_ += 4;
        put_sheet();
        y_ += 10;
        put_chart();
        y_ = kPageHeight - kMargin;
        put_text(kMargin, 3, fmt::format("simul exercise {} --seed {}", exercise_.policy, exercise_.seed));
    }

  private:
    void put_text(double x, double size, const std::string& text, bool bold = false, bool centered = false) {
        page_.put_text({x, y_, size, bold, centered}, text);
    }
    void put_line(double x1, double y1, double x2, double y2, double thickness = 0.2) {
        page_.put_line(x1, y1, x2, y2, thickness);
    }

    /// Lines of about as many letters as fit; no letter is wider than 0.52 of its size on average.
    void put_paragraph(const std::string& text) {
        constexpr double kSize = 4;
        constexpr auto kMost = static_cast<std::size_t>((kPageWidth - 2 * kMargin) / (kSize * 0.52));
        for (std::size_t at = 0; at < text.size();) {
            std::size_t length = text.size() - at;
            if (length > kMost) length = text.rfind(' ', at + kMost) - at;
            put_text(kMargin, kSize, text.substr(at, length));
            y_ += 6;
            at += length + 1;
        }
        y_ += 1.5;
    }
    std::string draws() const {
        std::string text = "The tickets that are drawn, where several are ready:";
        for (const std::int64_t ticket : solution_.draws) text += fmt::format(" {}", ticket);
        return text + ". Tickets are numbered from 0 on, as their holders became ready.";
    }

    void put_sheet() {
        const std::string& trait = exercise_.jobs.front().name;
        std::vector<std::string> heads = {"job", "arrival", "burst"};
        if (!trait.empty()) heads.push_back(trait);
        for (const char* asked : {"response", "turnaround", "wait"}) heads.emplace_back(asked);
        put_cells(heads, true);
        for (std::size_t i = 0; i < exercise_.jobs.size(); ++i) put_job(i);
    }
    void put_job(std::size_t index) {
        const ExerciseJob& job = exercise_.jobs[index];
        std::vector<std::string> cells = {fmt::format("{}", index + 1), fmt::format("{}", job.arrival),
                                          fmt::format("{}", job.burst)};
        if (!job.name.empty()) cells.push_back(fmt::format("{}", job.value));
        if (filled_) {
            const auto [first, finish] = first_and_finish(index + 1);
            for (const std::int64_t figure :
                 {first - job.arrival, finish - job.arrival, finish - job.arrival - job.burst})
                cells.push_back(fmt::format("{}", figure));
        } else {
            cells.resize(cells.size() + 3);
        }
        put_cells(cells, false);
    }
    std::pair<std::int64_t, std::int64_t> first_and_finish(std::size_t job) const {
        std::int64_t first = -1, finish = 0;
        for (std::size_t second = 0; second < solution_.chart.size(); ++second) {
            if (solution_.chart[second].count(job) == 0) continue;
            if (first < 0) first = static_cast<std::int64_t>(second);
            finish = static_cast<std::int64_t>(second) + 1;
        }
        return {first, finish};
    }
    void put_cells(const std::vector<std::string>& cells, bool bold) {
        const double width = (kPageWidth - 2 * kMargin) / static_cast<double>(cells.size());
        for (std::size_t i = 0; i < cells.size(); ++i)
            put_text(kMargin + width * (static_cast<double>(i) + 0.5), 4, cells[i], bold, true);
        y_ += 2.5;
        put_line(kMargin, y_, kPageWidth - kMargin, y_, bold ? 0.4 : 0.2);
        y_ += 5.5;
    }

    /// A row for each job, a column for each second.
    void put_chart() {
        const double left = kMargin + kName, top = y_;
        const auto seconds = static_cast<double>(solution_.chart.size());
        const double cell = (kPageWidth - kMargin - left) / seconds;
        const double bottom = top + kRow * static_cast<double>(exercise_.jobs.size());
        for (std::size_t second = 0; filled_ && second < solution_.chart.size(); ++second)
            for (const std::size_t job : solution_.chart[second])
                page_.put_box(left + cell * static_cast<double>(second), top + kRow * static_cast<double>(job - 1),
                              cell, kRow);
        for (std::size_t i = 0; i < exercise_.jobs.size(); ++i) {
            y_ = top + kRow * (static_cast<double>(i) + 0.68);
            put_text(kMargin, 4, fmt::format("job {}", i + 1));
        }
        for (std::size_t i = 0; i <= exercise_.jobs.size(); ++i)
            put_line(left, top + kRow * static_cast<double>(i), kPageWidth - kMargin,
                     top + kRow * static_cast<double>(i));
        for (std::size_t second = 0; second <= solution_.chart.size(); ++second) {
            const double x = left + cell * static_cast<double>(second);
            put_line(x, top, x, bottom);
            y_ = bottom + 5;
            if (second % 2 == 0) put_text(x, 3.2, fmt::format("{}", second), false, true);
        }
    }

    Page& page_;
    const Exercise& exercise_;
    const Solution& solution_;
    const bool filled_;
    double y_ = kMargin + 4;
};

}  // namespace

void put_exercise(Page& page, const Exercise& exercise, const Solution& solution, bool filled) {
    ExercisePage(page, exercise, solution, filled).draw();
}

}  // namespace simul::workspace
