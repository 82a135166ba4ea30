// The testbench for Verilator: runs an image on the RTL and reports on it to a pipe.
//
//   lockstep +image=FILE +image_words=N +entry=N [+key=value ...]
//
// `image` is what `conscycle image P -o F.hex` writes, and `table_words` words more: the page table
// of a machine that protects pages. cc_tb.sv has the machine's parameters.
// `interrupts` are cycles at whose beginning the program is interrupted, ascending, with commas.
//
// Standard input has pieces of what the channels read: a 32-bit channel (0 the console, 1 the host), a
// 32-bit length, the bytes. A piece without bytes is the console's end, or tells a read on the host
// channel that there is no answer. The pieces are read when the machine asks for a byte, while the
// clock stands still. Standard output carries records: a 32-bit kind, a 32-bit length in bytes, the
// payload. Both are in the byte order of this computer.
//
//   kind     payload
//   Digest   cycle, fingerprint of the cycles before it (64 bits each), every cc::kStretch cycles
//   Row      cycle (64 bits), the value of every signal in it (64 bits each)
//   Wait     cycle; channel, pieces of it so far (32 bits each): the machine asks for a byte, and
//            none is left of these pieces
//   End      cycles, fingerprint; halt (32 bits), last value (64 bits), seconds of clocking (a double)
//   Memory   every word, 32 bits each, or 64 if words are wider; in pieces
//
// Registers have random values before the reset, so that one without a reset value is found.

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "Vcc_tb.h"
#include "Vcc_tb___024root.h"
#include "signals.h"
#include "verilated.h"
#if VM_TRACE
#include "verilated_vcd_c.h"
#endif

namespace {

using std::uint32_t;
using std::uint64_t;

// A word of memory.
using Word = std::conditional_t<(CC_WORD_BITS > 32), uint64_t, uint32_t>;

enum class Kind : uint32_t { Digest = 1, Row = 2, Wait = 3, End = 4, Memory = 5 };

[[noreturn]] void fail(const std::string& message) {
  std::fprintf(stderr, "%s\n", message.c_str());
  std::exit(2);
}

// The arguments, as +key=value.
class Options {
 public:
  Options(int count, char** texts) : texts_(texts + 1, texts + count) {}

  std::string text(const std::string& key, const std::string& otherwise = "") const {
    const std::string start = "+" + key + "=";
    for (const std::string& text : texts_) {
      if (text.compare(0, start.size(), start) == 0) return text.substr(start.size());
    }
    return otherwise;
  }

  uint64_t number(const std::string& key, uint64_t otherwise) const {
    const std::string digits = text(key);
    if (digits.empty()) return otherwise;
    char* end = nullptr;
    const uint64_t value = std::strtoull(digits.c_str(), &end, 0);
    if (*end != '\0') fail(key + ": a number is expected, not " + digits);
    return value;
  }

 private:
  std::vector<std::string> texts_;
};

// Standard output, in records. What the simulator prints goes to standard error instead.
class Records {
 public:
  Records() : file_(fdopen(dup(STDOUT_FILENO), "w")), buffer_(std::make_unique<char[]>(kBuffer)) {
    if (file_ == nullptr || dup2(STDERR_FILENO, STDOUT_FILENO) < 0) fail("no standard output");
    std::setvbuf(file_, buffer_.get(), _IOFBF, kBuffer);
  }

  template <typename... Parts>
  void put(Kind kind, const Parts&... parts) {
    start(kind, (sizeof(parts) + ... + 0));
    (raw(&parts, sizeof parts), ...);
  }

  void start(Kind kind, std::size_t length) {
    const uint32_t head[2] = {static_cast<uint32_t>(kind), static_cast<uint32_t>(length)};
    raw(head, sizeof head);
  }

  void raw(const void* bytes, std::size_t length) {
    // Nobody reads any more: the comparison has ended.
    if (std::fwrite(bytes, 1, length, file_) != length) std::exit(0);
  }

  void flush() {
    if (std::fflush(file_) != 0) std::exit(0);
  }

 private:
  static constexpr std::size_t kBuffer = 1 << 16;
  std::FILE* file_;
  std::unique_ptr<char[]> buffer_;
};

// What the channels read.
class Input {
 public:
  // Can a read on this channel go on: with a byte, or as there is none?
  bool is_ready(bool channel) const { return !queue(channel).empty() || ended_; }
  bool has_byte(bool channel) const { return !queue(channel).empty() && queue(channel).front() != kEnd; }
  bool has_ended(bool channel) const { return is_ready(channel) && !has_byte(channel); }
  uint8_t head(bool channel) const { return has_byte(channel) ? queue(channel).front() : 0; }
  uint32_t pieces(bool channel) const { return pieces_[channel]; }

