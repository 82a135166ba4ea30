// The machine on a ULX3S, a board with an ECP5: 16-bit words, 64K of them in block RAM, four banks,
// copying collector, the console at the USB serial port.
//
// The program's image is in the bitstream. A program changes its image, so nothing but a new
// configuration starts it again: the button loads what is in the board's flash.
module cc_ulx3s
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
#(
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

  // The straps that depend on the image: its entry, its length, and what
  // arithmetic falls back on.
  logic [16:0] image_straps [3];

  initial $readmemh({Image, "_straps.hex"}, image_straps);

  straps_t    straps;
  from_host_t from_host;
  to_host_t   to_host;
  halt_e      halt;

  assign straps = default_straps(image_straps[1], image_straps[0][15:0], image_straps[2][15:0]);
  assign from_host.interrupts = 1'b0;

  cc_top #(
    .Image(Image)
  ) u_top (
    .clk_i   (clk),
    .rst_ni  (rst_n),
    .straps_i(straps),
    .host_i  (from_host),
    .host_o  (to_host),
    .halt_o  (halt)
  );

  cc_serial #(
    .ClockHz(ClockHz),
    .Baud   (Baud)
  ) u_serial (
    .clk_i       (clk),
    .rst_ni      (rst_n),
    .rx_ready_i  (to_host.rx_ready),
    .rx_channel_i(to_host.rx_channel),
    .rx_valid_o  (from_host.rx_valid),
    .rx_data_o   (from_host.rx_data),
    .rx_end_o    (from_host.rx_end),
    .tx_valid_i  (to_host.tx_valid),
    .tx_channel_i(to_host.tx_channel),
    .tx_data_i   (to_host.tx_data),
    .tx_ready_o  (from_host.tx_ready),
    .rx_i        (uart_rx_i),
    .tx_o        (uart_tx_o)
  );

  // One of four: running, done, exit, trap. Then: waits for a byte, or to send one.
  for (genvar i = 0; i < 4; i++) begin : gen_halt
    assign led_o[i] = halt == halt_e'(i);
  end
  assign led_o[4] = to_host.rx_ready && !from_host.rx_valid && !from_host.rx_end;
  assign led_o[5] = to_host.tx_valid && !from_host.tx_ready;
  assign led_o[7:6] = '0;

  assign programn_o = restart_ni;
  assign wifi_gpio0_o = 1'b1;

endmodule
