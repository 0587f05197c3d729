#include "engine/analysis/happening_words.h"

#include <fmt/format.h>

#include "engine/analysis/claim_words.h"
#include "engine/analysis/wait_words.h"
#include "engine/base/happening.h"
#include "engine/trace/text_form.h"

namespace simul {

namespace {

using What = Happening::What;

std::string ends_in_words(const TraceHeader& header, const Happening& it, const char* between) {
    return fmt::format("{} {} {}", node_in_words(header, it.node), between, node_in_words(header, it.other));
}

const char* verb_of(What what) {
    switch (what) {
        case What::arrives:
            return "arrives";
        case What::is_lost:
            return "is lost";
        case What::arrives_twice:
            return "arrives, and will once more";
        case What::crashes:
            return "crashes";
        case What::comes_back:
            return "comes back";
        case What::is_cut:
            return "is cut";
        case What::is_mended:
            return "is mended";
        case What::reaches_memory:
            return "reaches memory";
    }
    return "";
}

}  // namespace

std::string happening_label(const TraceHeader& header, TaskId happening) {
    const Happening it = happening_of(happening);
    if (it.of_message()) return ends_in_words(header, it, "to");
    if (it.of_store()) return "memory";
    return it.of_link() ? ends_in_words(header, it, "and") : node_in_words(header, it.node);
}

std::string happening_in_words(const Trace& trace, std::size_t event, const Speech& speech) {
    const TraceHeader& header = trace.header();
    const Happening it = happening_of(trace[event].happening());
    const char* verb = verb_of(it.what);
    if (it.of_store())
        return fmt::format("the store of {} into {} by {} {}", printable(trace.text_of(event)),
                           resource_in_words(header, trace[event].happening_channel()), speech.name_of(it.task), verb);
    if (it.of_link()) return fmt::format("the link between {} {}", ends_in_words(header, it, "and"), verb);
    if (!it.of_message()) return fmt::format("{} {}", node_in_words(header, it.node), verb);
    const std::string text = printable(trace.text_of(event));
    return fmt::format("a message from {} for {} {}{}", ends_in_words(header, it, "to"),
                       resource_in_words(header, trace[event].happening_channel()), verb,
                       text.empty() ? "" : ": " + text);
}

}  // namespace simul
