// A queue of bytes. Its head is in the RAM's output register.
module cc_fifo #(
  parameter int Depth = 16  // a power of two
) (
  input  logic       clk_i,
  input  logic       rst_ni,
  input  logic       valid_i,
  input  logic [7:0] data_i,
  output logic       ready_o,
  output logic       valid_o,
  output logic [7:0] data_o,
  input  logic       ready_i
);

  localparam int PointerBits = $clog2(Depth) + 1;  // with a bit that tells full from empty

  typedef logic [PointerBits-1:0] pointer_t;

  logic [7:0] mem_q [Depth];
  pointer_t   head_d, head_q;
  pointer_t   tail_d, tail_q;
  logic       valid_q;
  logic [7:0] data_q;
  logic       write;

  assign ready_o = tail_q - head_q != pointer_t'(Depth);
  assign write = valid_i && ready_o;
  assign tail_d = tail_q + pointer_t'(write);
  assign head_d = head_q + pointer_t'(valid_q && ready_i);

  always_ff @(posedge clk_i) begin
    if (write) mem_q[tail_q[PointerBits-2:0]] <= data_i;
  end

  always_ff @(posedge clk_i) begin
    data_q <= mem_q[head_d[PointerBits-2:0]];
  end

  // A byte that is written at this edge can be read at the next one.
  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      head_q  <= '0;
      tail_q  <= '0;
      valid_q <= 1'b0;
    end else begin
      head_q  <= head_d;
      tail_q  <= tail_d;
      valid_q <= head_d != tail_q;
    end
  end

  assign valid_o = valid_q;
  assign data_o = data_q;

endmodule
