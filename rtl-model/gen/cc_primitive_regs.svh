// Generated from the model's tables: cargo xtask bless rtl
//
// The registers of cc_primitive: `_q` now, `_d` next.

  primitive_state_e state_d, state_q;
  logic [7:0]       number_d, number_q;
  word_t            object_d, object_q;
  word_t            offset_d, offset_q;
  word_t            datum_d, datum_q;
  word_t            index_d, index_q;

  // Every register keeps its value.
  `define CC_PRIMITIVE_KEEP \
    state_d = state_q; \
    number_d = number_q; \
    object_d = object_q; \
    offset_d = offset_q; \
    datum_d = datum_q; \
    index_d = index_q;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q  <= StPrimitive;
      number_q <= '0;
      object_q <= '0;
      offset_q <= '0;
      datum_q  <= '0;
      index_q  <= '0;
    end else begin
      state_q  <= state_d;
      number_q <= number_d;
      object_q <= object_d;
      offset_q <= offset_d;
      datum_q  <= datum_d;
      index_q  <= index_d;
    end
  end

  // The root port: the register with this number, and whether it is written.
  always_comb begin
    unique case (root_i)
      RootPrimitiveObject: root_o = object_q;
      default:             root_o = '0;
    endcase
  end

  logic writes_object;
  assign writes_object = root_write_i && root_i == RootPrimitiveObject;
