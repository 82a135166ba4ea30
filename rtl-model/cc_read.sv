// What is read at the clock edge: the one place that decides it.
//
// Combinational. A unit that goes on reads what its fetch says. A unit that is given work has its
// first object read by the one that gives it: if there is one, and nothing is to be done before.
module cc_read
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_pkg::*;
(
  // The command of this cycle, and what goes with it.
  input  command_e      kind_i,
  input  bus_t          bus_i,
  input  word_t         address_i,       // of a fetch
  input  logic          resumes_i,       // the frame on top is popped, and the port is free
  input  return_state_e return_state_i,  // of that frame,
  input  word_t         arguments_i,     //   and what it says is left
  input  logic [7:0]    number_i,        // of a primitive
  input  logic [3:0]    form_i,          // of a special form
  // Of the units that are given work.
  input  logic          interrupt_i,     // eval takes an interrupt before it looks at an expression
  input  word_t         operator_i,      // of the combination that eval holds
  input  word_t         rest_i,          // the arguments that eval_args still has to evaluate
  input  logic          fits_i,          // with the value that it is given, it can keep another one
  input  word_t         x_i,             // the first operand
  output read_t         read_o
);

  logic  wants;    // the object at `address`, if it is the address of one
  word_t address;

  always_comb begin
    wants   = 1'b1;
    address = bus_i.value;
    unique case (kind_i)
      CmdEval, CmdPushEval, CmdEnter, CmdArgument: wants = !interrupt_i;
      CmdApply, CmdPushApply, CmdCatch: ;
      CmdPushCombination: address = operator_i;
      CmdEvalArgs: address = bus_i.extra;
      CmdArgumentValue: begin
        wants   = fits_i;
        address = rest_i;
      end
      CmdSpecial: begin
        wants   = form_i < 4'(NumSpecials);
        address = bus_i.extra;
      end
      CmdPrimitive: begin
        wants   = primitive_looks(number_i);
        address = x_i;
      end
      default: begin
        wants   = resumes_i && (return_state_i == RetIf || return_state_i == RetSequence);
        address = arguments_i;
      end
    endcase
  end

  // The cell of an argument is known to be one: its header is not read.
  always_comb begin
    read_o = {wants && is_address(address), address, 3'd0};
    if (resumes_i && return_state_i == RetArguments) begin
      read_o = {1'b1, arguments_i | word_t'(1), 3'd2};
    end
    if (kind_i == CmdFetch) read_o = {1'b1, address_i, bus_i.drive.count};
  end

endmodule
