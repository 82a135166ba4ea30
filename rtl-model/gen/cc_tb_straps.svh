// Generated from the model's tables: cargo xtask bless rtl
//
// The machine's straps from the command line: +latency=N and so on, in decimal.
logic [31:0] latency;
logic [31:0] lisp1;
logic [31:0] quick;
logic [31:0] collector;
logic [31:0] barrier;
logic [31:0] gc_every;
logic [31:0] image_words;
logic [31:0] entry;
logic [31:0] fallback;

initial begin
  if (!$value$plusargs("latency=%d", latency)) latency = 1;
  if (!$value$plusargs("lisp1=%d", lisp1)) lisp1 = 0;
  if (!$value$plusargs("quick=%d", quick)) quick = 1;
  if (!$value$plusargs("collector=%d", collector)) collector = 1;
  if (!$value$plusargs("barrier=%d", barrier)) barrier = 0;
  if (!$value$plusargs("gc_every=%d", gc_every)) gc_every = 0;
  if (!$value$plusargs("image_words=%d", image_words)) image_words = 0;
  if (!$value$plusargs("entry=%d", entry)) entry = 0;
  if (!$value$plusargs("fallback=%d", fallback)) fallback = 0;
end

straps_t straps;

assign straps.latency = latency[3:0];
assign straps.lisp1 = lisp1[0];
assign straps.quick = quick_e'(quick[0:0]);
assign straps.collector = collector_e'(collector[1:0]);
assign straps.barrier = barrier_e'(barrier[1:0]);
assign straps.gc_every = gc_every[31:0];
assign straps.image_words = address_t'(image_words);
assign straps.entry = word_t'(entry);
assign straps.fallback = word_t'(fallback);
