// How the memory above the image is divided: constants of a chip, computed from its straps.
//
//   copying        | fixed region | space | space |
//   mark-sweep     | fixed region | heap                        |
//   generational   | fixed region | (page table) | nursery | old space | old space |
module cc_layout
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
(
  input  collector_e           collector_i,
  input  barrier_e             barrier_i,
  input  address_t             image_words_i,
  output logic                 paged_o,          // stores are looked at by pages
  output address_t             nursery_o,        // its first word, or that of the heap
  output address_t             nursery_words_o,
  output address_t             spaces_o,         // the first word of the two spaces
  output address_t             space_words_o     // of each
);


  localparam int Words = 2**AddressBits;
  logic generational;

  assign generational = collector_i == CollectorGenerational;
  assign paged_o = generational && barrier_i == BarrierProtect;
  assign nursery_o = image_words_i + (paged_o ? address_t'(NumPages) : '0);

  // An eighth of the heap or four reserves, at most a quarter; with pages at least one, so that no
  // page has objects both of the fixed region and of the old space.
  address_t heap, wanted, words, nursery_words;

  assign heap = address_t'(Words) - nursery_o;
  assign wanted = (heap >> 3 > address_t'(4 * Reserve)) ? heap >> 3 : address_t'(4 * Reserve);
  assign words = (wanted < heap >> 2) ? wanted : heap >> 2;
  assign nursery_words = {words[AddressBits:1], 1'b0};

  always_comb begin
    nursery_words_o = nursery_words;
    if (paged_o && nursery_words < address_t'(Words / NumPages)) nursery_words_o = '0;
    if (!generational) nursery_words_o = '0;
  end

  assign spaces_o = nursery_o + nursery_words_o;

  address_t rest;

  assign rest = address_t'(Words) - spaces_o;
  assign space_words_o =
      (generational && nursery_words_o == '0) ? '0 : {1'b0, rest[AddressBits:2], 1'b0};

endmodule
