#include "app/window/desktop_window.h"

#include <GLFW/glfw3.h>
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "app/window/icon.h"

namespace simul::window {
namespace {

constexpr int kLeastWidth = 480, kLeastHeight = 320;

/// GLFW tells what is wrong only while it happens.
std::string g_trouble;
void keep_trouble(int, const char* words) { g_trouble = words; }

Error no_display() { return {fmt::format("There is no display for the window of Simul ({}).", g_trouble)}; }

Error no_opengl() {
    return {fmt::format("The display has no OpenGL 3.2, which the window of Simul needs ({}).", g_trouble)};
}

GLFWwindow* created(int width, int height, int context_maker) {
    glfwDefaultWindowHints();
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 2);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_CONTEXT_CREATION_API, context_maker);
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "Simul");
    glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "simul");
    return glfwCreateWindow(width, height, "Simul", nullptr, nullptr);
}

void fit_on_desktop(int& width, int& height) {
    GLFWmonitor* monitor = glfwGetPrimaryMonitor();
    int left, top, most_wide = 0, most_high = 0;
    if (monitor != nullptr) glfwGetMonitorWorkarea(monitor, &left, &top, &most_wide, &most_high);
    if (most_wide > 0) width = std::min(width, most_wide);
    if (most_high > 0) height = std::min(height, most_high);
    width = std::max(width, kLeastWidth);
    height = std::max(height, kLeastHeight);
}

/// Letters by what stands on the key of this keyboard, all else by its place; both keys of a kind are one.
compat::Key key_named(int key, int scancode) {
    static constexpr std::pair<int, compat::Key> kTwins[] = {{GLFW_KEY_RIGHT_SHIFT, compat::Key::shift},
                                                             {GLFW_KEY_RIGHT_CONTROL, compat::Key::control},
                                                             {GLFW_KEY_RIGHT_ALT, compat::Key::alt}};
    for (const auto& [twin, named] : kTwins)
        if (key == twin) return named;
    const bool has_sign = key > GLFW_KEY_SPACE && key < GLFW_KEY_ESCAPE;
    const char* sign = has_sign ? glfwGetKeyName(key, scancode) : nullptr;
    if (sign == nullptr || sign[1] != '\0') return static_cast<compat::Key>(key);
    const char letter = *sign;
    if (letter >= 'a' && letter <= 'z') return compat::key_of(static_cast<char>(letter - 'a' + 'A'));
    if (letter == '+') return compat::Key::equal;
    constexpr std::string_view kAsInAscii = ",-./=[]0123456789";
    return static_cast<compat::Key>(kAsInAscii.find(letter) != std::string_view::npos ? letter : key);
}

}  // namespace

/// What GLFW calls; each finds its window again.
struct DesktopWindow::Callbacks {
    static DesktopWindow& of(GLFWwindow* handle) {
        auto& window = *static_cast<DesktopWindow*>(glfwGetWindowUserPointer(handle));
        window.news_ = true;
        return window;
    }
    static void install(GLFWwindow* handle) {
        glfwSetKeyCallback(handle, [](GLFWwindow* it, int key, int scancode, int action, int) {
            DesktopWindow& window = of(it);  // news also while a key is held: ImGui repeats it, given frames
            if (key == GLFW_KEY_UNKNOWN || action == GLFW_REPEAT) return;
            window.input_.key(key_named(key, scancode), action == GLFW_PRESS);
        });
        glfwSetCharCallback(handle, [](GLFWwindow* it, unsigned character) { of(it).input_.type(character); });
        glfwSetMouseButtonCallback(handle, [](GLFWwindow* it, int button, int action, int) {
            of(it).input_.button(button, action == GLFW_PRESS);
        });
        glfwSetCursorPosCallback(handle, [](GLFWwindow* it, double x, double y) {
            of(it).input_.move({static_cast<float>(x), static_cast<float>(y)});
        });
        glfwSetCursorEnterCallback(handle, [](GLFWwindow* it, int entered) {
            if (entered == 0) of(it).input_.leave();
        });
        glfwSetScrollCallback(handle, [](GLFWwindow* it, double across, double up) {
            of(it).input_.wheel(static_cast<float>(across), static_cast<float>(up));
        });
        glfwSetWindowFocusCallback(handle, [](GLFWwindow* it, int focused) {
            if (focused == 0) of(it).input_.let_go();
        });
        glfwSetDropCallback(handle, [](GLFWwindow* it, int count, const char** paths) {
            std::copy(paths, paths + count, std::back_inserter(of(it).dropped_));
        });
        install_changes(handle);
    }
    static void install_changes(GLFWwindow* handle) {
        glfwSetFramebufferSizeCallback(handle, [](GLFWwindow* it, int, int) { of(it); });
        glfwSetWindowContentScaleCallback(handle, [](GLFWwindow* it, float, float) { of(it); });
        glfwSetWindowRefreshCallback(handle, [](GLFWwindow* it) { of(it).uncovered_ = true; });
        glfwSetWindowIconifyCallback(handle, [](GLFWwindow* it, int) { of(it); });
        glfwSetWindowCloseCallback(handle, [](GLFWwindow* it) { of(it); });
    }
};

