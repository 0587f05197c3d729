#include "app/window/kept_frame.h"

#include <GLFW/glfw3.h>

#include <utility>

namespace simul::window {
namespace {

// The names of OpenGL 3.0, which old headers lack.
constexpr GLenum kFramebuffer = 0x8D40, kReadFramebuffer = 0x8CA8, kDrawFramebuffer = 0x8CA9, kRenderbuffer = 0x8D41;
constexpr GLenum kColourAttachment = 0x8CE0, kComplete = 0x8CD5, kRgba8 = 0x8058;

template <class Function>
bool find(Function& function, const char* name) {
    function = reinterpret_cast<Function>(glfwGetProcAddress(name));
    return function != nullptr;
}

}  // namespace

/// What the header of OpenGL 1 does not declare.
struct KeptFrame::Functions {
    void (*gen_framebuffers)(GLsizei, GLuint*) = nullptr;
    void (*gen_renderbuffers)(GLsizei, GLuint*) = nullptr;
    void (*delete_framebuffers)(GLsizei, const GLuint*) = nullptr;
    void (*delete_renderbuffers)(GLsizei, const GLuint*) = nullptr;
    void (*bind_framebuffer)(GLenum, GLuint) = nullptr;
    void (*bind_renderbuffer)(GLenum, GLuint) = nullptr;
    void (*renderbuffer_storage)(GLenum, GLenum, GLsizei, GLsizei) = nullptr;
    void (*framebuffer_renderbuffer)(GLenum, GLenum, GLenum, GLuint) = nullptr;
    GLenum (*check_framebuffer)(GLenum) = nullptr;
    void (*blit_framebuffer)(GLint, GLint, GLint, GLint, GLint, GLint, GLint, GLint, GLbitfield, GLenum) = nullptr;

    bool find_all() {
        return find(gen_framebuffers, "glGenFramebuffers") && find(gen_renderbuffers, "glGenRenderbuffers") &&
               find(delete_framebuffers, "glDeleteFramebuffers") &&
               find(delete_renderbuffers, "glDeleteRenderbuffers") && find(bind_framebuffer, "glBindFramebuffer") &&
               find(bind_renderbuffer, "glBindRenderbuffer") && find(renderbuffer_storage, "glRenderbufferStorage") &&
               find(framebuffer_renderbuffer, "glFramebufferRenderbuffer") &&
               find(check_framebuffer, "glCheckFramebufferStatus") && find(blit_framebuffer, "glBlitFramebuffer");
    }
};

std::unique_ptr<KeptFrame> KeptFrame::make() {
    auto gl = std::make_unique<Functions>();
    if (!gl->find_all()) return nullptr;
    return std::unique_ptr<KeptFrame>(new KeptFrame(std::move(gl)));
}

KeptFrame::KeptFrame(std::unique_ptr<Functions> gl) : gl_(std::move(gl)) {
    gl_->gen_framebuffers(1, &frame_);
    gl_->gen_renderbuffers(1, &colours_);
}

KeptFrame::~KeptFrame() {
    gl_->delete_framebuffers(1, &frame_);
    gl_->delete_renderbuffers(1, &colours_);
}

bool KeptFrame::begin(int width, int height) {
    gl_->bind_framebuffer(kFramebuffer, frame_);
    if (width == width_ && height == height_) return true;
    width_ = width;
    height_ = height;
    gl_->bind_renderbuffer(kRenderbuffer, colours_);
    gl_->renderbuffer_storage(kRenderbuffer, kRgba8, width, height);
    gl_->framebuffer_renderbuffer(kFramebuffer, kColourAttachment, kRenderbuffer, colours_);
    if (gl_->check_framebuffer(kFramebuffer) != kComplete) {
        gl_->bind_framebuffer(kFramebuffer, 0);
        width_ = height_ = 0;
    }
    return false;
}

void KeptFrame::end() {
    if (width_ == 0) return;  // it was drawn into the window itself
    gl_->bind_framebuffer(kReadFramebuffer, frame_);
    gl_->bind_framebuffer(kDrawFramebuffer, 0);
    gl_->blit_framebuffer(0, 0, width_, height_, 0, 0, width_, height_, GL_COLOR_BUFFER_BIT, GL_NEAREST);
    gl_->bind_framebuffer(kFramebuffer, 0);
}

}  // namespace simul::window
