// What the units agree on: commands, the shared bus and the other bundles between units, headers.
//
// Exactly one unit holds the token in a cycle. It drives the shared bus: a command with up to two
// payload words (`value`, `extra`), and at most one request to the memory (`base` + `offset` and up
// to four words). A unit without the token drives zeros, so that the bus is the OR of all of them.
package cc_pkg;

  import cc_config_pkg::*;
  import conscycle_gen_pkg::*;
  import cc_notes_pkg::*;

  localparam int NumUnits = int'(UnitSweeper) + 1;

  // How a unit's cycle ends. V and E are the words `value` and `extra` of the bus; "lend" means
  // that the token comes back. The frame of a push is in the bus's words 1 to 3 (operator,
  // arguments, values), its return state in `code`.
  typedef enum logic [5:0] {
    CmdStay,             // the unit goes on in its next state
    CmdFetch,            // the unit goes on in its next state, with the words requested
    CmdDone,             // the token goes back
    CmdMakeRoom,         // lend to clink, which writes the top frame to memory; with locals in
                         // registers only first as CmdStoreLocals
    CmdPushEval,         // push, then as CmdEval
    CmdPushCombination,  // push, then eval goes on with the combination that it holds
    CmdPushApply,        // push, then apply starts with the function V
    CmdPushTrap,         // push, then trap goes on
    CmdPushStay,         // push
    CmdReturn,           // V is for the frame on top; with a request, its unit reads nothing yet
    CmdEval,             // eval starts with V
    CmdEnter,            // eval starts with V in the environment E
    CmdArgument,         // eval starts with V, for eval_args
    CmdArgumentValue,    // eval answers CmdArgument with V; if it is the last one needed, apply starts
    CmdArgumentForm,     // eval answers CmdArgument: it is a combination
    CmdEvalArgs,         // eval_args starts with the function V and the operands E
    CmdSpecial,          // special or define starts with the form V and the operands E; its number
                         // is in `code`, of an `if` the cell of its second branch, if known, in word 0
    CmdApply,            // apply starts with the function V and the operands of eval_args
    CmdPrimitive,        // primitive starts
    CmdDigits,           // digits starts
    CmdLoadNumber,       // alu loads field 1
    CmdLoadFloat,        // fpu loads fields 1 and 2
    CmdFloat,            // lend to fpu
    CmdDivide,           // lend to alu, which divides
    CmdMultiply,         // lend to alu, which multiplies
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
    CmdUnwound,          // of clink: the frame is loaded for trap
    CmdNote,             // note looks at the cell V, the role is in `code`; the unit waits
    CmdNoted,            // of note: the unit that waits goes on
    CmdLoadLocals,       // eval brings the locals into registers; the unit waits
    CmdLoaded,           // of eval: the unit that waits reads its cell again
    CmdStoreLocals,      // apply brings the locals into the environment; the unit waits
    CmdLocalsStored,     // of apply: V is the environment with them; the unit that waits goes on,
                         // once the top frame is in memory if it waits for that too
    CmdForgetLocals,     // no locals are in registers; the unit goes on
    CmdInvalidate,       // a new epoch of notes; the unit goes on
    CmdExpose,           // the same, and any variable may be bound
    CmdGlobal,           // as CmdArgument, with a variable whose SYMBOL_OBJECT is E
    CmdOuter,            // as CmdArgument, with a variable that is none of the locals
    CmdInline,           // inline starts with the operands E; the operation is in `code`
    CmdVariableValue,    // eval answers inline with V
    CmdComputed,         // of inline: V is the value. By who has asked for it, as CmdArgumentValue, as
                         // CmdReturn, as CmdBranch, or as CmdValued
    CmdNotComputed,      // of inline, or of eval for it: as CmdHeld, CmdPending, CmdEvalPending, or
                         // CmdNotValued
    CmdBranch,           // V is the value of the test of an `if`
    CmdHeld,             // eval_args pushes a frame for the combination that it holds
    CmdPending,          // special pushes a frame for the test that it has pending
    CmdEvalPending,      // eval starts with the expression that special has pending
    CmdValued,           // V is the value for define
    CmdNotValued,        // define pushes a frame for the value
    CmdEnterScope        // as CmdEnter, with the operands as locals; word 2 has their parameters
  } command_e;

  // The control lines of the bus.
  typedef struct packed {
    command_e   command;
    memory_op_e op;
    logic       store;  // a write into an object that exists: the barrier looks at it
    logic [2:0] count;  // words of the request; of a read, 0: an object, as its header says
    logic [3:0] code;   // return_state_e of a push, trap_e of a trap, halt_e of a halt, role_e of a
                        // note, a special form's number, the operation of a CmdInline
  } drive_t;

  // The shared bus: the OR of what all units drive.
  typedef struct packed {
    drive_t drive;
    word_t  value;   // payload of the command
    word_t  extra;
    word_t  base;    // the address of the request is the sum of these
    word_t  offset;
    words_t words;   // to be written; of a push, the frame
  } bus_t;

  // How the memory above the image is divided, which follows from the straps.
  typedef struct packed {
    logic     paged;          // stores are looked at by pages
    address_t nursery;        // its first word, or that of the heap
    address_t nursery_words;
    address_t spaces;         // the first word of the two spaces
    address_t space_words;    // of each
  } layout_t;

  // The host: it interrupts the program, and is at the other end of the channels.
  typedef struct packed {
    logic       interrupts;
    logic       rx_valid;
    logic       rx_end;      // no byte will come
    logic       tx_ready;    // a byte can be sent; else a write waits
    logic [7:0] rx_data;
  } from_host_t;

  typedef struct packed {
    logic       rx_ready;
    logic       rx_channel;  // whose byte: 0 the console's, 1 the host's
    logic       tx_valid;
    logic       tx_channel;
    logic [7:0] tx_data;
  } to_host_t;

  // Control stack: the top frame, and what is below it.
  typedef struct packed {
    return_state_e return_state;
    logic [2:0]    count;
    word_t         operator_word;  // C++, which Verilator writes, has a word `operator`
    word_t         arguments;
    word_t         values;
    word_t         environment;  // as this cycle leaves it
  } frame_t;

  typedef struct packed {
    logic   free;    // there is no frame on top
    logic   room;    // the same, and a frame finds the whole environment in memory
    frame_t top;
    word_t  result;  // the value returned to it
    word_t  clink;   // the frame below
  } stack_t;

  // The first operands of a function.
  typedef struct packed {
    logic [1:0] held;  // how many
    word_t      x;
    word_t      y;
    word_t      z;
  } operands_t;

  // A fault.
  typedef struct packed {
    trap_e cause;
    word_t culprit;
  } fault_t;

  // What apply asks of the alu, and its results.
  typedef struct packed {
    logic       second;     // the second operand is loaded
    logic [7:0] number;  // of the primitive, as this cycle leaves it
  } alu_request_t;

  // What apply asks of the fpu, and its results.
  typedef struct packed {
    logic             second;   // the second operand is loaded,
    logic             negates;  //   and the first becomes -0
    float_operation_e operation;
    word_t            integer_word;  // the operand of FromInteger, without a tag
  } float_request_t;

  typedef struct packed {
    logic  holds;         // of a comparison
    logic  is_immediate;  // of Truncate: there is an integer, which is one,
    word_t integer_word;  //   this
    word_t low;           // the words of a FLOAT behind its header
    word_t high;
  } float_result_t;

  typedef struct packed {
    logic  overflow;  // the result is no immediate
    logic  holds;     // of a comparison
    logic  a_zero;
    logic  b_zero;
    logic  divided_overflow;
    word_t first;     // the integer that the first operand stands for, without a tag
    word_t result;    // of a fold, an immediate
    word_t divided;   // of the division that has ended, an immediate
  } alu_result_t;

  // What primitive asks of the console, and what that has.
  typedef struct packed {
    logic       channel;  // of the byte: 0 the console, 1 the host
    logic       read;
    logic       write;
    logic [7:0] data;
  } console_request_t;

  typedef struct packed {
    logic       valid;    // a byte waits
    logic       closed;   // none will come on `channel`
    logic       channel;
    logic       ready;    // a byte that is written is sent in this cycle
    logic [7:0] data;
  } console_t;

  // The gathering of words that have been requested.
  typedef struct packed {
    words_t     arriving;  // the words, as this cycle leaves them
    word_t      address;
    logic [2:0] gathered;  // how many
    logic [2:0] arrived;   // as this cycle leaves that
  } gathering_t;

  // The memory's answer to the request in the same cycle.
  typedef struct packed {
    logic  grant;
    logic  refused;   // an allocation has no room, or torture asks
    logic  tortured;
    logic  caught;    // a store does not pass the barrier
    word_t address;   // `base` + `offset`
  } reply_t;

  // What is read at the clock edge, for the unit that acts on it.
  typedef struct packed {
    logic       start;    // something is
    logic       moves;    // its address is this one, not the one that the bus asks for
    word_t      address;
    logic [2:0] extent;   // words; 0: an object, as its header says
  } read_t;

  // Registers of the allocator.
  typedef struct packed {
    logic                collected;    // since the last allocation
    logic [NumPages-1:0] unprotected;  // pages that have been stored into
    word_t               place;        // where the next object goes
    address_t            free;
    address_t            space_end;
    address_t            wanted;
    address_t            old;          // the next word of the old space
  } heap_t;

  // What the sweeper does to the allocator and the barrier.
  typedef struct packed {
    logic     block;      // the allocator goes on in another place,
    logic     space;      //   which is one after a collection, with a new base
    logic     collected;  // a collection has ended,
    logic     pending;    //   and an allocation waits for it
    logic     promotes;   // the old space has been used up to `old`
    logic     forgets;    // the barrier catches every store again
    logic     admits;     // stores into `object`, or its page, pass
    word_t    object;
    address_t base;
    address_t free;
    address_t limit;
    address_t space_end;
    address_t old;
    address_t old_end;
  } sweep_t;

  // What the sweeper's end means to the others.
  typedef struct packed {
    logic resumes;    // the token goes back
    logic exhausted;  // memory is out
    logic rearms;     // `reserve_used` is set
    logic armed;      //   to the contrary of this
  } swept_t;

  // What a command does at the clock edge, by the unit that it does it to.
  typedef struct packed {
    logic  give;       // the token goes to `unit`
    logic  gather;     // of it: when fetch_object has the words that it reads
    logic  lend;       // as well, and comes back,
    logic  to_client;  //   to the unit that waits
    logic  give_back;
    logic  collect;    // it goes to the sweeper, and comes back
    logic  client;     // the holder waits for what it is answered later
    logic  halt;
    halt_e reason;
    unit_e unit;
  } arbiter_edge_t;

  typedef struct packed {
    logic  start;        // CmdEval and the like
    logic  reads;        // of it, or of a combination: its object is read
    logic  combination;  // CmdPushCombination
    logic  resume;
    logic  enter;        // the environment becomes `extra`
    logic  restore;      // the environment becomes that of the frame
    logic  outer;        // the same: the variable is none of the locals
    logic  pending;      // of a start: the expression is that which special has
    logic  global_name;  // the same: its symbol object is read
    logic  again;        // CmdLoaded: the expression is read
    logic  scope;        // the operands become the locals, whose parameters are in word 2
    logic  load;         // CmdLoadLocals
    logic  stored;       // CmdLocalsStored: the environment becomes `value`
    logic  forget;       // CmdForgetLocals
    logic  invalidate;   // CmdInvalidate
    logic  expose;       // CmdExpose
    sink_e sink;         // of a start
  } eval_edge_t;

  typedef struct packed {
    logic     start;    // CmdEvalArgs
    logic     take;     // CmdArgumentValue
    logic     again;    // CmdLoaded: the cell at `rest` is read
    logic     reads;    // of these: the next cell is read
    logic     save;     // a frame is needed for the argument
    logic     resume;   // its frame is popped,
    logic     restore;  //   and what it says is taken at once, with `value`
    word_t    value;
    logic     forget;   // no argument is being evaluated
    purpose_e purpose;  // of a save
  } eval_args_edge_t;

  typedef struct packed {
    logic start;      // function and operands
    logic store;      // CmdStoreLocals: their parameters are read
    logic spills;     // of it: the top frame goes to memory after them
    logic reads;      // of a start: the function is read
    logic from_args;  // of it: the operands of eval_args,
    logic completes;  //   and its function, with the value as the last operand
    logic from_trap;  // of it: cause and culprit of trap; else `extra`
    logic resume;     // a frame is popped
  } apply_edge_t;

  typedef struct packed {
    logic  start;  // CmdNote: the cell `value` is read
    role_e role;
  } note_edge_t;

  typedef struct packed {
    logic  start;   // CmdInline: the first operand's cell is read
    unit_e client;  // of it: who asks
    logic  take;    // CmdVariableValue
    logic  reads;   // of it: the next operand's cell is read
  } inline_edge_t;

  typedef struct packed {
    logic start;  // CmdPrimitive or CmdDigits
    logic reads;  // of it: the first operand is read
  } primitive_edge_t;

  typedef struct packed {
    logic       start;   // CmdSpecial
    logic       reads;   // of it: the operands are read
    logic       resume;  // a frame is popped
    logic [3:0] number;
  } form_edge_t;

  typedef struct packed {
    form_edge_t form;
    logic       again;       // CmdLoaded: the cell at `operands` is read
    logic       valued;      // CmdValued
    logic       not_valued;  // CmdNotValued
  } define_edge_t;

  typedef struct packed {
    form_edge_t form;
    logic       restore;  // of a resume: what the frame says is taken at once,
    logic       is_true;  //   and this of the value
    logic       branch;   // CmdBranch, with the same
    logic       pending;  // CmdPending
    logic       again;    // CmdLoaded: the cell at `operands` is read
  } special_edge_t;

  typedef struct packed {
    logic make_room;
    logic push;       // the frame in `words` and `code`
    logic returns;    // `value` is for the frame on top
    logic pop;        // the top frame is done with
    logic reload;     // load the frame at `clink`, or at `field1`
    logic reads;      // of it: its first cell is read
    logic unwind;     // of it: for trap
    logic continues;  // `clink` becomes field 1
    logic rewind;     // `clink` becomes `extra`
  } clink_edge_t;

  typedef struct packed {
    logic load;      // CmdLoadNumber
    logic divide;    // CmdDivide
    logic multiply;  // CmdMultiply
  } alu_edge_t;

  typedef struct packed {
    logic load;   // CmdLoadFloat
    logic start;  // CmdFloat
  } fpu_edge_t;

  typedef struct packed {
    logic   start;       // a fault or a throw
    logic   throws;      // of it: `throw`
    logic   set_vector;  // the vector becomes word 2
    logic   resume;
    fault_t fault;
    word_t  origin;
  } trap_edge_t;

  typedef struct packed {
    logic   start;    // a collection begins, or the search of a block
    logic   admit;    // a store is to be let through the barrier
    cause_e cause;    // of a collection
  } sweeper_edge_t;

  typedef struct packed {
    arbiter_edge_t   arbiter;
    read_t           read;
    eval_edge_t      eval;
    eval_args_edge_t eval_args;
    apply_edge_t     apply;
    primitive_edge_t data;  // of primitive
    primitive_edge_t digits;
    special_edge_t   special;
    define_edge_t    define;
    clink_edge_t     clink;
    alu_edge_t       alu;
    fpu_edge_t       fpu;
    note_edge_t      note;
    inline_edge_t    inlined;  // of inline
    sweeper_edge_t   sweeper;
    logic            release_reserve;
    logic            out;  // memory is out
    trap_edge_t      trap;
  } edge_t;

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

  // A special form with this number.
  function automatic drive_t start_form(logic [3:0] number);
    return {CmdSpecial, MemNone, 1'b0, 3'd0, number};
  endfunction

  // A look at a cell.
  function automatic drive_t look_at(role_e role);
    return {CmdNote, MemNone, 1'b0, 3'd0, 4'(role)};
  endfunction

  // A primitive without a frame.
  function automatic drive_t start_inline(operation_e operation);
    return {CmdInline, MemNone, 1'b0, 3'd0, operation};
  endfunction

  // A fault.
  function automatic drive_t raise_fault(trap_e cause);
    return {CmdTrap, MemNone, 1'b0, 3'd0, cause};
  endfunction

  // Does define take the special form with this number?
  function automatic logic is_definition(logic [3:0] number);
    return number >= SpecLambda && number <= SpecDefmacro;
  endfunction

  // A special form's number in a word, at most 15.
  function automatic logic [3:0] form_in(word_t word);
    return (word[WordBits-1:5] != '0) ? 4'd15 : word[4:1];
  endfunction

  // Is this word the address of an object?
  function automatic logic is_address(word_t word);
    return !word[0] && word != Nil;
  endfunction

  // The type in a header's lowest bits.
  function automatic type_e type_of(logic [7:0] header);
    return type_e'(header[4:1]);
  endfunction

  // Is this the header of a SYMBOL that can be bound?
  function automatic logic is_variable(logic [7:0] header);
    return header[7:1] == {SymVariable, TypeSymbol};
  endfunction

  // Is this the header of a CONS with a note?
  function automatic logic has_note(logic [15:0] header);
    return header[4:1] == TypeCons && header[15:NoteAt] != '0;
  endfunction

  // Words that are gathered of an object whose first word ends in these bits. An even word in the
  // header's place is the collector's.
  function automatic logic [2:0] gathered_words(logic [15:0] header);
    return header[0] ? fetched_words(header[4:1]) + 3'(has_note(header)) : 3'd2;
  endfunction

  // How many words of an object, with its header, are looked at for pointers; not of a VECTOR.
  function automatic logic [2:0] pointer_fields(logic [15:0] header);
    return tagged_fields(type_of(header[7:0])) + 3'(has_note(header));
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
