// What the units agree on: commands, the control lines of the shared bus, headers.
//
// Exactly one unit holds the token in a cycle. It drives the shared bus: a command with up to two
// payload words (`value`, `extra`), and at most one request to the memory (`base` + `offset` and up
// to four words). A unit without the token drives zeros, so that the bus is the OR of all of them.
package cc_pkg;

  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;

  localparam int NumUnits = int'(UnitSweeper) + 1;

  // How a unit's cycle ends. V and E are the words `value` and `extra` of the bus; "lend" means
  // that the token comes back. The frame of a push is in the bus's words 1 to 3 (operator,
  // arguments, values), its return state in `code`.
  typedef enum logic [4:0] {
    CmdStay,             // the unit goes on in its next state
    CmdFetch,            // lend to fetch_object, which gathers the words requested
    CmdDone,             // the token goes back
    CmdMakeRoom,         // lend to clink, which writes the top frame to memory
    CmdPushEval,         // push, then as CmdEval
    CmdPushCombination,  // push, then eval goes on with the combination that it holds
    CmdPushApply,        // push, then apply starts with the function V
    CmdPushTrap,         // push, then trap goes on
    CmdPushStay,         // push
    CmdReturn,           // V is for the frame on top
    CmdEval,             // eval starts with V
    CmdEnter,            // eval starts with V in the environment E
    CmdArgument,         // eval starts with V, for eval_args
    CmdArgumentValue,    // eval answers CmdArgument with V
    CmdArgumentForm,     // eval answers CmdArgument: it is a combination
    CmdEvalArgs,         // eval_args starts with the function V and the operands E
    CmdSpecial,          // special or define starts with the form V and the operands E
    CmdApply,            // apply starts with the function V and the operands of eval_args
    CmdPrimitive,        // primitive starts
    CmdLoadNumber,       // alu loads field 1
    CmdDivide,           // lend to alu, which divides
    CmdContinue,         // CLINK becomes `fetched` word 1; then as CmdReturn
    CmdThrow,            // V goes to the nearest catch frame
    CmdTrap,             // the fault `code` about V
    CmdSetVector,        // the trap vector becomes E; then as CmdReturn
    CmdReleaseReserve,   // memory hands out its reserve
    CmdUnwind,           // clink loads the frame below
    CmdRewind,           // the top frame is dropped, CLINK becomes E
    CmdCatch,            // the top frame's operator V is applied in its environment
    CmdHalt,             // the machine stops for the reason `code` with V
    CmdResume,           // of clink: the frame is loaded, its unit goes on
    CmdUnwound           // of clink: the frame is loaded for trap
  } command_e;

  // The control lines of the bus.
  typedef struct packed {
    command_e   command;
    memory_op_e op;
    logic       store;  // a write into an object that exists: the barrier looks at it
    logic [2:0] count;  // words of the request; of a read, 0: an object, as its header says
    logic [3:0] code;   // return_state_e of a push, trap_e of a trap, halt_e of a halt
  } drive_t;

  // A command without payload or with words only.
  function automatic drive_t command(command_e kind);
    return {kind, MemNone, 1'b0, 3'd0, 4'd0};
  endfunction

  // A fetch of the object at `base`.
  function automatic drive_t fetch_object();
    return {CmdFetch, MemRead, 1'b0, 3'd0, 4'd0};
  endfunction

  // A fetch of so many words.
  function automatic drive_t fetch_words(logic [2:0] count);
    return {CmdFetch, MemRead, 1'b0, count, 4'd0};
  endfunction

  // A write of so many words at `base` + `offset`; the command follows when it is granted.
  function automatic drive_t write_words(logic [2:0] count, command_e kind);
    return {kind, MemWrite, 1'b0, count, 4'd0};
  endfunction

  // As a write, of tagged words into the object at `base`.
  function automatic drive_t store_words(logic [2:0] count, command_e kind);
    return {kind, MemWrite, 1'b1, count, 4'd0};
  endfunction

  // An allocation of `offset` words, of which so many are written.
  function automatic drive_t allocate_words(logic [2:0] count, command_e kind);
    return {kind, MemAllocate, 1'b0, count, 4'd0};
  endfunction

  // A push with this return state.
  function automatic drive_t push_frame(return_state_e state, command_e kind);
    return {kind, MemNone, 1'b0, 3'd0, state};
  endfunction

  // A fault.
  function automatic drive_t raise_fault(trap_e cause);
    return {CmdTrap, MemNone, 1'b0, 3'd0, cause};
  endfunction

  // The type in a header's lowest bits.
  function automatic type_e type_of(logic [7:0] header);
    return type_e'(header[4:1]);
  endfunction

  // Is this the header of a SYMBOL that can be bound?
  function automatic logic is_variable(logic [7:0] header);
    return header[7:1] == {SymVariable, TypeSymbol};
  endfunction

  // Words that are gathered of an object whose first word ends in these bits. An even word in the
  // header's place is the collector's.
  function automatic logic [2:0] gathered_words(logic [7:0] header);
    return header[0] ? fetched_words(header[4:1]) : 3'd2;
  endfunction

  // Pages of memory. An object belongs to the one that it begins in.
  localparam int PageBits = AddressBits - $clog2(NumPages);

  typedef logic [$clog2(NumPages)-1:0] page_t;

  function automatic page_t page_of(address_t address);
    return page_t'(address >> PageBits);
  endfunction

  // At most four words of what is left.
  function automatic logic [2:0] four_of(address_t count);
    return (count > address_t'(4)) ? 3'd4 : count[2:0];
  endfunction

endpackage