  // A read has got what is at the head. The console's end stays there.
  void pop(bool channel) {
    if (has_byte(channel) || (channel && !queue(channel).empty())) queues_[channel].pop_front();
  }

  // Reads the next piece, or waits for it.
  void read() {
    uint32_t head[2];
    if (std::fread(head, sizeof head, 1, stdin) != 1) {
      ended_ = true;
      return;
    }
    const bool channel = head[0] != 0;
    std::vector<uint8_t> bytes(head[1]);
    if (std::fread(bytes.data(), 1, bytes.size(), stdin) != bytes.size()) fail("a piece is cut off");
    ++pieces_[channel];
    queues_[channel].insert(queues_[channel].end(), bytes.begin(), bytes.end());
    if (bytes.empty()) queues_[channel].push_back(kEnd);
  }

 private:
  static constexpr int kEnd = -1;
  const std::deque<int>& queue(bool channel) const { return queues_[channel]; }

  std::deque<int> queues_[2];
  uint32_t pieces_[2] = {0, 0};
  bool ended_ = false;
};

// The banks of the RAM: word `a` is in bank `a % kBanks`, row `a / kBanks`.
#define CC_BANK(root, b) \
  (root).cc_tb__DOT__u_top__DOT__u_memory__DOT__gen_banks__BRA__##b##__KET____DOT__u_ram__DOT__mem_q

template <typename Use>
void each_bank(Vcc_tb___024root& root, Use use) {
  use(0, CC_BANK(root, 0));
#if CC_BANKS > 1
  use(1, CC_BANK(root, 1));
#endif
#if CC_BANKS > 2
  use(2, CC_BANK(root, 2));
  use(3, CC_BANK(root, 3));
#endif
}

constexpr uint32_t kBanks = CC_BANKS;
constexpr uint32_t kWords = uint32_t{1} << CC_ADDRESS_BITS;

// The words of a hex image: a comment, then a word a line.
std::vector<Word> read_image(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "r");
  if (file == nullptr) fail(path + ": " + std::strerror(errno));
  std::vector<Word> words;
  char line[256];
  while (std::fgets(line, sizeof line, file) != nullptr) {
    if (std::strncmp(line, "//", 2) == 0) continue;
    char* end = nullptr;
    words.push_back(static_cast<Word>(std::strtoull(line, &end, 16)));
    if (end == line || *end != '\n') fail(path + ": a hexadecimal word is expected: " + line);
  }
  std::fclose(file);
  if (words.size() > kWords) fail(path + ": more words than the memory has");
  return words;
}

// Numbers with commas between them.
std::vector<uint64_t> cycles(const std::string& text) {
  std::vector<uint64_t> numbers;
  for (const char* at = text.c_str(); *at != '\0';) {
    char* end = nullptr;
    numbers.push_back(std::strtoull(at, &end, 10));
    if (end == at || (*end != ',' && *end != '\0')) fail("interrupts: numbers are expected: " + text);
    at = *end == ',' ? end + 1 : end;
  }
  return numbers;
}

class Bench {
 public:
  Bench(const Options& options, VerilatedContext& context)
      : options_(options),
        context_(context),
        top_(&context),
        root_(*top_.rootp),
        interrupts_(cycles(options.text("interrupts"))) {
#if VM_TRACE
    const std::string path = options.text("vcd");
    if (!path.empty()) {
      context_.traceEverOn(true);
      top_.trace(&vcd_, 99);
      vcd_.open(path.c_str());
    }
#endif
  }

