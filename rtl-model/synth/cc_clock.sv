// The machine's clock, from the board's of 25 MHz: the PLL's oscillator at 600 MHz, divided.
//
// The output that the PLL locks to is 25 MHz too, so that the machine's may be any other.
module cc_clock #(
  parameter int Divider = 30
) (
  input  logic clk_i,
  output logic clk_o,
  output logic locked_o
);

  logic feedback, unused_feedback;

  // The loop's filter, as ecppll sets it for these numbers.
  (* ICP_CURRENT = "12" *)
  (* LPF_RESISTOR = "8" *)
  (* MFG_ENABLE_FILTEROPAMP = "1" *)
  (* MFG_GMCREF_SEL = "2" *)
  EHXPLLL #(
    .CLKI_DIV    (1),
    .CLKFB_DIV   (1),
    .FEEDBK_PATH ("CLKOP"),
    .CLKOP_ENABLE("ENABLED"),
    .CLKOP_DIV   (24),
    .CLKOP_CPHASE(23),
    .CLKOS_ENABLE("ENABLED"),
    .CLKOS_DIV   (Divider),
    .CLKOS_CPHASE(Divider - 1)
  ) u_pll (
    .CLKI        (clk_i),
    .CLKFB       (feedback),
    .CLKINTFB    (unused_feedback),
    .RST         (1'b0),
    .STDBY       (1'b0),
    .PHASESEL0   (1'b0),
    .PHASESEL1   (1'b0),
    .PHASEDIR    (1'b0),
    .PHASESTEP   (1'b0),
    .PHASELOADREG(1'b0),
    .PLLWAKESYNC (1'b0),
    .ENCLKOP     (1'b0),
    .ENCLKOS     (1'b0),
    .CLKOP       (feedback),
    .CLKOS       (clk_o),
    .LOCK        (locked_o)
  );

endmodule
