// The size of a machine, and the types that follow from it.
//
// Macros of the command line set it: -DCC_WORD_BITS=32 -DCC_ADDRESS_BITS=20 -DCC_BANKS=2. All other
// options of a machine are straps: see conscycle_gen_pkg.
`ifndef CC_WORD_BITS
  `define CC_WORD_BITS 16
`endif
`ifndef CC_ADDRESS_BITS
  `define CC_ADDRESS_BITS 16
`endif
`ifndef CC_BANKS
  `define CC_BANKS 4
`endif

package cc_config_pkg;

  localparam int WordBits    = `CC_WORD_BITS;     // 16, 32 or 64
  localparam int AddressBits = `CC_ADDRESS_BITS;  // 2^AddressBits words of memory
  localparam int Banks       = `CC_BANKS;         // 1, 2 or 4
  localparam int RowBits     = AddressBits - $clog2(Banks);

  typedef logic [WordBits-1:0]  word_t;
  typedef logic [WordBits:0]    sum_t;      // of two words
  typedef word_t [3:0]          words_t;    // an object's header and fields, or a beat of them
  typedef logic [WordBits-3:0]  cycle_t;    // a number of cycles, as programs read it
  typedef logic [AddressBits:0] address_t;  // with a bit more, so that it can be the memory's size

  localparam word_t Nil = '0;

endpackage
