// A graphics card: OpenCL with one command queue, so who asks while it is busy waits.
//
// How it works. One thread does one request after another: it sends the bytes, starts the kernel, fetches the bytes,
// and reads from the card's own clock when each of these began and ended. What is between them is the driver's time. A
// kernel is compiled when it is first asked for. What the driver keeps goes into a folder that nobody else sees.
#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <map>
#include <memory>
#include <numeric>
#include <utility>
#include <vector>

#include "engine/devices/gpu_kernels.h"
#include "engine/devices/opencl.h"
#include "engine/devices/real_device.h"
#include "engine/devices/workers.h"
#include "engine/os/clock.h"
#include "engine/os/private_folder.h"

namespace simul {

namespace {

/// What it says is no error of the story: the first call that did not succeed.
class Calls {
  public:
    void note(const char* what, cl_int code) {
        if (code == CL_SUCCESS || what_ != nullptr) return;
        what_ = what;
        code_ = code;
    }
    bool ok() const { return what_ == nullptr; }
    DeviceAnswer failure() const {
        return failed_with(fmt::format("the graphics card could not {} (OpenCL error {})", what_, code_));
    }

  private:
    const char* what_ = nullptr;
    cl_int code_ = CL_SUCCESS;
};

/// Memory of the card.
class CardMemory {
  public:
    CardMemory(const OpenCl& library, cl_context context, std::size_t bytes, Calls& calls) : library_(library) {
        cl_int code = CL_SUCCESS;
        memory_ = library.create_buffer(context, CL_MEM_READ_WRITE, bytes, nullptr, &code);
        calls.note("have so much memory", code);
    }
    CardMemory(const CardMemory&) = delete;
    ~CardMemory() {
        if (memory_ != nullptr) library_.release_buffer(memory_);
    }
    cl_mem get() const { return memory_; }

  private:
    const OpenCl& library_;
    cl_mem memory_ = nullptr;
};

/// A command of the queue, and what the card says of its times (of its own clock).
struct Command {
    DevicePart part{};
    cl_event event = nullptr;
};

class GraphicsCard final : public RealDevice {
  public:
    GraphicsCard(const OpenCl& library, OpenClDevice device, cl_context context, cl_command_queue queue)
        : library_(library), device_(std::move(device)), context_(context), queue_(queue) {}

    Result<void> start(Loop& loop, TellAnswer tell) {
        Result<std::unique_ptr<Workers>> workers = Workers::start(loop, 1, std::move(tell));
        if (!workers) return workers.error();
        workers_ = std::move(*workers);
        return {};
    }

    void ask(Ticket ticket, DeviceRequest request) override {
        workers_->add(ticket, [this, asked = std::move(request)](std::uint32_t) { return run(asked); });
    }
    void forget(Ticket ticket) override { workers_->take_back(ticket); }
    std::string played_by() const override { return in_words(device_); }

  private:
    DeviceAnswer run(const DeviceRequest& request);
    cl_kernel kernel_for(GpuKernel kernel, Calls& calls);
    void prepare(std::size_t numbers);
    void do_commands(const GpuJob& job, cl_kernel kernel, std::vector<Command>& commands, Calls& calls);
    void set_arguments(const GpuJob& job, cl_kernel kernel, std::array<cl_mem, 3> memory, Calls& calls) const;
    std::vector<DeviceSpan> spans_of(const std::vector<Command>& commands, Duration whole, Calls& calls) const;
    std::int64_t moment_of(const Command& command, cl_profiling_info which, Calls& calls) const;

