// The other end of a board's serial line: sends standard input, and prints what comes back.
//
//   chip [cycles]
//
// Runs cc_ulx3s until the LEDs show a halt and the line has been quiet for two bytes, at most so many
// cycles. Bits are as long as the line's speed says, which is no whole number of cycles. The board
// reads its image from files in the current folder. Exit codes: 0 done, 1 trapped, 2 bad usage or a
// byte without its stop bit, 3 the limit was reached.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

#include "Vcc_ulx3s.h"
#include "verilated.h"

namespace {

using std::uint64_t;

constexpr uint64_t kBaud = 115200;
constexpr uint64_t kFrame = 10;  // bits: start, eight of data, stop

// The cycle, counted from the beginning of a frame, in which `halves` half bits are over.
constexpr uint64_t after(uint64_t halves) { return halves * CC_CLOCK_HZ / (2 * kBaud); }

// Drives a line with bytes, without a pause between them.
class Sender {
 public:
  explicit Sender(std::string bytes) : bytes_(std::move(bytes)) {}

  bool level(uint64_t cycle) {
    if (at_ == bytes_.size()) return true;
    uint64_t bit = 0;
    while (bit < kFrame && cycle - start_ >= after(2 * (bit + 1))) ++bit;
    if (bit == kFrame) {
      start_ = cycle;
      ++at_;
      return level(cycle);
    }
    const unsigned frame = static_cast<unsigned char>(bytes_[at_]) << 1 | 1u << (kFrame - 1);
    return (frame >> bit & 1) != 0;
  }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
  uint64_t start_ = 0;
};

// Samples a line in the middle of its bits.
class Receiver {
 public:
  // A byte, if this cycle completes one; else -1. -2 is a frame without a stop bit.
  int sample(bool level, uint64_t cycle) {
    if (bit_ == kFrame) {
      if (level) return -1;
      bit_ = 0;
      frame_ = 0;
      start_ = cycle;
    }
    if (cycle - start_ != after(2 * bit_ + 1)) return -1;
    frame_ |= unsigned{level} << bit_;
    if (++bit_ < kFrame) return -1;
    return level ? static_cast<int>(frame_ >> 1 & 0xff) : -2;
  }

  bool is_quiet(uint64_t cycle) const { return bit_ == kFrame && cycle - start_ > after(4 * kFrame); }

 private:
  uint64_t bit_ = kFrame;  // of the frame; kFrame between two of them
  unsigned frame_ = 0;
  uint64_t start_ = 0;
};

std::string read_all(std::FILE* file) {
  std::string text;
  for (int byte = std::getc(file); byte != EOF; byte = std::getc(file)) {
    text.push_back(static_cast<char>(byte));
  }
  return text;
}

}  // namespace

int main(int count, char** texts) {
  const uint64_t limit = count > 1 ? std::strtoull(texts[1], nullptr, 10) : UINT64_MAX;
  VerilatedContext context;
  context.randReset(2);
  Vcc_ulx3s top{&context};
  Sender sender(read_all(stdin));
  Receiver receiver;
  uint64_t halted = 0;  // the cycle in which the LEDs have first shown a halt
  int exit_code = 3;
  top.restart_ni = 1;
  for (uint64_t cycle = 1; cycle <= limit; ++cycle) {
    top.uart_rx_i = sender.level(cycle);
    top.clk_i = 0;
    top.eval();
    top.clk_i = 1;
    top.eval();
    const int byte = receiver.sample(top.uart_tx_o != 0, cycle);
    if (byte == -2) {
      exit_code = 2;
      break;
    }
    if (byte >= 0) std::putchar(byte);
    if (halted == 0 && (top.led_o & 0x0e) != 0) halted = cycle;
    if (halted != 0 && cycle - halted > after(4 * kFrame) && receiver.is_quiet(cycle)) {
      exit_code = (top.led_o & 0x08) != 0 ? 1 : 0;
      std::fprintf(stderr, "halted in cycle %llu, LEDs %02x\n",
                   static_cast<unsigned long long>(halted), unsigned{top.led_o});
      break;
    }
  }
  top.final();
  return exit_code;
}
