#include "engine/scenario/lua/live_registers.h"

namespace simul::lua {

namespace {

// clang-format off
/// Lua 5.4's instructions, in their order.
enum Opcode : std::uint8_t {
    kMove, kLoadI, kLoadF, kLoadK, kLoadKX, kLoadFalse, kLoadFalseSkip, kLoadTrue, kLoadNil, kGetUpvalue, kSetUpvalue,
    kGetTableUp, kGetTable, kGetI, kGetField, kSetTableUp, kSetTable, kSetI, kSetField, kNewTable, kSelf, kAddI,
    kAddK, kSubK, kMulK, kModK, kPowK, kDivK, kIDivK, kBAndK, kBOrK, kBXorK, kShrI, kShlI,
    kAdd, kSub, kMul, kMod, kPow, kDiv, kIDiv, kBAnd, kBOr, kBXor, kShl, kShr, kMMBin, kMMBinI, kMMBinK,
    kUnm, kBNot, kNot, kLen, kConcat, kClose, kToBeClosed, kJump, kEq, kLt, kLe, kEqK, kEqI, kLtI, kLeI, kGtI, kGeI,
    kTest, kTestSet, kCall, kTailCall, kReturn, kReturn0, kReturn1, kForLoop, kForPrep, kTForPrep, kTForCall, kTForLoop,
    kSetList, kClosure, kVararg, kVarargPrep, kExtraArg
};
// clang-format on

struct Instruction {
    std::uint32_t word;

    Opcode opcode() const { return static_cast<Opcode>(word & 0x7f); }
    std::size_t a() const { return word >> 7 & 0xff; }
    bool k() const { return (word >> 15 & 1) != 0; }
    std::size_t b() const { return word >> 16 & 0xff; }
    std::size_t c() const { return word >> 24; }
    std::size_t bx() const { return word >> 15; }
    std::ptrdiff_t jump() const { return static_cast<std::ptrdiff_t>(word >> 7) - ((1 << 24) - 1); }
};

/// What one instruction does with the registers, and where it leads.
class Step {
  public:
    Step(const Code& code, std::size_t at) : code_(code), at_(at), instruction_{code.instructions[at]} { look(); }

    Registers reads, writes;
    std::vector<std::size_t> next;

  private:
    void read(std::size_t first, std::size_t count = 1) {
        for (std::size_t i = first; i < first + count && i < reads.size(); ++i) reads.set(i);
    }
    void read_from(std::size_t first) { read(first, reads.size()); }
    void write(std::size_t first, std::size_t count = 1) {
        for (std::size_t i = first; i < first + count && i < writes.size(); ++i) writes.set(i);
    }
    void write_from(std::size_t first) { write(first, writes.size()); }
    void read_c_unless_constant() {
        if (!instruction_.k()) read(instruction_.c());
    }
    void lead_to(std::ptrdiff_t distance) {
        next.push_back(static_cast<std::size_t>(static_cast<std::ptrdiff_t>(at_) + 1 + distance));
    }
    void look();
    void look_at_call();
    void look_at_loop();
    void look_at_closure();

