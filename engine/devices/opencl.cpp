#include "engine/devices/opencl.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "engine/os/library.h"

namespace simul {

namespace {

constexpr const char* kRemedy =
    "install ocl-icd-libopencl1 and the driver of a graphics card, or pocl-opencl-icd, which plays one on the CPU, or "
    "choose --clock simulated.";

template <class Ask>
std::string text_from(Ask ask) {
    std::size_t size = 0;
    if (ask(0, nullptr, &size) != CL_SUCCESS || size == 0) return {};
    std::string text(size, '\0');
    if (ask(size, text.data(), nullptr) != CL_SUCCESS) return {};
    text.resize(text.find('\0'));
    return text;
}

std::optional<OpenClDevice> device_on(const OpenCl& library, cl_platform_id platform, cl_device_type type) {
    OpenClDevice device;
    device.platform = platform;
    device.is_gpu = type == CL_DEVICE_TYPE_GPU;
    if (library.get_devices(platform, type, 1, &device.id, nullptr) != CL_SUCCESS) return std::nullopt;
    device.name = text_from([&](std::size_t size, void* to, std::size_t* needed) {
        return library.device_info(device.id, CL_DEVICE_NAME, size, to, needed);
    });
    device.platform_name = text_from([&](std::size_t size, void* to, std::size_t* needed) {
        return library.platform_info(platform, CL_PLATFORM_NAME, size, to, needed);
    });
    return device;
}

}  // namespace

Result<OpenCl> OpenCl::load() {
    const std::optional<os::Library> library = os::Library::load({"libOpenCL.so.1"});
    OpenCl all{};
    const bool found =
        library && library->find("clGetPlatformIDs", all.get_platforms) &&
        library->find("clGetPlatformInfo", all.platform_info) && library->find("clGetDeviceIDs", all.get_devices) &&
        library->find("clGetDeviceInfo", all.device_info) && library->find("clCreateContext", all.create_context) &&
        library->find("clCreateCommandQueue", all.create_queue) &&
        library->find("clCreateProgramWithSource", all.create_program) &&
        library->find("clBuildProgram", all.build_program) && library->find("clCreateKernel", all.create_kernel) &&
        library->find("clSetKernelArg", all.set_argument) && library->find("clCreateBuffer", all.create_buffer) &&
        library->find("clReleaseMemObject", all.release_buffer) && library->find("clEnqueueWriteBuffer", all.write) &&
        library->find("clEnqueueNDRangeKernel", all.start_kernel) && library->find("clEnqueueReadBuffer", all.read) &&
        library->find("clFinish", all.finish) && library->find("clGetEventProfilingInfo", all.profile) &&
        library->find("clReleaseEvent", all.release_event);
    if (found) return all;
    return Error{fmt::format("A real graphics card needs OpenCL, which is not on this computer: {}", kRemedy)};
}

Result<OpenClDevice> find_device(const OpenCl& library) {
    constexpr cl_uint kMostPlatforms = 16;
    cl_uint count = 0;
    std::vector<cl_platform_id> platforms(kMostPlatforms);
    if (library.get_platforms(kMostPlatforms, platforms.data(), &count) != CL_SUCCESS) count = 0;
    platforms.resize(std::min(count, kMostPlatforms));
    for (const cl_device_type type : {cl_device_type{CL_DEVICE_TYPE_GPU}, cl_device_type{CL_DEVICE_TYPE_ALL}})
        for (const cl_platform_id platform : platforms)
            if (std::optional<OpenClDevice> device = device_on(library, platform, type)) return *device;
    return Error{fmt::format("OpenCL is on this computer, but no device for it: {}", kRemedy)};
}

std::string in_words(const OpenClDevice& device) {
    const bool is_pocl = device.platform_name == "Portable Computing Language";
    return fmt::format("OpenCL runs on {} here, by {}: {}", device.is_gpu ? "a graphics card" : "the CPU",
                       is_pocl ? "PoCL" : device.platform_name, device.name);
}

}  // namespace simul
