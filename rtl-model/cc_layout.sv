// How the memory above the image is divided: constants of a chip, computed from its straps.
//
//   copying        | fixed region | space | space |
//   mark-sweep     | fixed region | heap                        |
//   generational   | fixed region | nursery | old space | old space |
module cc_layout
  import conscycle_gen_pkg::*;
#(
  parameter int AddressBits = 16
) (
  input  collector_e           collector_i,
  input  logic [AddressBits:0] image_words_i,
  output logic [AddressBits:0] nursery_words_o,  // from the image's end on
  output logic [AddressBits:0] spaces_o,         // the first word of the two spaces
  output logic [AddressBits:0] space_words_o     // of each
);

  typedef logic [AddressBits:0] address_t;

  localparam int Words = 2**AddressBits;
  localparam int Reserve = (Words / 64 > 128) ? Words / 64 : 128;

  // An eighth of the heap or four reserves, at most half.
  address_t heap, wanted, words;

  assign heap = address_t'(Words) - image_words_i;
  assign wanted = (heap >> 3 > address_t'(4 * Reserve)) ? heap >> 3 : address_t'(4 * Reserve);
  assign words = (wanted < heap >> 1) ? wanted : heap >> 1;
  assign nursery_words_o = (collector_i == CollectorGenerational) ? {words[AddressBits:1], 1'b0}
                                                                  : '0;
  assign spaces_o = image_words_i + nursery_words_o;

  address_t rest;

  assign rest = address_t'(Words) - spaces_o;
  assign space_words_o = {1'b0, rest[AddressBits:2], 1'b0};

endmodule