    const Code& code_;
    std::size_t at_;
    Instruction instruction_;
};

/// Whatever is not named here only writes A.
void Step::look() {
    const std::size_t a = instruction_.a(), b = instruction_.b(), c = instruction_.c();
    const Opcode opcode = instruction_.opcode();
    if (opcode >= kCall && opcode <= kReturn1) return look_at_call();
    if (opcode >= kForLoop && opcode <= kTForLoop) return look_at_loop();
    const bool skips = opcode >= kEq && opcode <= kTestSet;
    if (opcode == kLoadFalseSkip)
        lead_to(1);
    else if (opcode == kJump)
        lead_to(instruction_.jump());
    else
        lead_to(0);
    if (skips) lead_to(1);
    switch (opcode) {
        case kLoadNil:
            return write(a, b + 1);
        case kSetUpvalue:
        case kToBeClosed:
            return read(a);
        case kMMBin:
            read(b);
            [[fallthrough]];
        case kMMBinI:
        case kMMBinK:
            read(a);
            return write(Instruction{code_.instructions[at_ - 1]}.a());
        case kSetTableUp:
            return read_c_unless_constant();
        case kSetTable:
            read(b);
            [[fallthrough]];
        case kSetI:
        case kSetField:
            read(a);
            return read_c_unless_constant();
        case kSelf:
            read(b);
            read_c_unless_constant();
            return write(a, 2);
        case kGetTable:
            read(c);
            [[fallthrough]];
        case kMove:
        case kGetI:
        case kGetField:
        case kUnm:
        case kBNot:
        case kNot:
        case kLen:
            read(b);
            return write(a);
        case kConcat:
            read(a, b);
            return write(a);
        case kClose:
        case kJump:
        case kExtraArg:
        case kVarargPrep:
            return;
        case kEq:
        case kLt:
        case kLe:
            read(b);
            return read(a);
        case kTestSet:
            return read(b);
        case kSetList:
            return b == 0 ? read_from(a) : read(a, b + 1);
        case kVararg:
            return c == 0 ? write_from(a) : write(a, c - 1);
        case kClosure:
            return look_at_closure();
        default:
            break;
    }
    if (opcode >= kEqK && opcode <= kTest) return read(a);
    if (opcode >= kAdd && opcode <= kShr) read(c);
    if (opcode >= kAddI && opcode <= kShr) read(b);
    // Where an arithmetic instruction gives its result is said to be written by the next, which does so at need.
    if (opcode < kAddI || opcode > kShr) write(a);
}

/// Whatever stood above the function is gone when it returns.
void Step::look_at_call() {
    const std::size_t a = instruction_.a(), b = instruction_.b();
    switch (instruction_.opcode()) {
        case kReturn0:
            return;
        case kReturn1:
            return read(a);
        case kReturn:
            return b == 0 ? read_from(a) : read(a, b - 1);
        default:
            if (b == 0)
                read_from(a);
            else
                read(a, b);
            write_from(a);
            return lead_to(0);
    }
}

/// The loop's own registers come first, then the variables that the text names: nobody reads these after the loop.
void Step::look_at_loop() {
    const std::size_t a = instruction_.a();
    const auto distance = static_cast<std::ptrdiff_t>(instruction_.bx());
    switch (instruction_.opcode()) {
        case kForLoop:
            read(a, 3);
            write(a + 3);
            lead_to(0);
            return lead_to(-distance);
        case kForPrep:
            read(a, 3);
            write(a + 3);
            lead_to(0);
            return lead_to(distance + 1);
        case kTForPrep:
            read(a, 4);
            return lead_to(distance);
        case kTForCall:
            read(a, 4);
            write_from(a + 4);
            return lead_to(0);
        default:
            read(a, 5);
            lead_to(0);
            return lead_to(-distance);
    }
}

void Step::look_at_closure() {
    const Code& closure = *code_.nested[instruction_.bx()];
    for (int i = 0; i < closure.upvalue_count; ++i)
        if (closure.upvalues[i].in_stack != 0) read(closure.upvalues[i].index);
    write(instruction_.a());
}

/// A closure may read them at any time.
Registers captured_in(const Code& code) {
    Registers captured;
    for (int i = 0; i < code.nested_count; ++i)
        for (int j = 0; j < code.nested[i]->upvalue_count; ++j)
            if (code.nested[i]->upvalues[j].in_stack != 0) captured.set(code.nested[i]->upvalues[j].index);
    return captured;
}

Registers below(std::size_t end) {
    Registers set;
    for (std::size_t i = 0; i < end && i < set.size(); ++i) set.set(i);
    return set;
}

}  // namespace

std::vector<Registers> live_registers(const Code& code) {
    const auto count = static_cast<std::size_t>(code.instruction_count);
    std::vector<Step> steps;
    for (std::size_t i = 0; i < count; ++i) steps.emplace_back(code, i);
    std::vector<Registers> live(count, captured_in(code));
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t i = count; i > 0; --i) {
            const Step& step = steps[i - 1];
            Registers after = live[i - 1];
            Registers followed;
            for (const std::size_t next : step.next)
                if (next < count) followed |= live[next];
            after |= (followed & ~step.writes) | step.reads;
            changed |= after != live[i - 1];
            live[i - 1] = after;
        }
    }
    return live;
}

Registers live_while_waiting(const Code& code, const std::vector<Registers>& live, std::size_t next) {
    const Instruction waits{code.instructions[next - 1]};
    const Registers after = next < live.size() ? live[next] : Registers();
    switch (waits.opcode()) {
        case kCall:
        case kTailCall:
            return after & below(waits.a());
        case kTForCall:
            return after & below(waits.a() + 4);
        case kGetTableUp:
        case kGetTable:
        case kGetI:
        case kGetField: {
            Registers kept = after | captured_in(code);
            if (!captured_in(code).test(waits.a())) kept.reset(waits.a());
            return kept;
        }
        default:
            return after;
    }
}

}  // namespace simul::lua
