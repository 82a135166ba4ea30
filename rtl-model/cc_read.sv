// What is read at the clock edge: the one place that decides it.
//
// Combinational. A unit that goes on reads what its fetch says. A unit that is given work has its
// first object read by the one that gives it: if there is one, and nothing is to be done before.
// No cycle that reads writes or allocates, so that none of this waits for a grant.
module cc_read
  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_notes_pkg::*;
  import cc_pkg::*;
(
  // The command of this cycle, and what goes with it.
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
  input  word_t         env_i,
  input  notes_t        notes_i,
  input  logic          free_i,          // there is no frame on top
  input  unit_e         client_i,        // the unit that waits for the locals
  input  word_t         operands_i,      // of special
  output read_t         read_o
);

  command_e kind;
  logic     moves;     // the unit that is given work reads, not the one that goes on,
  logic     wants;     //   the object at `address`, if it is the address of one
  logic     resumes_arguments;
  word_t    address;

  assign kind = bus_i.drive.command;
  assign resumes_arguments = resumes_i && return_state_i == RetArguments;

  always_comb begin
    moves   = 1'b1;
    wants   = 1'b1;
    address = bus_i.value;
    unique case (kind)
      CmdEval, CmdPushEval, CmdEnter, CmdEnterScope, CmdArgument, CmdOuter: wants = !interrupt_i;
      CmdApply, CmdPushApply, CmdCatch, CmdNote: ;
      CmdPushCombination: address = operator_i;
      CmdEvalArgs: address = bus_i.extra;
      CmdArgumentValue: begin
        wants   = fits_i;
        address = rest_i;
      end
      CmdSpecial: begin
        wants   = form_i < 4'(NumSpecials) && !(is_definition(form_i) && notes_i.pending);
        address = bus_i.extra;
      end
      CmdMakeRoom: begin
        wants   = free_i;
        address = notes_i.parameters;
      end
      CmdStoreLocals: address = notes_i.parameters;
      CmdLoadLocals: address = env_i;
      CmdLoaded: address = (client_i == UnitSpecial) ? operands_i : rest_i;
      CmdPrimitive: begin
        wants   = primitive_looks(number_i);
        address = x_i;
      end
      default: begin
        moves   = resumes_i;
        wants   = resumes_i && (return_state_i == RetIf || return_state_i == RetSequence);
        address = arguments_i;
      end
    endcase
  end

  // The cell of an argument is known to be one: its header is not read.
  always_comb begin
    read_o.moves   = moves;
    read_o.start   = wants && is_address(address);
    read_o.address = address;
    read_o.extent  = 3'd0;
    if (resumes_arguments) begin
      read_o.start      = 1'b1;
      read_o.address[0] = 1'b1;
      read_o.extent     = 3'd2;
    end
    if (kind == CmdFetch) begin
      read_o.start   = 1'b1;
      read_o.address = address_i;
      read_o.extent  = bus_i.drive.count;
    end
  end

endmodule
