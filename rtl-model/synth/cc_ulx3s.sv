// The machine on a ULX3S, a board with an ECP5: 16-bit words, 64K of them in block RAM, four banks,
// copying collector, the console at the USB serial port.
//
// The program's image is in the bitstream. A program changes its image, so nothing but a new
// configuration starts it again: the button loads what is in the board's flash.
module cc_ulx3s #(
  parameter string Image   = "image",  // <Image>0.hex to 3.hex, the banks' words; <Image>_straps.hex
  parameter int    ClockHz = 20_000_000,  // the machine's
  parameter int    Baud    = 115_200
) (
  input  logic       clk_i,         // 25 MHz
  input  logic       restart_ni,
  output logic       programn_o,    // 0: configure again
  input  logic       uart_rx_i,
  output logic       uart_tx_o,
  output logic [7:0] led_o,
  output logic       wifi_gpio0_o   // 1: the board's other computer does not take over
);

  logic clk, locked;

  cc_clock #(
    .Divider(600_000_000 / ClockHz)
  ) u_clock (
    .clk_i,
    .clk_o   (clk),
    .locked_o(locked)
  );

  // A reset for some cycles of the clock, when it runs. The configuration sets the register to 0.
  logic [3:0] started_q = '0;
  logic       rst_n;

  always_ff @(posedge clk) started_q <= {started_q[2:0], locked};
  assign rst_n = started_q[3];

  // The straps that depend on the image: its entry and its length.
  logic [16:0] straps [2];

  initial $readmemh({Image, "_straps.hex"}, straps);

  logic       rx_valid, rx_end, rx_ready, rx_channel;
  logic       tx_valid, tx_ready, tx_channel;
  logic [7:0] rx_data, tx_data;
  logic [1:0] halt;

  cc_top #(
    .Image(Image)
  ) u_top (
    .clk_i        (clk),
    .rst_ni       (rst_n),
    .latency_i    (4'd1),
    .collector_i  (2'd1),
    .lisp1_i      (1'b0),
    .barrier_i    ('0),
    .gc_every_i   ('0),
    .image_words_i(straps[1]),
    .entry_i      (straps[0][15:0]),
    .interrupt_i  (1'b0),
    .rx_valid_i   (rx_valid),
    .rx_data_i    (rx_data),
    .rx_end_i     (rx_end),
    .rx_ready_o   (rx_ready),
    .rx_channel_o (rx_channel),
    .tx_valid_o   (tx_valid),
    .tx_ready_i   (tx_ready),
    .tx_channel_o (tx_channel),
    .tx_data_o    (tx_data),
    .halt_o       (halt)
  );

  cc_serial #(
    .ClockHz(ClockHz),
    .Baud   (Baud)
  ) u_serial (
    .clk_i       (clk),
    .rst_ni      (rst_n),
    .rx_ready_i  (rx_ready),
    .rx_channel_i(rx_channel),
    .rx_valid_o  (rx_valid),
    .rx_data_o   (rx_data),
    .rx_end_o    (rx_end),
    .tx_valid_i  (tx_valid),
    .tx_channel_i(tx_channel),
    .tx_data_i   (tx_data),
    .tx_ready_o  (tx_ready),
    .rx_i        (uart_rx_i),
    .tx_o        (uart_tx_o)
  );

  // One of four: running, done, exit, trap. Then: waits for a byte, or to send one.
  for (genvar i = 0; i < 4; i++) begin : gen_halt
    assign led_o[i] = halt == 2'(i);
  end
  assign led_o[4] = rx_ready && !rx_valid && !rx_end;
  assign led_o[5] = tx_valid && !tx_ready;
  assign led_o[7:6] = '0;

  assign programn_o = restart_ni;
  assign wifi_gpio0_o = 1'b1;

endmodule
