// drop CLASS URI…: drops files on the window of this class, as a file manager does (the protocol XDND, version
// 5). Ends with 0 when the window has taken them.
#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <unistd.h>

#include <initializer_list>
#include <string>
#include <utility>

namespace {

class Source {
  public:
    Source(Display* display, Window target, std::string uris)
        : display_(display), target_(target), uris_(std::move(uris)), own_(own_window()) {}

    void drop() {
        XSetSelectionOwner(display_, atom("XdndSelection"), own_, CurrentTime);
        tell("XdndEnter", {0, version(), id("text/uri-list")});
        tell("XdndPosition", {0, 0, kPlace, CurrentTime, id("XdndActionCopy")});
        while (!finished_) answer();
    }

  private:
    static constexpr long kPlace = 200L << 16 | 200;
    static long version() { return 5L << 24; }
    Window own_window() const {
        return XCreateSimpleWindow(display_, DefaultRootWindow(display_), 0, 0, 10, 10, 0, 0, 0);
    }
    Atom atom(const char* name) const { return XInternAtom(display_, name, False); }
    long id(const char* name) const { return static_cast<long>(atom(name)); }

    /// The first of the five values is always who tells.
    void tell(const char* what, std::initializer_list<long> values) const {
        XEvent event{};
        event.xclient.type = ClientMessage;
        event.xclient.window = target_;
        event.xclient.message_type = atom(what);
        event.xclient.format = 32;
        int place = 0;
        for (const long value : values) event.xclient.data.l[place++] = value;
        event.xclient.data.l[0] = static_cast<long>(own_);
        XSendEvent(display_, target_, False, NoEventMask, &event);
        XFlush(display_);
    }

    void answer() {
        XEvent event;
        XNextEvent(display_, &event);
        if (event.type == SelectionRequest) give(event.xselectionrequest);
        if (event.type != ClientMessage) return;
        if (event.xclient.message_type == atom("XdndStatus")) tell("XdndDrop", {0, 0, CurrentTime});
        finished_ = event.xclient.message_type == atom("XdndFinished");
    }

    void give(const XSelectionRequestEvent& asked) const {
        XChangeProperty(display_, asked.requestor, asked.property, asked.target, 8, PropModeReplace,
                        reinterpret_cast<const unsigned char*>(uris_.data()), static_cast<int>(uris_.size()));
        XEvent event{};
        event.xselection.type = SelectionNotify;
        event.xselection.requestor = asked.requestor;
        event.xselection.selection = asked.selection;
        event.xselection.target = asked.target;
        event.xselection.property = asked.property;
        event.xselection.time = asked.time;
        XSendEvent(display_, asked.requestor, False, NoEventMask, &event);
        XFlush(display_);
    }

    Display* display_;
    Window target_;
    std::string uris_;
    Window own_;
    bool finished_ = false;
};

/// 0: there is none.
Window window_of_class(Display* display, const std::string& wanted) {
    Window root = 0, parent = 0, *children = nullptr, found = 0;
    unsigned count = 0;
    XQueryTree(display, DefaultRootWindow(display), &root, &parent, &children, &count);
    for (unsigned i = 0; i < count; ++i) {
        XClassHint hint{};
        if (XGetClassHint(display, children[i], &hint) == 0) continue;
        if (hint.res_class == wanted) found = children[i];
        XFree(hint.res_name);
        XFree(hint.res_class);
    }
    if (children != nullptr) XFree(children);
    return found;
}

}  // namespace

int main(int count, char** words) {
    constexpr unsigned kPatience = 60;  // seconds: a window that does not answer fails the test
    alarm(kPatience);
    Display* display = XOpenDisplay(nullptr);
    if (display == nullptr || count < 3) return 2;
    const Window target = window_of_class(display, words[1]);
    if (target == 0) return 1;
    std::string uris;
    for (int i = 2; i < count; ++i) uris += std::string(words[i]) + "\r\n";
    Source(display, target, uris).drop();
    return 0;
}
