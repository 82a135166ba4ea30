// Generated from the model's tables: cargo xtask bless rtl
//
// The registers of cc_fetch_object: `_q` now, `_d` next.

  word_t      address_d, address_q;
  logic [2:0] extent_d, extent_q;
  logic [2:0] wait_d, wait_q;
  logic [2:0] gathered_d, gathered_q;
  word_t      header_d, header_q;
  word_t      field1_d, field1_q;
  word_t      field2_d, field2_q;
  word_t      field3_d, field3_q;
  logic       fresh_d, fresh_q;

  // Every register keeps its value.
  `define CC_FETCH_OBJECT_KEEP \
    address_d = address_q; \
    extent_d = extent_q; \
    wait_d = wait_q; \
    gathered_d = gathered_q; \
    header_d = header_q; \
    field1_d = field1_q; \
    field2_d = field2_q; \
    field3_d = field3_q; \
    fresh_d = fresh_q;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      address_q  <= '0;
      extent_q   <= '0;
      wait_q     <= '0;
      gathered_q <= '0;
      header_q   <= '0;
      field1_q   <= '0;
      field2_q   <= '0;
      field3_q   <= '0;
      fresh_q    <= '0;
    end else begin
      address_q  <= address_d;
      extent_q   <= extent_d;
      wait_q     <= wait_d;
      gathered_q <= gathered_d;
      header_q   <= header_d;
      field1_q   <= field1_d;
      field2_q   <= field2_d;
      field3_q   <= field3_d;
      fresh_q    <= fresh_d;
    end
  end
