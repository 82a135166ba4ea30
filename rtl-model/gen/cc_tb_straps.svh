// Generated from the model's tables: cargo xtask bless rtl
//
// The machine's straps from the command line: +latency=N and so on, in decimal.
logic [31:0] latency, lisp1, collector, barrier, gc_every;

initial begin
  if (!$value$plusargs("latency=%d", latency)) latency = 1;
  if (!$value$plusargs("lisp1=%d", lisp1)) lisp1 = 0;
  if (!$value$plusargs("collector=%d", collector)) collector = 1;
  if (!$value$plusargs("barrier=%d", barrier)) barrier = 0;
  if (!$value$plusargs("gc_every=%d", gc_every)) gc_every = 0;
end