Result<std::unique_ptr<DesktopWindow>> DesktopWindow::open(int width, int height) {
    g_trouble.clear();
    glfwSetErrorCallback(keep_trouble);
    if (glfwInit() == GLFW_FALSE) return no_display();
    fit_on_desktop(width, height);
    GLFWwindow* handle = created(width, height, GLFW_NATIVE_CONTEXT_API);
    // A display without GLX may still have EGL, if only in software.
    if (handle == nullptr) handle = created(width, height, GLFW_EGL_CONTEXT_API);
    if (handle == nullptr) {
        glfwTerminate();
        return no_opengl();
    }
    return std::unique_ptr<DesktopWindow>(new DesktopWindow(handle));
}

DesktopWindow::DesktopWindow(GLFWwindow* handle) : handle_(handle) {
    glfwSetWindowUserPointer(handle_, this);
    Callbacks::install(handle_);
    glfwMakeContextCurrent(handle_);
    glfwSwapInterval(1);
    kept_ = KeptFrame::make();
    glfwSetWindowSizeLimits(handle_, kLeastWidth, kLeastHeight, GLFW_DONT_CARE, GLFW_DONT_CARE);
    set_icon(handle_);
}

DesktopWindow::~DesktopWindow() {
    kept_.reset();
    glfwDestroyWindow(handle_);
    glfwTerminate();
}

void DesktopWindow::wait(double seconds) {
    if (seconds <= 0)
        glfwPollEvents();
    else
        glfwWaitEventsTimeout(seconds);
}

bool DesktopWindow::had_news() { return std::exchange(news_, false); }

bool DesktopWindow::was_uncovered() { return std::exchange(uncovered_, false); }

std::vector<std::string> DesktopWindow::take_dropped() { return std::exchange(dropped_, {}); }

bool DesktopWindow::asked_to_close() const { return glfwWindowShouldClose(handle_) != 0; }

layout::Box DesktopWindow::whole() const {
    int width = 0, height = 0;
    glfwGetWindowSize(handle_, &width, &height);
    return {0, 0, static_cast<float>(width), static_cast<float>(height)};
}

float DesktopWindow::scale() const {
    float across = 1, down = 1;
    glfwGetWindowContentScale(handle_, &across, &down);
    int width = 1, pixels = 1, height = 1;
    glfwGetWindowSize(handle_, &width, &height);
    glfwGetFramebufferSize(handle_, &pixels, &height);
    // Where a window is not counted in pixels, the desktop has scaled it already.
    const float scaled_already = width > 0 && pixels > 0 ? static_cast<float>(pixels) / static_cast<float>(width) : 1;
    return std::max(across / scaled_already, 0.5F);
}

bool DesktopWindow::hidden() const { return glfwGetWindowAttrib(handle_, GLFW_ICONIFIED) != 0 || whole().empty(); }

void DesktopWindow::set_title(const std::string& title) {
    if (title == title_) return;
    title_ = title;
    glfwSetWindowTitle(handle_, title_.c_str());
}

bool DesktopWindow::begin_frame(std::uint32_t ground) {
    int width = 0, height = 0;
    glfwGetFramebufferSize(handle_, &width, &height);
    const bool kept = kept_ != nullptr && kept_->begin(width, height);
    glViewport(0, 0, width, height);
    if (kept) return true;
    const auto channel = [ground](int shift) { return static_cast<float>(ground >> shift & 0xff) / 255; };
    glClearColor(channel(0), channel(8), channel(16), 1);
    glClear(GL_COLOR_BUFFER_BIT);
    return false;
}

void DesktopWindow::end_frame() {
    if (kept_ != nullptr) kept_->end();
    glfwSwapBuffers(handle_);
}

}  // namespace simul::window
