// A bank of the memory: a single-port RAM with a registered read, as the iCE40UP5K has four.
//
// `Image` is a file of its first words, for chips whose RAM is set when they are configured.
module cc_ram #(
  parameter int    WordBits = 16,
  parameter int    RowBits  = 14,
  parameter string Image    = ""
) (
  input  logic                clk_i,
  input  logic                write_i,
  input  logic [RowBits-1:0]  row_i,
  input  logic [WordBits-1:0] data_i,
  output logic [WordBits-1:0] data_o
);

  logic [WordBits-1:0] mem_q [2**RowBits];

  if (Image != "") begin : gen_image
    initial $readmemh(Image, mem_q);
  end

  always_ff @(posedge clk_i) begin
    if (write_i) mem_q[row_i] <= data_i;
    else         data_o <= mem_q[row_i];
  end

endmodule
