// inline: applies a primitive to simple operands without a frame.
//
// Their cells are looked at one by one; variables that are not in registers eval looks up. If a value is not
// to be had in this way, the unit that asked goes on under a frame. Nothing is written while this unit is at
// work, so its registers are no roots.
module cc_inline
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_notes_pkg::*;
  import cc_pkg::*;
(
  input  logic         clk_i,
  input  logic         rst_ni,
  // The token, and what commands load.
  input  logic         token_i,
  input  inline_edge_t edge_i,
  input  bus_t         bus_i,
  // What it sees of other units.
  input  words_t       fetched_i,
  input  looked_t      looked_i,    // at the cell of an operand
  input  computed_t    computed_i,  // of what it drives
  // What it drives, and what others see.
  output bus_t         bus_o,
  output unit_e        client_o,
  output word_t        rest_o,
  output application_t application_o
);

  `include "cc_inline_regs.svh"

  inline_state_e state_next;

  word_t header, field1, field2;
  logic  is_cons, is_known;
  logic  collects;  // `collected` becomes the first operand or the second
  word_t collected;
  word_t      x_next, y_next, rest_next;
  logic [1:0] count_next;
  logic [1:0] count_here;  // with an operand whose value is in its cell

  assign {field2, field1, header} = fetched_i[2:0];
  assign is_cons = type_of(header[7:0]) == TypeCons;
  assign is_known = state_q == StInlineOperand && is_cons && looked_i.look == LookValue;

  // The operands, as this cycle leaves them.
  assign collects = edge_i.take || (token_i && is_known);
  assign collected = edge_i.take ? bus_i.value : looked_i.value;
  assign rest_next = (token_i && state_q == StInlineOperand && is_cons) ? field2 : rest_q;
  assign count_here = count_q + 2'(is_known && count_q != 2'd3);

  always_comb begin
    x_next     = x_q;
    y_next     = y_q;
    count_next = count_q;
    if (collects) begin
      if (count_q == '0) x_next = collected;
      else               y_next = collected;
      count_next = edge_i.take ? count_q + 2'(count_q != 2'd3) : count_here;
    end
  end

  // All operands are there, and as many as the primitive takes.
  logic applies, takes_two, looks_into, is_complete;

  assign applies = state_q == StInlineApply || (is_known && !is_address(field2));
  assign takes_two = is_binary(operation_q);
  assign looks_into = operation_q >= OpCar;
  assign is_complete = rest_next == Nil && count_here == (takes_two ? 2'd2 : 2'd1);

  // An element of a VECTOR: `y` is an index into it.
  logic is_in_range;

  assign is_in_range = y_q[0] && !y_q[WordBits-1] && y_q[WordBits-2:1] < field1[WordBits-2:1];

  // What is computed of the operands of an application, by cc_compute. They are what they are in this cycle
  // without the bus, on which the result goes.
  always_comb begin
    application_o.active    = token_i;
    application_o.operation = operation_q;
    application_o.x         = (is_known && count_q == '0) ? looked_i.value : x_q;
    application_o.y         = (is_known && count_q != '0) ? looked_i.value : y_q;
  end

  // The bus and `state`.
  always_comb begin
    state_next = state_q;
    bus_o      = '0;
    if (token_i) begin
      unique case (state_q)
        StInlineOperand: begin
          bus_o.drive = command(CmdNotComputed);
          if (is_cons) begin
            unique case (looked_i.look)
              LookValue: begin
                bus_o.base = field2;
                if (!applies) begin
                  bus_o.drive = fetch_object();
                end
              end
              LookOuter, LookGlobal: begin
                bus_o.value = field1;
                bus_o.extra = looked_i.value;
                bus_o.drive = command((looked_i.look == LookOuter) ? CmdOuter : CmdGlobal);
              end
              default: ;
            endcase
          end
        end
        StInlineObject: begin
          bus_o.drive = command(CmdNotComputed);
          unique case (operation_q)
            OpCar, OpCdr: begin
              bus_o.value = (operation_q == OpCar) ? field1 : field2;
              if (is_cons) bus_o.drive = command(CmdComputed);
            end
            OpIsPair: begin
              bus_o.value = is_cons ? word_t'(AddrTrue) : word_t'(AddrFalse);
              bus_o.drive = command(CmdComputed);
            end
            default: begin
              bus_o.base   = x_q;
              bus_o.offset = (y_q >> 1) + word_t'(2);
              if (type_of(header[7:0]) == TypeVector && is_in_range) begin
                bus_o.drive = fetch_words(3'd1);
                state_next  = StInlineElement;
              end
            end
          endcase
        end
        StInlineElement: begin
          bus_o.value = header;
          bus_o.drive = command(CmdComputed);
        end
        default: ;
      endcase

      if (applies) begin
        bus_o.drive = command(CmdNotComputed);
        bus_o.value = computed_i.value;
        if (is_complete && !looks_into && computed_i.valid) bus_o.drive = command(CmdComputed);
        if (is_complete && looks_into) begin
          bus_o.value = word_t'(AddrFalse);
          bus_o.base  = application_o.x;
          if (is_address(application_o.x)) begin
            bus_o.drive = fetch_object();
            state_next  = StInlineObject;
          end else if (operation_q == OpIsPair) begin
            bus_o.drive = command(CmdComputed);
          end
        end
      end
    end
  end

  // The registers.
  always_comb begin
    `CC_INLINE_KEEP
    if (token_i) state_d = state_next;
    rest_d  = rest_next;
    x_d     = x_next;
    y_d     = y_next;
    count_d = count_next;
    if (edge_i.take && !edge_i.reads) state_d = StInlineApply;
    if (edge_i.start) begin
      state_d     = StInlineOperand;
      client_d    = edge_i.client;
      operation_d = operation_e'(bus_i.drive.code);
      count_d     = '0;
    end
  end

  assign client_o = client_q;
  assign rest_o = rest_q;

endmodule
