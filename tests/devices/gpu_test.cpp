// Graphics cards: what kernels cost and give, one queue, and a real card against the model of one.
#include <gtest/gtest.h>

#include "engine/base/device_parts.h"
#include "engine/devices/gpu_kernels.h"
#include "engine/devices/libraries.h"
#include "engine/devices/model.h"
#include "engine/devices/service.h"
#include "tests/devices/some_host.h"

namespace simul {
namespace {

DeviceRequest run(std::string kernel, std::int64_t n, std::int64_t rounds = 1) {
    return {0, DeviceVerb::run, n, std::move(kernel), {}, rounds};
}
DeviceTraits gpu() {
    DeviceTraits traits;
    traits.kind = DeviceKind::gpu;
    return traits;
}
const Result<std::string>& real_card() {
    static const Result<std::string> kCard = find_opencl();
    return kCard;
}

// ---- Kernels.

/// The sum of all numbers of the result, by doing it.
std::uint32_t sum_by_hand(const GpuJob& job) {
    const auto n = static_cast<std::uint32_t>(job.n);
    std::uint32_t sum = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
        std::uint32_t x = i;
        for (int step = 0; step < 2 * job.rounds; ++step) x = x * 1664525 + 1013904223;
        if (job.kernel == GpuKernel::stir) sum += x;
        if (job.kernel == GpuKernel::add) sum += i + 2 * i;
        if (job.kernel == GpuKernel::sum) sum += i;
        for (std::uint32_t j = 0; job.kernel == GpuKernel::multiply && j < n; ++j)
            for (std::uint32_t k = 0; k < n; ++k) sum += (i * n + k) * (2 * (k * n + j));
    }
    return sum;
}

TEST(GpuKernels, give_what_one_gets_by_hand) {
    for (const GpuKernel kernel : {GpuKernel::add, GpuKernel::sum, GpuKernel::multiply, GpuKernel::stir})
        for (const std::int64_t n : {1, 2, 7, 64, 201})
            for (const std::int64_t rounds : {1, 3}) {
                const GpuJob job{kernel, n, kernel == GpuKernel::stir ? rounds : 1};
                EXPECT_EQ(checksum_of(job), sum_by_hand(job)) << kGpuKernelNames[static_cast<int>(kernel)] << n;
            }
    EXPECT_EQ(checksum_of({GpuKernel::mandelbrot, 1, 1}), 1);    // the point -2 - 1.5i
    EXPECT_EQ(checksum_of({GpuKernel::mandelbrot, 2, 1}), 104);  // and 2 at -0.5 - 1.5i, 1 at -2, and -0.5 stays
}

TEST(GpuKernels, cost_bytes_and_operations_that_can_be_counted) {
    const auto expect = [](const GpuJob& job, std::int64_t there, std::int64_t operations, std::int64_t back) {
        const GpuCosts costs = costs_of(job);
        EXPECT_EQ(costs.bytes_there, there);
        EXPECT_EQ(costs.operations, operations);
        EXPECT_EQ(costs.bytes_back, back);
    };
    expect({GpuKernel::add, 1000, 1}, 8000, 1000, 4000);
    expect({GpuKernel::sum, 1000, 1}, 4000, 1000, 4);
    expect({GpuKernel::multiply, 100, 1}, 80000, 2'000'000, 40000);
    expect({GpuKernel::mandelbrot, 1, 1}, 0, 10, 4);
    expect({GpuKernel::stir, 1000, 8}, 4000, 32'000, 4000);  // as many for each byte as there are rounds
}

TEST(GpuKernels, are_none_if_a_stranger_asks_for_what_there_is_not) {
    EXPECT_TRUE(gpu_job_of(run("add", 1)));
    for (const DeviceRequest& request :
         {run("add", 0), run("add", -1), run("add", 16'000'001), run("multiply", 1025), run("stir", 1, 0),
          run("stir", 1, 1001), run("add", 1, 2), run("subtract", 1), run("", 1)})
        EXPECT_FALSE(gpu_job_of(request)) << request.name << request.number;
}

TEST(GpuTimes, are_rounded_up_and_end_somewhere) {
    EXPECT_EQ(time_for(1, 3), 333'333'334ns);
    EXPECT_EQ(time_for(5, 0), 0ns);
    EXPECT_GT(time_for(INT64_MAX, 1), 0ns);
}

// ---- How the time was spent, as text.

TEST(DeviceSpans, come_back_from_their_text) {
    const std::vector<DeviceSpan> spans = {
        {DevicePart::launch, 20us}, {DevicePart::there, 1ms}, {DevicePart::compute, 1ns}, {DevicePart::back, 0ns}};
    EXPECT_EQ(text_of(spans), "launch 20000 ns, there 1000000 ns, compute 1 ns, back 0 ns");
    EXPECT_EQ(device_spans(text_of(spans)), spans);
    EXPECT_EQ(length_of(spans), 1'020'001ns);
    for (const char* text : {"", "launch", "launch ", "launch 1", "launch -1 ns", "launch 1 ns,", "launch 1 ns, ",
                             "launch 1 ns; back 1 ns", "lunch 1 ns", "launch 99999999999999999999 ns",
                             "launch 9223372036854775807 ns", " launch 1 ns", "launch 1 nsx"})
        EXPECT_TRUE(device_spans(text).empty()) << text;
    std::string many = "back 1 ns";
    for (int i = 0; i < 16; ++i) many += ", back 1 ns";
    EXPECT_TRUE(device_spans(many).empty());
}

// ---- The model of one.

TEST(GpuModel, takes_launch_there_compute_and_back) {
    DeviceTraits traits = gpu();
    traits.latency = 10us;
    traits.bandwidth = 1'000'000'000;
    traits.speed = 2'000'000'000;
    DeviceModel model(traits, 1, 0);
    const DeviceAnswer answer = model.answer(run("add", 1000));
    EXPECT_EQ(answer.value, 3 * 999 * 500);
    EXPECT_EQ(text_of(answer.spans), "launch 10000 ns, there 8000 ns, compute 500 ns, back 4000 ns");
    EXPECT_EQ(model.time_on_card(run("add", 1000)), 12'500ns);
    EXPECT_TRUE(model.answer(run("subtract", 1)).failed);
}

TEST(GpuService, has_one_queue_and_a_kernel_cannot_be_taken_off) {
    DeviceTraits traits = gpu();
    traits.latency = 1s;
    DeviceService service(traits);
    for (const std::uint64_t number : {1, 2, 3}) EXPECT_TRUE(service.begin({number, 0, false, 2s}, Time{}));
    EXPECT_EQ(service.next(), Time(3s));
    EXPECT_FALSE(service.forget(1, Time(1s)));  // it is on the card
    EXPECT_TRUE(service.forget(2, Time(1s)));   // it was in line
    EXPECT_EQ(service.take_answered(Time(3s)), std::vector<std::uint64_t>{1});
    EXPECT_EQ(service.next(), Time(6s));
    EXPECT_EQ(service.take_answered(Time(6s)), std::vector<std::uint64_t>{3});
}

// ---- A real one, where OpenCL plays it.

TEST(RealGpu, finds_what_the_model_finds_and_says_when_it_did_what) {
    if (!real_card()) GTEST_SKIP() << real_card().error().sentence();
    SomeHost host(gpu());
    DeviceModel model(gpu(), 1, 0);
    EXPECT_NE(host.host().played_by(0).find("OpenCL runs on "), std::string::npos);
    for (const DeviceRequest& request : {run("add", 1), run("add", 100'000), run("sum", 70'001), run("multiply", 65),
                                         run("mandelbrot", 50), run("stir", 1000, 7), run("stir", 1'000'000)}) {
        const DeviceAnswer theirs = host.answer(request);
        EXPECT_EQ(theirs.error, "");
        EXPECT_EQ(theirs.value, model.answer(request).value) << request.name << request.number;
        EXPECT_EQ(length_of(theirs.spans, DevicePart::there) > 0ns, request.name != "mandelbrot");
        EXPECT_GT(length_of(theirs.spans, DevicePart::compute), 0ns);
        EXPECT_GT(length_of(theirs.spans, DevicePart::back), 0ns);
        EXPECT_GT(theirs.ended, 0);
    }
    EXPECT_TRUE(host.answer(run("subtract", 1)).failed);
    EXPECT_TRUE(host.answer(run("add", INT64_MIN)).failed);
}

TEST(RealGpu, is_told_of_in_one_sentence_where_there_is_none) {
    if (real_card()) GTEST_SKIP() << "there is one: " << *real_card();
    EXPECT_NE(real_card().error().sentence().find("--clock simulated"), std::string::npos);
}

}  // namespace
}  // namespace simul
