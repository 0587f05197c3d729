#include "engine/scenario/body_end.h"

namespace simul {

BodyEnd body_end_of(const std::exception_ptr& exception) {
    if (!exception) return {};
    try {
        std::rethrow_exception(exception);
    } catch (const Cancelled&) {
        return {Ending::cancelled, {}, 0};
    } catch (const Stopped&) {
        return {Ending::cancelled, {}, 0};
    } catch (const ProcessDied& death) {
        return {Ending::died, death.told(), death.signal};
    } catch (const StoryError& error) {
        return {Ending::failed, error.told(), 0};
    } catch (const std::exception& error) {
        return {Ending::failed, error.what(), 0};
    } catch (...) {
        return {Ending::failed, kThrewSomething, 0};
    }
}

}  // namespace simul
