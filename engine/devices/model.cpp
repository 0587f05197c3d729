#include "engine/devices/model.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/devices/gpu_kernels.h"

namespace simul {

namespace {

DeviceAnswer failed(std::string sentence) { return {true, 0, std::move(sentence)}; }

}  // namespace

DeviceAnswer DeviceModel::answer(const DeviceRequest& request) {
    switch (request.verb) {
        case DeviceVerb::get:
            return serve_page(request);
        case DeviceVerb::read:
        case DeviceVerb::query:
            return read(request);
        case DeviceVerb::write:
            return write(request.name, request.number);
        case DeviceVerb::copy: {
            const DeviceAnswer source = read(request);
            return source.failed ? source : write(request.to, source.value);
        }
        case DeviceVerb::execute:
        case DeviceVerb::add:
            return change_row(request);
        case DeviceVerb::run:
            return run(request);
    }
    return {};
}

std::int64_t DeviceModel::bytes_of(const DeviceRequest& request) const {
    if (request.verb == DeviceVerb::get || request.verb == DeviceVerb::write) return request.number;
    if (traits_.kind != DeviceKind::folder) return 0;
    const auto file = content_.find(request.name);
    return file == content_.end() ? 0 : file->second;
}

DeviceAnswer DeviceModel::serve_page(const DeviceRequest& request) {
    if (traits_.errors > 0) {
        ++served_;
        if (chance_.fraction() < traits_.errors) return failed(kServerError);
    }
    return {false, request.number, {}};
}

DeviceAnswer DeviceModel::read(const DeviceRequest& request) const {
    const auto found = content_.find(request.name);
    if (found != content_.end()) return {false, found->second, {}};
    return failed(fmt::format(fmt::runtime(traits_.kind == DeviceKind::folder ? kNoFile : kNoRow), request.name));
}

/// What there is room for is written.
DeviceAnswer DeviceModel::write(const std::string& name, std::int64_t bytes) {
    std::int64_t& size = content_[name];
    used_ -= size;
    size = traits_.room == 0 ? bytes : std::min(bytes, traits_.room - used_);
    used_ += size;
    if (size < bytes) return failed(fmt::format(fmt::runtime(kNoSpace), size, bytes));
    return {false, bytes, {}};
}

DeviceAnswer DeviceModel::change_row(const DeviceRequest& request) {
    if (request.verb == DeviceVerb::execute) return {false, content_[request.name] = request.number, {}};
    const auto row = content_.find(request.name);
    if (row == content_.end()) return failed(fmt::format(fmt::runtime(kNoRow), request.name));
    std::int64_t sum = 0;
    if (__builtin_add_overflow(row->second, request.number, &sum)) return failed(kOverflow);
    return {false, row->second = sum, {}};
}

DeviceAnswer DeviceModel::run(const DeviceRequest& request) const {
    const std::optional<GpuJob> job = gpu_job_of(request);
    if (!job) return failed(fmt::format("a graphics card has no kernel {}", request.name));
    DeviceAnswer answer;
    answer.value = checksum_of(*job);
    answer.spans = spans_of(request);
    return answer;
}

Duration DeviceModel::time_on_card(const DeviceRequest& request) const {
    return request.verb == DeviceVerb::run ? length_of(spans_of(request)) - traits_.latency : Duration{};
}

/// What takes no time is left out.
std::vector<DeviceSpan> DeviceModel::spans_of(const DeviceRequest& request) const {
    const std::optional<GpuJob> job = gpu_job_of(request);
    if (!job) return {{DevicePart::launch, traits_.latency}};
    const GpuCosts costs = costs_of(*job);
    std::vector<DeviceSpan> spans = {{DevicePart::launch, traits_.latency},
                                     {DevicePart::there, time_for(costs.bytes_there, traits_.bandwidth)},
                                     {DevicePart::compute, time_for(costs.operations, traits_.speed)},
                                     {DevicePart::back, time_for(costs.bytes_back, traits_.bandwidth)}};
    std::erase_if(spans, [](const DeviceSpan& span) { return span.length == Duration{}; });
    return spans;
}

void DeviceModel::add_to(StateHash& hash) const {
    hash.add(served_);
    hash.add(content_.size());
    for (const auto& [name, value] : content_) {
        hash.add(std::string_view(name));
        hash.add(static_cast<std::uint64_t>(value));
    }
}

}  // namespace simul
