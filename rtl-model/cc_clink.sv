// clink: the control stack: the top frame in registers, the frames below in memory.
//
// A frame in memory is five cells, written from the back and read from the front. While one is
// written `clink` stays as it was, so that an allocation that fails loses nothing.
module cc_clink
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
(
  input  logic        clk_i,
  input  logic        rst_ni,
  // The token, and what commands load.
  input  logic        token_i,
  input  logic        step_i,        // it is not stalled
  input  clink_edge_t edge_i,
  input  bus_t        bus_i,
  input  logic [2:0]  count_i,       // of a frame that is pushed
  // What it sees of other units.
  input  words_t      fetched_i,
  input  word_t       env_i,
  input  logic        pending_i,     // the locals are in registers only
  input  word_t       place_i,       // the address of an allocation
  // The root port.
  input  root_t       root_i,
  input  logic        root_write_i,
  output word_t       root_o,
  // What it drives, and what others see.
  output bus_t        bus_o,
  output stack_t      stack_o
);

  `include "cc_clink_regs.svh"

  clink_state_e  state_next;
  logic          full_next;
  return_state_e return_state_next;
  logic [2:0]    count_next;
  word_t         cell_next;

  word_t word, next;  // car and cdr of the cell read

  assign {next, word} = fetched_i[1:0];

  // What the registers load, over the bus: the frame its words 1 to 3, as in a push, `environment`
  // and `value` its value, `clink` its extra word.
  typedef struct packed {
    logic top_operator, arguments, values, environment, clink, cell_address;
  } loads_t;

  loads_t step, load;

  always_comb begin
    state_next        = state_q;
    full_next         = full_q;
    return_state_next = return_state_q;
    count_next        = count_q;
    step              = '0;
    unique case (state_q)
      StSpillEnvironment: begin
        step.cell_address = 1'b1;
        state_next        = StSpillValues;
      end
      StSpillValues: begin
        step.cell_address = 1'b1;
        state_next        = StSpillArguments;
      end
      StSpillArguments: begin
        step.cell_address = 1'b1;
        state_next        = StSpillOperator;
      end
      StSpillOperator: begin
        step.cell_address = 1'b1;
        state_next        = StSpillReturn;
      end
      StSpillReturn: begin
        step.clink = 1'b1;
        full_next  = 1'b0;
      end
      StReload: state_next = StReloadReturn;
      StReloadReturn: begin
        return_state_next = return_state_e'(word[4:1]);
        count_next        = word[8:6];
        step.cell_address = 1'b1;
        state_next        = StReloadOperator;
      end
      StReloadOperator: begin
        step.top_operator = 1'b1;
        step.cell_address = 1'b1;
        state_next        = StReloadArguments;
      end
      StReloadArguments: begin
        step.arguments    = 1'b1;
        step.cell_address = 1'b1;
        state_next        = StReloadValues;
      end
      StReloadValues: begin
        step.values       = 1'b1;
        step.cell_address = 1'b1;
        state_next        = StReloadEnvironment;
      end
      StReloadEnvironment: begin
        step.environment = 1'b1;
        step.clink       = 1'b1;
        full_next        = 1'b1;
      end
      default: ;
    endcase
  end

  always_comb begin
    load = step_i ? step : '0;
    if (edge_i.push) begin
      load.top_operator = 1'b1;
      load.arguments    = 1'b1;
      load.values       = 1'b1;
      load.environment  = 1'b1;
    end
    if (edge_i.continues || edge_i.rewind) load.clink = 1'b1;
    if (edge_i.make_room || edge_i.reload) load.cell_address = 1'b1;
    if (writes_operator) load.top_operator = 1'b1;
    if (writes_arguments) load.arguments = 1'b1;
    if (writes_values) load.values = 1'b1;
    if (writes_environment) load.environment = 1'b1;
    if (writes_clink) load.clink = 1'b1;
    if (writes_cell) load.cell_address = 1'b1;
  end

  // The next cell: none, that of the stack, or what the bus says.
  always_comb begin
    cell_next = bus_i.extra;
    if (edge_i.make_room)                  cell_next = Nil;
    else if (edge_i.reload && !edge_i.continues) cell_next = clink_q;
  end

  always_comb begin
    bus_o = '0;
    if (token_i) begin
      unique case (state_q)
        StSpillEnvironment, StSpillValues, StSpillArguments, StSpillOperator, StSpillReturn: begin
          bus_o.offset   = word_t'(4);
          bus_o.extra    = place_i;
          bus_o.words[0] = word_t'(HeaderCons);
          bus_o.words[2] = (state_q == StSpillEnvironment) ? clink_q : cell_q;
          bus_o.drive    = allocate_words(3'd3, (state_q == StSpillReturn) ? CmdDone : CmdStay);
          unique case (state_q)
            StSpillEnvironment: bus_o.words[1] = environment_q;
            StSpillValues:      bus_o.words[1] = values_q;
            StSpillArguments:   bus_o.words[1] = arguments_q;
            StSpillOperator:    bus_o.words[1] = operator_q;
            default:            bus_o.words[1] = word_t'({count_q, 1'b0, return_state_q, 1'b1});
          endcase
        end
        StReloadEnvironment: begin
          bus_o.value = word;
          bus_o.extra = next;
          bus_o.drive = command(unwinding_q ? CmdUnwound : CmdResume);
        end
        default: begin
          bus_o.base   = (state_q == StReload) ? cell_q : next;
          bus_o.extra  = next;
          bus_o.words  = {{3{word}}, Nil};
          bus_o.offset = word_t'(1);
          bus_o.drive  = fetch_words(3'd2);
        end
      endcase
    end
  end

  // The registers.
  always_comb begin
    `CC_CLINK_KEEP
    if (step_i) begin
      state_d        = state_next;
      full_d         = full_next;
      return_state_d = return_state_next;
      count_d        = count_next;
    end
    if (edge_i.make_room) state_d = StSpillEnvironment;
    if (edge_i.push) begin
      full_d         = 1'b1;
      return_state_d = return_state_e'(bus_i.drive.code);
      count_d        = count_i;
    end
    if (edge_i.pop) full_d = 1'b0;
    if (edge_i.reload) begin
      state_d     = edge_i.reads ? StReloadReturn : StReload;
      unwinding_d = edge_i.unwind;
    end
    if (load.top_operator) operator_d = bus_i.words[1];
    if (load.arguments) arguments_d = bus_i.words[2];
    if (load.values) values_d = bus_i.words[3];
    if (load.environment) environment_d = edge_i.push ? env_i : bus_i.value;
    if (load.clink) clink_d = bus_i.extra;
    if (load.cell_address) cell_d = cell_next;
    if (edge_i.returns || writes_value) value_d = bus_i.value;
  end

  word_t environment;

  assign environment = (token_i && state_q == StReloadEnvironment) ? word : environment_q;
  assign stack_o.free = !full_q;
  assign stack_o.room = !full_q && !pending_i;
  assign stack_o.top = {return_state_q, count_q, operator_q, arguments_q, values_q, environment};
  assign stack_o.result = value_q;
  assign stack_o.clink = clink_q;

  // An FSM is never in an unnamed state. A frame is pushed only where there is room.
  assert property (@(posedge clk_i) disable iff (!rst_ni) state_q <= StReloadEnvironment);
  assert property (@(posedge clk_i) disable iff (!rst_ni) !edge_i.push || !full_q);

endmodule