    OpenCl library_;
    OpenClDevice device_;
    cl_context context_;
    cl_command_queue queue_;
    std::map<GpuKernel, cl_kernel> kernels_;
    std::vector<cl_uint> a_, b_, c_;  ///< on this side: what goes there, and what has come back
    std::unique_ptr<Workers> workers_;
};

DeviceAnswer GraphicsCard::run(const DeviceRequest& request) {
    const std::optional<GpuJob> job = gpu_job_of(request);
    if (!job) return failed_with("a graphics card has no such kernel");
    Calls calls;
    const std::int64_t began = os::monotonic_now();
    std::vector<Command> commands;
    if (const cl_kernel kernel = kernel_for(job->kernel, calls); calls.ok()) do_commands(*job, kernel, commands, calls);
    DeviceAnswer answer;
    if (calls.ok()) answer.value = std::accumulate(c_.begin(), c_.end(), cl_uint{0});
    answer.ended = os::monotonic_now();
    if (calls.ok()) answer.spans = spans_of(commands, Duration(answer.ended - began), calls);
    for (const Command& command : commands)
        if (command.event != nullptr) library_.release_event(command.event);
    return calls.ok() ? answer : calls.failure();
}

cl_kernel GraphicsCard::kernel_for(GpuKernel kernel, Calls& calls) {
    const auto found = kernels_.find(kernel);
    if (found != kernels_.end()) return found->second;
    const std::string source = source_of(kernel);
    const char* text = source.c_str();
    cl_int code = CL_SUCCESS;
    const cl_program program = library_.create_program(context_, 1, &text, nullptr, &code);
    calls.note("take a program", code);
    if (calls.ok())
        calls.note("compile a kernel", library_.build_program(program, 1, &device_.id, "", nullptr, nullptr));
    if (!calls.ok()) return nullptr;
    const cl_kernel made = library_.create_kernel(program, "run", &code);
    calls.note("make a kernel", code);
    if (calls.ok()) kernels_[kernel] = made;
    return made;
}

/// Grown, never shrunk: the numbers are the same for all requests.
void GraphicsCard::prepare(std::size_t numbers) {
    for (std::size_t i = a_.size(); i < numbers; ++i) {
        a_.push_back(static_cast<cl_uint>(i));
        b_.push_back(static_cast<cl_uint>(2 * i));
    }
}

void GraphicsCard::do_commands(const GpuJob& job, cl_kernel kernel, std::vector<Command>& commands, Calls& calls) {
    constexpr std::size_t kNumber = sizeof(cl_uint), kGroup = 64;
    const GpuCosts costs = costs_of(job);
    const bool has_two = job.kernel == GpuKernel::add || job.kernel == GpuKernel::multiply;
    const auto n = static_cast<std::size_t>(job.n);
    const std::size_t numbers = is_square(job.kernel) ? n * n : n, there = costs.bytes_there > 0 ? numbers : 1;
    prepare(there);
    c_.assign(static_cast<std::size_t>(costs.bytes_back) / kNumber, 0);
    const CardMemory a(library_, context_, there * kNumber, calls), b(library_, context_, there * kNumber, calls),
        c(library_, context_, c_.size() * kNumber, calls);
    if (!calls.ok()) return;
    const auto write = [&](const CardMemory& to, const std::vector<cl_uint>& from, std::size_t count) {
        cl_event& event = commands.emplace_back(Command{DevicePart::there, nullptr}).event;
        calls.note("take the bytes",
                   library_.write(queue_, to.get(), CL_FALSE, 0, count * kNumber, from.data(), 0, nullptr, &event));
    };
    if (costs.bytes_there > 0) write(a, a_, there);
    if (has_two) write(b, b_, there);
    if (job.kernel == GpuKernel::sum) write(c, c_, 1);
    set_arguments(job, kernel, {a.get(), b.get(), c.get()}, calls);
    const std::size_t items = job.kernel == GpuKernel::sum ? (numbers + kSummedByOne - 1) / kSummedByOne : numbers;
    const std::size_t group = kGroup, all = (items + kGroup - 1) / kGroup * kGroup;
    cl_event& computes = commands.emplace_back(Command{DevicePart::compute, nullptr}).event;
    calls.note("start a kernel",
               library_.start_kernel(queue_, kernel, 1, nullptr, &all, &group, 0, nullptr, &computes));
    cl_event& reads = commands.emplace_back(Command{DevicePart::back, nullptr}).event;
    calls.note("give the bytes back",
               library_.read(queue_, c.get(), CL_FALSE, 0, c_.size() * kNumber, c_.data(), 0, nullptr, &reads));
    calls.note("finish", library_.finish(queue_));
}

void GraphicsCard::set_arguments(const GpuJob& job, cl_kernel kernel, std::array<cl_mem, 3> memory,
                                 Calls& calls) const {
    cl_uint place = 0;
    for (const cl_mem& it : memory)
        calls.note("take an argument", library_.set_argument(kernel, place++, sizeof it, &it));
    for (const std::int64_t number : {job.n, job.rounds}) {
        const auto given = static_cast<cl_uint>(number);
        calls.note("take an argument", library_.set_argument(kernel, place++, sizeof given, &given));
    }
}

std::int64_t GraphicsCard::moment_of(const Command& command, cl_profiling_info which, Calls& calls) const {
    cl_ulong moment = 0;
    calls.note("say when it did what", library_.profile(command.event, which, sizeof moment, &moment, nullptr));
    return static_cast<std::int64_t>(moment);
}

/// From the first command's being queued on, by the card's clock; what is over by ours beyond that is the driver's.
std::vector<DeviceSpan> GraphicsCard::spans_of(const std::vector<Command>& commands, Duration whole,
                                               Calls& calls) const {
    std::vector<DeviceSpan> spans;
    const auto add = [&](DevicePart part, std::int64_t length) {
        if (length <= 0) return;
        if (!spans.empty() && spans.back().part == part)
            spans.back().length += Duration(length);
        else
            spans.push_back({part, Duration(length)});
    };
    const std::int64_t queued = moment_of(commands.front(), CL_PROFILING_COMMAND_QUEUED, calls);
    std::int64_t now = queued;
    for (const Command& command : commands) {
        const std::int64_t start = moment_of(command, CL_PROFILING_COMMAND_START, calls);
        const std::int64_t end = moment_of(command, CL_PROFILING_COMMAND_END, calls);
        add(DevicePart::launch, start - now);
        add(command.part, end - std::max(start, now));
        now = std::max(now, end);
    }
    const std::int64_t before = std::max<std::int64_t>(0, whole.count() - (now - queued));
    spans.insert(spans.begin(), {DevicePart::launch, Duration(before)});
    return spans;
}

}  // namespace

Result<std::unique_ptr<RealDevice>> open_gpu(Loop& loop, TellAnswer tell) {
    if (const Result<void> made = os::make_temporary_folder_private(); !made)
        return Error{
            "A real graphics card needs a folder that nobody else sees, for what its driver writes, and this "
            "computer gives none: choose --clock simulated."};
    ::setenv("POCL_CACHE_DIR", "/tmp/kernels", 1);
    ::setenv("POCL_MAX_PTHREAD_COUNT", "1", 1);  // else it takes all cores from those who play the story
    const Result<OpenCl> library = OpenCl::load();
    if (!library) return library.error();
    const Result<OpenClDevice> device = find_device(*library);
    if (!device) return device.error();
    cl_int code = CL_SUCCESS;
    const cl_context context = library->create_context(nullptr, 1, &device->id, nullptr, nullptr, &code);
    if (code != CL_SUCCESS) return Error{"The graphics card gives no context: choose --clock simulated."};
    const cl_command_queue queue = library->create_queue(context, device->id, CL_QUEUE_PROFILING_ENABLE, &code);
    if (code != CL_SUCCESS) return Error{"The graphics card gives no queue: choose --clock simulated."};
    auto card = std::make_unique<GraphicsCard>(*library, *device, context, queue);
    if (const Result<void> started = card->start(loop, std::move(tell)); !started) return started.error();
    return std::unique_ptr<RealDevice>(std::move(card));
}

}  // namespace simul
