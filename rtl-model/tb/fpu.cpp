// The testbench of cc_fpu alone: does what it is asked for.
//
// Standard input has operations: the operation's number, its operands a and b (64 bits each). For each,
// standard output gets the result (64 bits), the cycles from the one after the operands were taken to
// that at whose end the result is there, and the flag `invalid` (32 bits each). Both are in the byte
// order of this computer. An operation that takes more than 99 cycles is given up.
//
// Registers have random values before the reset, so that one without a reset value is found.

#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "Vcc_fpu.h"
#include "verilated.h"

namespace {

using std::uint32_t;
using std::uint64_t;

struct Question {
  uint64_t operation, a, b;
};

struct Answer {
  uint64_t result;
  uint32_t cycles, invalid;
};

constexpr std::size_t kBlock = 1 << 10;  // operations that are read before one is answered
constexpr uint32_t kLimit = 99;          // cycles

class Unit {
 public:
  Unit() : top_(&context_) {
    context_.randReset(2);
    start(false);
    top_.token_i = 0;
    top_.rst_ni = 0;
    clock();
    top_.rst_ni = 1;
  }
  ~Unit() { top_.final(); }

  Answer ask(const Question& question) {
    top_.operation_i = static_cast<uint8_t>(question.operation);
    top_.a_i = question.a;
    top_.b_i = question.b;
    start(true);
    clock();
    start(false);
    top_.token_i = 1;
    uint32_t cycles = 0;
    bool done = false;
    while (!done && cycles < kLimit) {
      low();
      done = top_.done_o != 0;
      high();
      ++cycles;
    }
    top_.token_i = 0;
    return {top_.result_o, cycles, top_.invalid_o};
  }

 private:
  // Are the operands and the operation to be taken?
  void start(bool take) { top_.load_a_i = top_.load_b_i = top_.start_i = take; }
  void low() {
    top_.clk_i = 0;
    top_.eval();
  }
  void high() {
    top_.clk_i = 1;
    top_.eval();
  }
  void clock() {
    low();
    high();
  }

  VerilatedContext context_;
  Vcc_fpu top_;
};

}  // namespace

int main() {
  // What the simulator prints goes to standard error, as answers are on standard output.
  std::FILE* answers = fdopen(dup(STDOUT_FILENO), "w");
  if (answers == nullptr || dup2(STDERR_FILENO, STDOUT_FILENO) < 0) return 2;
  Unit unit;
  std::vector<Question> questions(kBlock);
  std::vector<Answer> answered(kBlock);
  for (;;) {
    const std::size_t count = std::fread(questions.data(), sizeof(Question), kBlock, stdin);
    for (std::size_t i = 0; i < count; ++i) answered[i] = unit.ask(questions[i]);
    if (std::fwrite(answered.data(), sizeof(Answer), count, answers) != count) return 2;
    if (std::fflush(answers) != 0) return 2;
    if (count < kBlock) return std::feof(stdin) != 0 ? 0 : 2;
  }
}
