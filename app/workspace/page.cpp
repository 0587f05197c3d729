#include "app/workspace/page.h"

#include <fmt/format.h>

#include <vector>

namespace simul::workspace {
namespace {

class SvgPage final : public Page {
  public:
    void put_text(const PageText& place, std::string_view text) override {
        body_ += fmt::format("<text x=\"{:.2f}\" y=\"{:.2f}\" font-size=\"{}\"{} text-anchor=\"{}\">{}</text>\n",
                             place.x, place.y, place.size, place.bold ? " font-weight=\"bold\"" : "",
                             place.centered ? "middle" : "start", escaped(text));
    }
    void put_line(double x1, double y1, double x2, double y2, double thickness) override {
        body_ += fmt::format(
            "<line x1=\"{:.2f}\" y1=\"{:.2f}\" x2=\"{:.2f}\" y2=\"{:.2f}\" stroke=\"black\" stroke-width=\"{}\"/>\n",
            x1, y1, x2, y2, thickness);
    }
    void put_box(double x, double y, double width, double height) override {
        body_ += fmt::format("<rect x=\"{:.2f}\" y=\"{:.2f}\" width=\"{:.2f}\" height=\"{}\" fill=\"#9a9a9a\"/>\n", x,
                             y, width, height);
    }
    std::string written() const override {
        return fmt::format(
                   "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}mm\" height=\"{1}mm\" viewBox=\"0 0 {0} {1}\" "
                   "font-family=\"sans-serif\">\n<rect width=\"{0}\" height=\"{1}\" fill=\"white\"/>\n",
                   kPageWidth, kPageHeight) +
               body_ + "</svg>\n";
    }

  private:
    static std::string escaped(std::string_view text) {
        std::string result;
        for (const char letter : text) {
            if (letter == '<')
                result += "&lt;";
            else if (letter == '&')
                result += "&amp;";
            else
                result += letter;
        }
        return result;
    }

    std::string body_;
};

// ---- PDF 1.4: a catalog, a page, two of the fonts that every reader has, and what is drawn.

constexpr double kPoints = 72 / 25.4;  ///< in a millimeter

/// How wide the letters of Helvetica are from the blank on, in thousandths of their size (Adobe's font metrics).
constexpr int kHelvetica[] = {278,  278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
                              556,  556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
                              1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
                              667,  778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
                              333,  556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
                              556,  556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584};

/// In the one-byte letters of Windows 1252, as far as it has them.
std::string in_windows_letters(std::string_view text) {
    std::string letters;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) {
            letters += text[i];
        } else if ((byte == 0xc2 || byte == 0xc3) && i + 1 < text.size()) {  // U+0080 to U+00FF
            const auto next = static_cast<unsigned char>(text[++i]);
            letters += static_cast<char>(byte == 0xc2 ? next : next + 0x40);
        } else if (text.substr(i, 3) == "…") {
            letters += '\x85';
            i += 2;
        } else if ((byte & 0xc0) != 0x80) {
            letters += '?';
        }
    }
    return letters;
}

double width_of(std::string_view letters, double size) {
    int width = 0;
    for (const char letter : letters) {
        const auto place = static_cast<std::size_t>(static_cast<unsigned char>(letter)) - ' ';
        width += place < std::size(kHelvetica) ? kHelvetica[place] : 556;
    }
    return width * size / 1000;
}

class PdfPage final : public Page {
  public:
    void put_text(const PageText& place, std::string_view text) override {
        const std::string letters = in_windows_letters(text);
        const double left = place.centered ? place.x - width_of(letters, place.size) / 2 : place.x;
        drawn_ += fmt::format("BT /F{} {:.2f} Tf {} {} Td ({}) Tj ET\n", place.bold ? 2 : 1, place.size * kPoints,
                              x(left), y(place.y), escaped(letters));
    }
    void put_line(double x1, double y1, double x2, double y2, double thickness) override {
        drawn_ += fmt::format("{:.2f} w {} {} m {} {} l S\n", thickness * kPoints, x(x1), y(y1), x(x2), y(y2));
    }
    void put_box(double left, double top, double width, double height) override {
        drawn_ += fmt::format("0.6 g {} {} {:.2f} {:.2f} re f 0 g\n", x(left), y(top + height), width * kPoints,
                              height * kPoints);
    }
    std::string written() const override {
        std::string file = "%PDF-1.4\n";
        std::vector<std::size_t> places;
        for (const std::string& object : objects()) {
            places.push_back(file.size());
            file += fmt::format("{} 0 obj\n{}\nendobj\n", places.size(), object);
        }
        const std::size_t table = file.size();
        file += fmt::format("xref\n0 {}\n0000000000 65535 f \n", places.size() + 1);
        for (const std::size_t place : places) file += fmt::format("{:010} 00000 n \n", place);
        return file +
               fmt::format("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{}\n%%EOF\n", places.size() + 1, table);
    }

  private:
    static std::string x(double millimeters) { return fmt::format("{:.2f}", millimeters * kPoints); }
    static std::string y(double millimeters) { return fmt::format("{:.2f}", (kPageHeight - millimeters) * kPoints); }
    static std::string escaped(const std::string& letters) {
        std::string result;
        for (const char letter : letters) {
            if (letter == '(' || letter == ')' || letter == '\\') result += '\\';
            result += letter;
        }
        return result;
    }
    std::vector<std::string> objects() const {
        const auto font = [](std::string_view name) {
            return fmt::format("<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>", name);
        };
        return {"<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {:.2f} {:.2f}] /Contents 6 0 R /Resources << "
                            "/Font << /F1 4 0 R /F2 5 0 R >> >> >>",
                            kPageWidth * kPoints, kPageHeight * kPoints),
                font("Helvetica"),
                font("Helvetica-Bold"),
                fmt::format("<< /Length {} >>\nstream\n{}endstream", drawn_.size(), drawn_)};
    }

    std::string drawn_;
};

}  // namespace

std::unique_ptr<Page> svg_page() { return std::make_unique<SvgPage>(); }

std::unique_ptr<Page> pdf_page() { return std::make_unique<PdfPage>(); }

std::unique_ptr<Page> page_for(std::string_view path) { return path.ends_with(".pdf") ? pdf_page() : svg_page(); }

}  // namespace simul::workspace
