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
  input  command_e      kind_i,
  input  bus_t          bus_i,
  input  word_t         address_i,       // of a fetch
  input  logic          resumes_i,       // the frame on top is popped, and the port is free
  input  return_state_e return_state_i,  // of that frame,
  input  word_t         arguments_i,     //   and what it says is left
  input  logic          reloads_i,       // the frame in memory is loaded, and the port is free
  input  word_t         below_i,         // that frame
  input  logic [7:0]    number_i,        // of a primitive
  input  logic [3:0]    form_i,          // of a special form
  // Of the units that are given work.
  input  logic          interrupt_i,     // eval takes an interrupt before it looks at an expression
  input  word_t         operator_i,      // of the combination that eval holds
  input  word_t         rest_i,          // the arguments that eval_args still has to evaluate
  input  logic          fits_i,          // with the value that it is given, it can keep another one
  input  logic          completes_i,     // that value is the last one that its function needs
  input  word_t         function_i,
  input  word_t         x_i,             // the first operand
  input  word_t         env_i,
  input  word_t         expr_i,          // of eval
  input  word_t         inline_rest_i,   // the operands that inline still has to look at
  input  notes_t        notes_i,
  input  logic          stores_i,        // the locals go to memory before a frame has room
  input  unit_e         client_i,        // the unit that waits for the locals
  input  word_t         operands_i,      // of special,
  input  word_t         second_i,        //   of an `if` with this second branch,
  input  logic          is_true_i,       //   whose test is true,
  input  word_t         pending_i,       //   or what is to be evaluated
  input  word_t         define_operands_i,
  output read_t         read_o
);

  logic     moves;     // the unit that is given work reads, not the one that goes on,
  logic     wants;     //   the object at `address`, if it is the address of one
  logic     resumes_arguments;
  word_t    address;

  assign resumes_arguments = resumes_i && return_state_i == RetArguments;

  always_comb begin
    moves   = 1'b1;
    wants   = 1'b1;
    address = bus_i.value;
    unique case (kind_i)
      CmdEval, CmdPushEval, CmdEnter, CmdEnterScope, CmdArgument, CmdOuter: wants = !interrupt_i;
      CmdGlobal: begin
        wants   = !interrupt_i;
        address = bus_i.extra;
      end
      CmdEvalPending: begin
        wants   = !interrupt_i;
        address = pending_i;
      end
      CmdBranch: address = (!is_true_i && second_i != Nil) ? second_i : operands_i;
      CmdInline: address = bus_i.extra;
      CmdVariableValue: address = inline_rest_i;
      CmdApply, CmdPushApply, CmdCatch, CmdNote: ;
      CmdPushCombination: address = operator_i;
      CmdEvalArgs: address = bus_i.extra;
      CmdArgumentValue: begin
        wants   = completes_i || fits_i;
        address = completes_i ? function_i : rest_i;
      end
      CmdSpecial: begin
        wants   = form_i < 4'(NumSpecials) && !(is_definition(form_i) && notes_i.pending);
        address = bus_i.extra;
      end
      CmdMakeRoom: begin
        wants   = stores_i;
        address = notes_i.parameters;
      end
      CmdStoreLocals: address = notes_i.parameters;
      CmdLoadLocals: address = env_i;
      CmdLoaded: begin
        unique case (client_i)
          UnitSpecial: address = operands_i;
          UnitEval:    address = expr_i;
          UnitDefine:  address = define_operands_i;
          default:     address = rest_i;
        endcase
      end
      CmdPrimitive: begin
        wants   = primitive_looks(number_i);
        address = x_i;
      end
      CmdDigits: begin
        wants   = !primitive_listed(number_i);
        address = x_i;
      end
      default: begin
        moves   = resumes_i;
        wants   = resumes_i && (return_state_i == RetIf || return_state_i == RetSequence);
        address = arguments_i;
      end
    endcase
  end

  // The cells of an argument, of the environment and of a frame are known to be some: their headers are not
  // read.
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
    if (reloads_i) begin
      read_o.moves   = 1'b1;
      read_o.start   = 1'b1;
      read_o.address = below_i | word_t'(1);
      read_o.extent  = 3'd2;
    end
    if (kind_i == CmdOuter && env_i != Nil) begin
      read_o.address = {env_i[WordBits-1:1], 1'b1};
      read_o.extent  = 3'd2;
    end
    if (kind_i == CmdFetch) begin
      read_o.start   = 1'b1;
      read_o.address = address_i;
      read_o.extent  = bus_i.drive.count;
    end
  end

endmodule
