// How the memory above the image is divided: constants of a chip, computed from its straps.
//
//   copying        | fixed region | space | space |
//   mark-sweep     | fixed region | heap                        |
//   generational   | fixed region | (page table) | nursery | old space | old space |
module cc_layout
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
(
  input  straps_t straps_i,
  output layout_t layout_o
);

  localparam int Words = 2**AddressBits;
  logic     generational, paged;
  address_t nursery, size, spaces, space_words;

  assign generational = straps_i.collector == CollectorGenerational;
  assign paged = generational && straps_i.barrier == BarrierProtect;
  assign nursery = straps_i.image_words + (paged ? address_t'(NumPages) : '0);

  // An eighth of the heap or four reserves, at most a quarter; with pages at least one, so that no
  // page has objects both of the fixed region and of the old space.
  address_t heap, wanted, words, nursery_words;

  assign heap = address_t'(Words) - nursery;
  assign wanted = (heap >> 3 > address_t'(4 * Reserve)) ? heap >> 3 : address_t'(4 * Reserve);
  assign words = (wanted < heap >> 2) ? wanted : heap >> 2;
  assign nursery_words = {words[AddressBits:1], 1'b0};

  always_comb begin
    size = nursery_words;
    if (paged && nursery_words < address_t'(Words / NumPages)) size = '0;
    if (!generational) size = '0;
  end

  assign spaces = nursery + size;

  address_t rest;

  assign rest = address_t'(Words) - spaces;
  assign space_words =
      (generational && size == '0) ? '0 : {1'b0, rest[AddressBits:2], 1'b0};

  assign layout_o = {paged, nursery, size, spaces, space_words};

endmodule