  int run() {
    reset(read_image(options_.text("image")));
    const uint64_t limit = options_.number("cycles", UINT64_MAX);
    const uint64_t from = options_.number("rows_from", UINT64_MAX);
    const uint64_t until = options_.number("rows_until", UINT64_MAX);
    const auto start = std::chrono::steady_clock::now();
    // Three loops, so that what is not asked for costs nothing.
    if (options_.number("quiet", 0) != 0) {
      while (running(limit)) clock();
    } else if (from == UINT64_MAX) {
      while (running(limit)) {
        digest_ = cc::digest(root_, digest_);
        clock();
        if (cycle_ % cc::kStretch == 0) records_.put(Kind::Digest, cycle_, digest_);
      }
      // What the last cycle leaves.
      if (top_.halt_o != 0) digest_ = cc::digest(root_, digest_);
    } else {
      while (running(limit)) {
        if (cycle_ >= from && cycle_ < until) row();
        clock();
      }
      if (cycle_ >= from && cycle_ < until) row();
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    end(seconds.count());
    return 0;
  }

 private:
  void reset(const std::vector<Word>& image) {
    top_.clk_i = 0;
    top_.rst_ni = 1;
    const uint64_t words = options_.number("image_words", 0) + options_.number("table_words", 0);
    if (words != image.size()) fail("image_words, table_words: not the image's");
    offer(false);
    top_.interrupt_i = 0;
    top_.eval();
    each_bank(root_, [&](uint32_t bank, auto& rows) {
      for (uint32_t row = 0; row < kWords / kBanks; ++row) {
        const std::size_t address = std::size_t{row} * kBanks + bank;
        rows[row] = address < image.size() ? image[address] : 0;
      }
    });
    top_.rst_ni = 0;
    top_.eval();
    top_.clk_i = 1;
    top_.eval();
    top_.clk_i = 0;
    top_.eval();
    top_.rst_ni = 1;
    top_.eval();
  }

  bool running(uint64_t limit) const { return top_.halt_o == 0 && cycle_ < limit; }

  // One cycle. The inputs are those of the cycle before it begins.
  void clock() {
    const bool taken = top_.rx_ready_o != 0;
    const bool channel = top_.rx_channel_o != 0;
    const bool interrupted = cycle_ + 1 == next_interrupt();
    if (taken) {
      if (!input_.is_ready(channel)) wait(channel);
      offer(channel);
    }
    top_.interrupt_i = interrupted;
    if (taken || interrupted) top_.eval();
    top_.clk_i = 1;
    step();
    ++cycle_;
    while (cycle_ == next_interrupt()) ++interrupt_;
    if (taken) input_.pop(channel);
    top_.interrupt_i = 0;
    top_.clk_i = 0;
    step();
  }

  uint64_t next_interrupt() const {
    return interrupt_ < interrupts_.size() ? interrupts_[interrupt_] : UINT64_MAX;
  }

  // The clock stands still until there is a byte, or none will come.
  void wait(bool channel) {
    while (!input_.is_ready(channel)) {
      records_.put(Kind::Wait, cycle_, uint32_t{channel}, input_.pieces(channel));
      records_.flush();
      input_.read();
    }
  }

  void offer(bool channel) {
    top_.rx_valid_i = input_.has_byte(channel);
    top_.rx_data_i = input_.head(channel);
    top_.rx_end_i = input_.has_ended(channel);
  }

  void step() {
    context_.time(2 * cycle_ + (top_.clk_i != 0));
    top_.eval();
#if VM_TRACE
    if (vcd_.isOpen()) vcd_.dump(context_.time());
#endif
  }

  void row() {
    uint64_t values[cc::kSignals];
    cc::sample(root_, values);
    records_.start(Kind::Row, sizeof cycle_ + sizeof values);
    records_.raw(&cycle_, sizeof cycle_);
    records_.raw(values, sizeof values);
  }

  void end(double seconds) {
    const uint32_t halt = top_.halt_o;
    records_.put(Kind::End, cycle_, digest_, halt, cc::last_value(root_), seconds);
    std::vector<Word> words(kWords);
    each_bank(root_, [&](uint32_t bank, auto& rows) {
      for (uint32_t row = 0; row < kWords / kBanks; ++row) words[row * kBanks + bank] = rows[row];
    });
    if (options_.number("quiet", 0) == 0) {
      constexpr std::size_t kPiece = 1 << 14;
      for (std::size_t at = 0; at < words.size(); at += kPiece) {
        const std::size_t count = std::min(kPiece, words.size() - at);
        records_.start(Kind::Memory, count * sizeof words[0]);
        records_.raw(&words[at], count * sizeof words[0]);
      }
    }
    records_.flush();
#if VM_TRACE
    if (vcd_.isOpen()) vcd_.close();
#endif
    top_.final();
  }

  const Options& options_;
  VerilatedContext& context_;
#if VM_TRACE
  VerilatedVcdC vcd_;
#endif
  Vcc_tb top_;
  Vcc_tb___024root& root_;
  Records records_;
  Input input_;
  std::vector<uint64_t> interrupts_;
  std::size_t interrupt_ = 0;
  uint64_t cycle_ = 0;
  uint64_t digest_ = 0;
};

}  // namespace

// An assertion of the RTL has failed; Verilator has said which one. `exit` writes the records.
void vl_stop(const char*, int, const char*) { std::exit(3); }

int main(int argc, char** argv) {
  const Options options(argc, argv);
  VerilatedContext context;
  context.commandArgs(argc, argv);
  context.randReset(2);
  context.randSeed(static_cast<int>(options.number("seed", 1)));
  return Bench(options, context).run();
}
