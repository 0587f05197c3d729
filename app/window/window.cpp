#include "app/window/window.h"

#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <chrono>

#include "app/window/canvas.h"
#include "app/window/frame.h"
#include "app/workspace/opening.h"

namespace simul::window {
namespace {

double seconds_now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::string title_of(const workspace::Workspace& workspace) {
    return workspace.story ? "Simul – " + workspace.story->description.title : "Simul";
}

/// A picture that was asked for is of the frame that stands now.
void save_picture_of(workspace::Workspace& workspace) {
    const std::string path = *std::exchange(workspace.picture_to_save, std::nullopt);
    const Image image = picture_of_frame(compat::build(*ImGui::GetIO().Fonts));
    const Result<void> written = write_png(image, path);
    if (written)
        workspace.news = "The picture is in " + workspace::whole_path(path) + ".";
    else
        workspace.error = written.error();
}

}  // namespace

Result<std::unique_ptr<Window>> Window::open(const workspace::Preferences& preferences) {
    Result<std::unique_ptr<DesktopWindow>> desktop =
        DesktopWindow::open(preferences.window_width, preferences.window_height);
    if (!desktop) return desktop.error();
    ImGuiContext* context = ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigInputTextCursorBlink = false;
    ImGui_ImplGlfw_InitForOpenGL((*desktop)->handle(), false);
    if (!ImGui_ImplOpenGL3_Init("#version 150")) {
        ImGui_ImplGlfw_Shutdown();
        ImGui::DestroyContext(context);
        return Error{"The display has OpenGL, but its library cannot be loaded."};
    }
    return std::unique_ptr<Window>(new Window(std::move(*desktop), context));
}

Window::Window(std::unique_ptr<DesktopWindow> desktop, ImGuiContext* context)
    : desktop_(std::move(desktop)), context_(context) {}

Window::~Window() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext(context_);
}

Leaving Window::show(workspace::Workspace& workspace, const std::function<bool()>& stop_asked) {
    advanced_at_ = seconds_now();
    while (!desktop_->asked_to_close() && !workspace.wants_to_close) {
        if (stop_asked()) return Leaving::interrupted;
        take_part(workspace);
        if (pace_.wants_frame(seconds_now()) && !desktop_->hidden()) draw(workspace);
        // What is hidden asks for no frames, but its runs continue.
        desktop_->wait(desktop_->hidden() ? Pace::kLook : pace_.patience(seconds_now()));
    }
    remember_size(workspace);
    return Leaving::closed;
}

/// What the reader and time have done since the last call.
void Window::take_part(workspace::Workspace& workspace) {
    const double now = seconds_now();
    if (desktop_->had_news() || !desktop_->input().empty()) pace_.input_came(now);
    for (const std::string& path : desktop_->take_dropped()) perform(workspace, workspace::Drop{path});
    if (advance(workspace, now - advanced_at_)) pace_.something_changed();
    pace_.let_move(moves_by_itself(workspace));
    pace_.spare_cores(workspace.run() != nullptr && workspace.run()->live() &&
                      workspace.run()->header().clock == Clock::real);
    advanced_at_ = now;
}

/// What a key or the mouse asks for is done before the picture is shown, and is in it.
void Window::draw(workspace::Workspace& workspace) {
    workspace::Commands commands = build(workspace, [this] { desktop_->input().tell_frame(); });
    if (!commands.empty()) {
        for (const workspace::Command& command : commands) perform(workspace, command);
        pace_.something_changed();
        commands = build(workspace, [this] { desktop_->input().tell_what_is_held(); });
    }
    if (workspace.picture_to_save) save_picture_of(workspace);
    present();
    pace_.drew_frame(seconds_now());
    log_.take(workspace);
    for (const workspace::Command& command : commands) perform(workspace, command);
    if (!commands.empty()) pace_.something_changed();
}

/// A frame of ImGui. Answers what the panels ask for.
workspace::Commands Window::build(workspace::Workspace& workspace, const std::function<void()>& tell_input) {
    use_theme_for(workspace);
    desktop_->set_title(title_of(workspace));
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    tell_input();
    // After a long sleep nothing should have moved by as much.
    ImGui::GetIO().DeltaTime = std::clamp(ImGui::GetIO().DeltaTime, 1e-6F, static_cast<float>(Pace::kRestingFrame));
    ImGui::NewFrame();
    workspace::Commands commands;
    draw_frame(workspace, commands, desktop_->whole());
    ImGui::Render();
    return commands;
}

/// Draws what differs from the frame before; a frame that is the same costs nothing.
void Window::present() {
    if (!desktop_->begin_frame(theme::colour(theme::Tone::ground))) repaint_.forget();
    const bool differs = repaint_.reduce(*ImGui::GetDrawData());
    if (differs) ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    if (differs || desktop_->was_uncovered()) desktop_->end_frame();
}

void Window::use_theme_for(const workspace::Workspace& workspace) {
    const theme::Setting wanted = setting_for(workspace, desktop_->whole(), desktop_->scale());
    if (setting_ == wanted) return;
    if (setting_) ImGui_ImplOpenGL3_DestroyFontsTexture();
    theme::use(wanted);
    repaint_.forget();
    // The first time the backend makes the texture itself, with all else that it needs.
    if (setting_) ImGui_ImplOpenGL3_CreateFontsTexture();
    setting_ = wanted;
}

void Window::remember_size(workspace::Workspace& workspace) const {
    const layout::Box whole = desktop_->whole();
    const int width = static_cast<int>(whole.width()), height = static_cast<int>(whole.height());
    const workspace::Preferences& kept = workspace.preferences;
    if (!whole.empty() && (width != kept.window_width || height != kept.window_height))
        perform(workspace, workspace::RememberWindow{width, height});
}

}  // namespace simul::window
