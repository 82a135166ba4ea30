// The ECP5's PLL, for simulators, of which the clock is the machine's: it passes it on. Synthesis takes
// its ports from here.
module EHXPLLL #(
  parameter int    CLKI_DIV     = 1,
  parameter int    CLKFB_DIV    = 1,
  parameter string FEEDBK_PATH  = "CLKOP",
  parameter string CLKOP_ENABLE = "ENABLED",
  parameter int    CLKOP_DIV    = 1,
  parameter int    CLKOP_CPHASE = 0,
  parameter string CLKOS_ENABLE = "DISABLED",
  parameter int    CLKOS_DIV    = 1,
  parameter int    CLKOS_CPHASE = 0
) (
  input  logic CLKI,
  input  logic CLKFB,
  input  logic RST,
  input  logic STDBY,
  input  logic PHASESEL0,
  input  logic PHASESEL1,
  input  logic PHASEDIR,
  input  logic PHASESTEP,
  input  logic PHASELOADREG,
  input  logic PLLWAKESYNC,
  input  logic ENCLKOP,
  input  logic ENCLKOS,
  output logic CLKOP,
  output logic CLKOS,
  output logic CLKINTFB,
  output logic LOCK
);

  assign CLKOP = CLKI;
  assign CLKOS = CLKI;
  assign CLKINTFB = 1'b0;
  assign LOCK = 1'b1;

endmodule
