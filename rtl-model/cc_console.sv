// console: a byte each way between the machine and the person.
//
// Output cannot be stalled. Input is one register, which the host fills, and only at the end of a
// cycle that leaves `waiting` set; until it has a byte or says that none will come, the cycle
// counter stands still, so that no count depends on its speed.
module cc_console (
  input  logic       clk_i,
  input  logic       rst_ni,
  // primitive.
  input  logic       read_i,
  input  logic       write_i,
  input  logic [7:0] write_data_i,
  output logic       input_valid_o,
  output logic [7:0] input_o,
  output logic       closed_o,
  output logic       idle_o,  // nothing to read yet: this cycle does not count
  // The host.
  input  logic       rx_valid_i,
  input  logic [7:0] rx_data_i,
  input  logic       rx_end_i,
  output logic       rx_ready_o,
  output logic       tx_valid_o,
  output logic [7:0] tx_data_o
);

  logic       input_valid_d, input_valid_q;
  logic [7:0] input_d, input_q;
  logic       closed_d, closed_q;
  logic       waiting_d, waiting_q;
  logic       output_valid;
  logic [7:0] output_byte;

  assign waiting_d = read_i ? !input_valid_q && !closed_q : waiting_q;
  assign rx_ready_o = waiting_d;

  always_comb begin
    input_valid_d = input_valid_q && !read_i;
    input_d       = (read_i && input_valid_q) ? '0 : input_q;
    closed_d      = closed_q;
    if (waiting_d && !input_valid_d) begin
      input_valid_d = rx_valid_i;
      input_d       = rx_valid_i ? rx_data_i : '0;
      closed_d      = rx_end_i && !rx_valid_i;
    end
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      input_valid_q <= 1'b0;
      input_q       <= '0;
      closed_q      <= 1'b0;
      waiting_q     <= 1'b0;
    end else begin
      input_valid_q <= input_valid_d;
      input_q       <= input_d;
      closed_q      <= closed_d;
      waiting_q     <= waiting_d;
    end
  end

  assign input_valid_o = input_valid_q;
  assign input_o = input_q;
  assign closed_o = closed_q;
  assign idle_o = waiting_q && !input_valid_q && !closed_q;
  assign output_valid = write_i;
  assign output_byte = write_data_i;
  assign tx_valid_o = output_valid;
  assign tx_data_o = output_byte;

endmodule
