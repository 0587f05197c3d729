// OpenCL, loaded when a graphics card is first opened, and the one device that plays the card.
#pragma once

#define CL_TARGET_OPENCL_VERSION 120
#include <CL/cl.h>

#include <string>

#include "engine/base/result.h"

namespace simul {

struct OpenCl {
    static Result<OpenCl> load();

    decltype(&clGetPlatformIDs) get_platforms;
    decltype(&clGetPlatformInfo) platform_info;
    decltype(&clGetDeviceIDs) get_devices;
    decltype(&clGetDeviceInfo) device_info;
    decltype(&clCreateContext) create_context;
    decltype(&clCreateCommandQueue) create_queue;
    decltype(&clCreateProgramWithSource) create_program;
    decltype(&clBuildProgram) build_program;
    decltype(&clCreateKernel) create_kernel;
    decltype(&clSetKernelArg) set_argument;
    decltype(&clCreateBuffer) create_buffer;
    decltype(&clReleaseMemObject) release_buffer;
    decltype(&clEnqueueWriteBuffer) write;
    decltype(&clEnqueueNDRangeKernel) start_kernel;
    decltype(&clEnqueueReadBuffer) read;
    decltype(&clFinish) finish;
    decltype(&clGetEventProfilingInfo) profile;
    decltype(&clReleaseEvent) release_event;
};

struct OpenClDevice {
    cl_platform_id platform = nullptr;
    cl_device_id id = nullptr;
    bool is_gpu = false;
    std::string name, platform_name;
};
/// A graphics card if there is one, else whatever plays one.
Result<OpenClDevice> find_device(const OpenCl& library);

/// "OpenCL runs on the CPU here, by PoCL: pthread-skylake".
std::string in_words(const OpenClDevice& device);

}  // namespace simul
