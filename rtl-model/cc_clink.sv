// clink: the control stack: the top frame in registers, the frames below in memory.
//
// A frame in memory is five cells, written from the back and read from the front. While one is
// written `clink` stays as it was, so that an allocation that fails loses nothing.
module cc_clink
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
(
  input  logic                     clk_i,
  input  logic                     rst_ni,
  // The token, and what commands load.
  input  logic                     token_i,
  input  logic                     step_i,        // it is not stalled
  input  logic                     make_room_i,
  input  logic                     push_i,        // the frame in `words` and `code`
  input  logic                     return_i,      // `value` is for the frame on top
  input  logic                     pop_i,         // the top frame is done with
  input  logic                     reload_i,      // load the frame at `clink`, or at `field1`
  input  logic                     unwind_i,      // of it: for trap
  input  logic                     continue_i,    // `clink` becomes field 1
  input  logic                     rewind_i,      // `clink` becomes `extra`
  input  word_t                    value_i,
  input  word_t                    extra_i,
  input  logic [3:1][WordBits-1:0] words_i,
  input  logic [3:0]               code_i,
  input  logic [2:0]               count_i,
  // What it sees of other units.
  input  logic [1:0][WordBits-1:0] fetched_i,
  input  word_t                    env_i,
  input  word_t                    new_i,         // the address of an allocation
  // The root port.
  input  logic [5:0]               root_i,
  input  logic                     root_write_i,
  output word_t                    root_o,
  // The bus.
  output drive_t                   drive_o,
  output word_t                    bus_value_o,
  output word_t                    extra_o,
  output word_t                    base_o,
  output word_t                    offset_o,
  output words_t                   words_o,
  // The frame and CLINK.
  output return_state_e            return_state_o,
  output logic [2:0]               count_o,
  output word_t                    operator_o,
  output word_t                    arguments_o,
  output word_t                    values_o,
  output word_t                    environment_o, // as this cycle leaves it
  output word_t                    value_o,
  output word_t                    clink_o,
  output logic                     full_o
);


  clink_state_e  state_d, state_q;
  word_t         clink_q;
  logic          full_d, full_q;
  word_t         value_q;
  return_state_e return_state_d, return_state_q;
  logic [2:0]    count_d, count_q;
  word_t         operator_q;
  word_t         arguments_q;
  word_t         values_q;
  word_t         environment_q;
  word_t         cell_d, cell_q;
  logic          unwinding_q;

  word_t         word, next;  // car and cdr of the cell read

  assign {next, word} = fetched_i;

  // What the registers load, over the bus: the frame its words 1 to 3, as in a push, `environment`
  // and `value` its value, `clink` its extra word.
  typedef struct packed {
    logic top_operator, arguments, values, environment, clink, cell_address;
  } loads_t;

  loads_t step, load;

  always_comb begin
    state_d        = state_q;
    full_d         = full_q;
    return_state_d = return_state_q;
    count_d        = count_q;
    step           = '0;
    unique case (state_q)
      StSpillEnvironment: begin
        step.cell_address = 1'b1;
        state_d           = StSpillValues;
      end
      StSpillValues: begin
        step.cell_address = 1'b1;
        state_d           = StSpillArguments;
      end
      StSpillArguments: begin
        step.cell_address = 1'b1;
        state_d           = StSpillOperator;
      end
      StSpillOperator: begin
        step.cell_address = 1'b1;
        state_d           = StSpillReturn;
      end
      StSpillReturn: begin
        step.clink = 1'b1;
        full_d     = 1'b0;
      end
      StReload: state_d = StReloadReturn;
      StReloadReturn: begin
        return_state_d    = return_state_e'(word[4:1]);
        count_d           = word[8:6];
        step.cell_address = 1'b1;
        state_d           = StReloadOperator;
      end
      StReloadOperator: begin
        step.top_operator     = 1'b1;
        step.cell_address = 1'b1;
        state_d           = StReloadArguments;
      end
      StReloadArguments: begin
        step.arguments    = 1'b1;
        step.cell_address = 1'b1;
        state_d           = StReloadValues;
      end
      StReloadValues: begin
        step.values       = 1'b1;
        step.cell_address = 1'b1;
        state_d           = StReloadEnvironment;
      end
      StReloadEnvironment: begin
        step.environment = 1'b1;
        step.clink       = 1'b1;
        full_d           = 1'b1;
      end
      default: ;
    endcase
  end

  always_comb begin
    load = step_i ? step : '0;
    if (push_i) begin
      load.top_operator    = 1'b1;
      load.arguments   = 1'b1;
      load.values      = 1'b1;
      load.environment = 1'b1;
    end
    if (continue_i || rewind_i) load.clink = 1'b1;
    if (make_room_i || reload_i) load.cell_address = 1'b1;
    if (root_write_i) begin
      unique case (root_i)
        RootClinkOperator:    load.top_operator = 1'b1;
        RootClinkArguments:   load.arguments = 1'b1;
        RootClinkValues:      load.values = 1'b1;
        RootClinkEnvironment: load.environment = 1'b1;
        RootClinkClink:       load.clink = 1'b1;
        RootClinkCell:        load.cell_address = 1'b1;
        default: ;
      endcase
    end
  end

  // The next cell: none, that of the stack, or what the bus says.
  always_comb begin
    cell_d = extra_i;
    if (make_room_i)                  cell_d = Nil;
    else if (reload_i && !continue_i) cell_d = clink_q;
  end

  always_comb begin
    drive_o  = '0;
    base_o   = '0;
    offset_o = '0;
    words_o  = '0;
    bus_value_o = '0;
    extra_o  = '0;
    if (token_i) begin
      unique case (state_q)
        StSpillEnvironment, StSpillValues, StSpillArguments, StSpillOperator, StSpillReturn: begin
          offset_o   = word_t'(4);
          extra_o    = new_i;
          words_o[0] = word_t'(HeaderCons);
          words_o[2] = (state_q == StSpillEnvironment) ? clink_q : cell_q;
          drive_o    = allocate_words(3'd3, (state_q == StSpillReturn) ? CmdDone : CmdStay);
          unique case (state_q)
            StSpillEnvironment: words_o[1] = environment_q;
            StSpillValues:      words_o[1] = values_q;
            StSpillArguments:   words_o[1] = arguments_q;
            StSpillOperator:    words_o[1] = operator_q;
            default:            words_o[1] = word_t'({count_q, 1'b0, return_state_q, 1'b1});
          endcase
        end
        StReloadEnvironment: begin
          bus_value_o = word;
          extra_o = next;
          drive_o = command(unwinding_q ? CmdUnwound : CmdResume);
        end
        default: begin
          base_o   = (state_q == StReload) ? cell_q : next;
          extra_o  = next;
          words_o  = {{3{word}}, Nil};
          offset_o = word_t'(1);
          drive_o  = fetch_words(3'd2);
        end
      endcase
    end
  end

  always_comb begin
    unique case (root_i)
      RootClinkOperator:    root_o = operator_q;
      RootClinkArguments:   root_o = arguments_q;
      RootClinkValues:      root_o = values_q;
      RootClinkEnvironment: root_o = environment_q;
      RootClinkClink:       root_o = clink_q;
      RootClinkCell:        root_o = cell_q;
      RootClinkValue:       root_o = value_q;
      default:              root_o = '0;
    endcase
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q        <= StSpillEnvironment;
      clink_q        <= '0;
      full_q         <= 1'b0;
      value_q        <= '0;
      return_state_q <= RetArguments;
      count_q        <= '0;
      operator_q     <= '0;
      arguments_q    <= '0;
      values_q       <= '0;
      environment_q  <= '0;
      cell_q         <= '0;
      unwinding_q    <= 1'b0;
    end else begin
      if (step_i) begin
        state_q        <= state_d;
        full_q         <= full_d;
        return_state_q <= return_state_d;
        count_q        <= count_d;
      end
      if (make_room_i) state_q <= StSpillEnvironment;
      if (push_i) begin
        full_q         <= 1'b1;
        return_state_q <= return_state_e'(code_i);
        count_q        <= count_i;
      end
      if (pop_i) full_q <= 1'b0;
      if (reload_i) begin
        state_q     <= StReload;
        unwinding_q <= unwind_i;
      end
      if (load.top_operator) operator_q <= words_i[1];
      if (load.arguments) arguments_q <= words_i[2];
      if (load.values) values_q <= words_i[3];
      if (load.environment) environment_q <= push_i ? env_i : value_i;
      if (load.clink) clink_q <= extra_i;
      if (load.cell_address) cell_q <= cell_d;
      if (return_i || (root_write_i && root_i == RootClinkValue)) value_q <= value_i;
    end
  end

  assign return_state_o = return_state_q;
  assign count_o = count_q;
  assign operator_o = operator_q;
  assign arguments_o = arguments_q;
  assign values_o = values_q;
  assign environment_o = (token_i && state_q == StReloadEnvironment) ? word : environment_q;
  assign value_o = value_q;
  assign clink_o = clink_q;
  assign full_o = full_q;

  // An FSM is never in an unnamed state. A frame is pushed only where there is room.
  assert property (@(posedge clk_i) disable iff (!rst_ni) state_q <= StReloadEnvironment);
  assert property (@(posedge clk_i) disable iff (!rst_ni) !push_i || !full_q);

endmodule
