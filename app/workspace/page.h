// A page of A4 to be printed, in millimeters from its upper left corner.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace simul::workspace {

inline constexpr double kPageWidth = 210, kPageHeight = 297;

/// A line of text. `x` is where it begins, or its middle; it stands on `y`. `size`: millimeters from line to line.
struct PageText {
    double x = 0, y = 0, size = 4;
    bool bold = false, centered = false;
};

class Page {
  public:
    virtual ~Page() = default;
    virtual void put_text(const PageText& place, std::string_view text) = 0;
    virtual void put_line(double x1, double y1, double x2, double y2, double thickness) = 0;
    /// A gray box.
    virtual void put_box(double x, double y, double width, double height) = 0;
    /// The whole file.
    virtual std::string written() const = 0;
};

std::unique_ptr<Page> svg_page();
/// Its fonts are those that every reader of PDF has, and their letters those of Western Europe.
std::unique_ptr<Page> pdf_page();
/// By the ending of the file's name: .pdf; else SVG.
std::unique_ptr<Page> page_for(std::string_view path);

}  // namespace simul::workspace
