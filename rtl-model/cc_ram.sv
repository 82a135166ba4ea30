// A bank of the memory: a single-port RAM with a registered read, as the iCE40UP5K has four.
//
// `Image` is a file of its first words, for chips whose RAM is set when they are configured.
module cc_ram
  import cc_config_pkg::*;
#(
  parameter string Image = ""
) (
  input  logic               clk_i,
  input  logic               write_i,
  input  logic [RowBits-1:0] row_i,
  input  word_t              data_i,
  output word_t              data_o
);

  word_t mem_q [2**RowBits];

  if (Image != "") begin : gen_image
    initial $readmemh(Image, mem_q);
  end

  always_ff @(posedge clk_i) begin
    if (write_i) mem_q[row_i] <= data_i;
    else         data_o <= mem_q[row_i];
  end

endmodule
