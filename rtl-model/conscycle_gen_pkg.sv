// Generated from the model's tables: cargo xtask bless rtl
//
// The numbers that the machine's two descriptions share.
package conscycle_gen_pkg;

  import cc_config_pkg::*;

  // Who holds the token.
  typedef enum logic [3:0] {
    UnitHalted = 4'd0,
    UnitEval = 4'd1,
    UnitFetchObject = 4'd2,
    UnitEvalArgs = 4'd3,
    UnitApply = 4'd4,
    UnitPrimitive = 4'd5,
    UnitSpecial = 4'd6,
    UnitDefine = 4'd7,
    UnitClink = 4'd8,
    UnitAlu = 4'd9,
    UnitTrap = 4'd10,
    UnitNote = 4'd11,
    UnitSweeper = 4'd12
  } unit_e;

  // Why the machine has stopped.
  typedef enum logic [1:0] {
    HaltRunning = 2'd0,
    HaltDone = 2'd1,
    HaltExit = 2'd2,
    HaltTrap = 2'd3
  } halt_e;

  // What eval does with a value.
  typedef enum logic [1:0] {
    SinkReturn = 2'd0,
    SinkArgument = 2'd1,
    SinkOperator = 2'd2
  } sink_e;

  // What follows when operands are saved.
  typedef enum logic [2:0] {
    PurposeMore = 3'd0,
    PurposeCombination = 3'd1,
    PurposeTrap = 3'd2,
    PurposeReverse = 3'd3,
    PurposeHeld = 3'd4
  } purpose_e;

  // Why a collection began.
  typedef enum logic [1:0] {
    CauseFull = 2'd0,
    CauseTorture = 2'd1,
    CauseStore = 2'd2
  } cause_e;

  // What a collection collects.
  typedef enum logic [1:0] {
    KindFull = 2'd0,
    KindMinor = 2'd1,
    KindMajor = 2'd2
  } kind_e;

  // Where the sweeper looks for pointers.
  typedef enum logic [1:0] {
    SourceQueue = 2'd0,
    SourceFixed = 2'd1,
    SourceList = 2'd2,
    SourcePage = 2'd3
  } source_e;

  // A request on the memory port.
  typedef enum logic [1:0] {
    MemNone = 2'd0,
    MemRead = 2'd1,
    MemWrite = 2'd2,
    MemAllocate = 2'd3
  } memory_op_e;

  // Where evaluation goes on.
  typedef enum logic [3:0] {
    RetArguments = 4'd0,
    RetOperator = 4'd1,
    RetIf = 4'd2,
    RetSequence = 4'd3,
    RetDefine = 4'd4,
    RetSet = 4'd5,
    RetExpand = 4'd6,
    RetCatchHandler = 4'd7,
    RetCatch = 4'd8,
    RetTrapHandler = 4'd9
  } return_state_e;

  // A fault's code.
  typedef enum logic [3:0] {
    TrapNone = 4'd0,
    TrapUnbound = 4'd1,
    TrapNotAFunction = 4'd2,
    TrapWrongType = 4'd3,
    TrapWrongArity = 4'd4,
    TrapOverflow = 4'd5,
    TrapDivideByZero = 4'd6,
    TrapOutOfMemory = 4'd7,
    TrapBadOpcode = 4'd8,
    TrapUncaughtThrow = 4'd9,
    TrapBadIndex = 4'd10,
    TrapBadSyntax = 4'd11,
    TrapInterrupt = 4'd12
  } trap_e;

  // What is noted in a CONS.
  typedef enum logic [3:0] {
    NoteNone = 4'd0,
    NoteConstant = 4'd1,
    NoteFirst = 4'd2,
    NoteSecond = 4'd3,
    NoteThird = 4'd4,
    NoteCombination = 4'd5,
    NoteInline = 4'd6,
    NoteOuter = 4'd7,
    NotePlain = 4'd8,
    NoteCall = 4'd9,
    NoteForm = 4'd10,
    NoteDirect = 4'd11,
    NoteComputed = 4'd12,
    NoteOne = 4'd13,
    NoteTwo = 4'd14,
    NoteThree = 4'd15
  } note_kind_e;

  // What is computed without a frame.
  typedef enum logic [3:0] {
    OpAdd = 4'd0,
    OpSubtract = 4'd1,
    OpEqual = 4'd2,
    OpLess = 4'd3,
    OpGreater = 4'd4,
    OpLessEqual = 4'd5,
    OpGreaterEqual = 4'd6,
    OpEq = 4'd7,
    OpIsNull = 4'd8,
    OpNot = 4'd9
  } operation_e;

  // What a cell is looked at as.
  typedef enum logic [1:0] {
    RoleOperand = 2'd0,
    RoleHead = 2'd1,
    RoleParameters = 2'd2
  } role_e;

  // Which operand is being looked at.
  typedef enum logic [1:0] {
    PlaceOnly = 2'd0,
    PlaceFirst = 2'd1,
    PlaceSecond = 2'd2
  } place_e;

  // How code is evaluated.
  typedef enum logic [0:0] {
    QuickLists = 1'd0,
    QuickQuick = 1'd1
  } quick_e;

  // Who reclaims memory.
  typedef enum logic [1:0] {
    CollectorNone = 2'd0,
    CollectorCopying = 2'd1,
    CollectorGenerational = 2'd2,
    CollectorMarkSweep = 2'd3
  } collector_e;

  // What the generational collector does about stores into old objects.
  typedef enum logic [1:0] {
    BarrierRemember = 2'd0,
    BarrierCollect = 2'd1,
    BarrierProtect = 2'd2
  } barrier_e;

  // Straps: constant from reset on; a chip ties them.
  typedef struct packed {
    // Cycles of a memory access: 1 to 8.
    logic [3:0] latency;
    // How operators are looked up: 1 for lisp1.
    logic lisp1;
    // How code is evaluated.
    quick_e quick;
    // Who reclaims memory.
    collector_e collector;
    // What the generational collector does about stores into old objects.
    barrier_e barrier;
    // Collect at every N-th allocation, to test programs and the collector.
    logic [31:0] gc_every;
    // Words of the image, an even number.
    address_t image_words;
    // The expression that the machine begins with.
    word_t entry;
  } straps_t;

  // The straps of a machine whose parameters all have their defaults.
  function automatic straps_t default_straps(address_t image_words, word_t entry);
    return {
      4'd1,
      1'd0,
      QuickLists,
      CollectorCopying,
      BarrierRemember,
      32'd0,
      image_words,
      entry
    };
  endfunction

  // Pages of memory, of the barrier that protects them.
  localparam int NumPages = 32;

  // Words that are kept for the handler of an out-of-memory trap.
  localparam int Reserve = (2**AddressBits > 8192) ? 2**AddressBits / 64 : 128;

  // The FSM of eval.
  typedef enum logic [3:0] {
    StEval = 4'd0,
    StEvalDispatch = 4'd1,
    StLookupSpine = 4'd2,
    StLookupPair = 4'd3,
    StGlobalValue = 4'd4,
    StEvalCombination = 4'd5,
    StEvalOperator = 4'd6,
    StFunctionCell = 4'd7,
    StEvalFunction = 4'd8,
    StExpandMacro = 4'd9,
    StResumeOperator = 4'd10,
    StLoadCell = 4'd11,
    StLoadPair = 4'd12,
    StLoadSpine = 4'd13
  } eval_state_e;

  // The FSM of eval_args.
  typedef enum logic [3:0] {
    StEvalArgs = 4'd0,
    StArgument = 4'd1,
    StArgumentComputed = 4'd2,
    StAwaitValue = 4'd3,
    StSaveOperand = 4'd4,
    StPushArguments = 4'd5,
    StResumeArguments = 4'd6,
    StNextArgument = 4'd7,
    StGatherOperand = 4'd8,
    StReverse = 4'd9,
    StReverseCell = 4'd10,
    StReverseCons = 4'd11
  } eval_args_state_e;

  // The FSM of apply.
  typedef enum logic [3:0] {
    StApply = 4'd0,
    StApplyDispatch = 4'd1,
    StLoadOperand = 4'd2,
    StArithmetic = 4'd3,
    StLoadFirst = 4'd4,
    StLoadSecond = 4'd5,
    StRefill = 4'd6,
    StDivideResult = 4'd7,
    StBindDispatch = 4'd8,
    StBindLoad = 4'd9,
    StBindRest = 4'd10,
    StBindPair = 4'd11,
    StBindSpine = 4'd12,
    StBindNext = 4'd13,
    StBindRib = 4'd14,
    StCapture = 4'd15
  } apply_state_e;

  // The FSM of primitive.
  typedef enum logic [3:0] {
    StPrimitive = 4'd0,
    StPrimitiveObject = 4'd1,
    StSymbolField = 4'd2,
    StVectorElement = 4'd3,
    StStringElement = 4'd4,
    StStore = 4'd5,
    StFill = 4'd6,
    StCellBare = 4'd7,
    StSymbolBare = 4'd8,
    StNewSymbolObject = 4'd9,
    StNewSymbol = 4'd10
  } primitive_state_e;

  // The FSM of special.
  typedef enum logic [4:0] {
    StSpecial = 5'd0,
    StSpecialOperand = 5'd1,
    StIfComputed = 5'd2,
    StPushPending = 5'd3,
    StResumeIf = 5'd4,
    StIfThen = 5'd5,
    StIfElse = 5'd6,
    StLast = 5'd7,
    StLastComputed = 5'd8,
    StResumeSequence = 5'd9,
    StSequenceCell = 5'd10,
    StResumeExpand = 5'd11,
    StExpandForm = 5'd12,
    StExpandWrap = 5'd13,
    StExpandFetch = 5'd14,
    StExpandBare = 5'd15,
    StExpandWrite = 5'd16,
    StExpanded = 5'd17,
    StResumeCatchHandler = 5'd18,
    StPushCatch = 5'd19,
    StResumeCatch = 5'd20
  } special_state_e;

  // The FSM of define.
  typedef enum logic [4:0] {
    StDefine = 5'd0,
    StDefineOperand = 5'd1,
    StDefineName = 5'd2,
    StDefineSymbol = 5'd3,
    StDefineParameters = 5'd4,
    StDefineValue = 5'd5,
    StPushValue = 5'd6,
    StBody = 5'd7,
    StWrapBody = 5'd8,
    StMakeFunction = 5'd9,
    StBindFunction = 5'd10,
    StResumeDefine = 5'd11,
    StResumeSet = 5'd12,
    StScopeBare = 5'd13,
    StScopeCell = 5'd14,
    StScopeHead = 5'd15,
    StScopePair = 5'd16,
    StNewPair = 5'd17,
    StNewCell = 5'd18,
    StLinkCell = 5'd19,
    StSetSpine = 5'd20,
    StSetPair = 5'd21,
    StSetSymbol = 5'd22,
    StSetGlobal = 5'd23,
    StGlobalSymbol = 5'd24,
    StGlobalBare = 5'd25,
    StStoreGlobal = 5'd26,
    StGlobalKind = 5'd27,
    StFunctionSymbol = 5'd28,
    StStoreOne = 5'd29,
    StStoreBoth = 5'd30
  } define_state_e;

  // The FSM of clink.
  typedef enum logic [3:0] {
    StSpillEnvironment = 4'd0,
    StSpillValues = 4'd1,
    StSpillArguments = 4'd2,
    StSpillOperator = 4'd3,
    StSpillReturn = 4'd4,
    StReload = 4'd5,
    StReloadReturn = 4'd6,
    StReloadOperator = 4'd7,
    StReloadArguments = 4'd8,
    StReloadValues = 4'd9,
    StReloadEnvironment = 4'd10
  } clink_state_e;

  // The FSM of trap.
  typedef enum logic [2:0] {
    StTrap = 3'd0,
    StTrapVector = 3'd1,
    StUnwind = 3'd2,
    StUnwindNext = 3'd3,
    StUnwindFrame = 3'd4,
    StUncaught = 3'd5,
    StResumeTrap = 3'd6
  } trap_state_e;

  // The FSM of note.
  typedef enum logic [4:0] {
    StOperand = 5'd0,
    StExpression = 5'd1,
    StOperator = 5'd2,
    StOperatorCell = 5'd3,
    StFunction = 5'd4,
    StQuoted = 5'd5,
    StCombinationOperand = 5'd6,
    StOperandObject = 5'd7,
    StParameter = 5'd8,
    StHead = 5'd9,
    StHeadOperator = 5'd10,
    StHeadCell = 5'd11,
    StHeadFunction = 5'd12,
    StParameters = 5'd13,
    StNextParameter = 5'd14,
    StStep = 5'd15,
    StMark = 5'd16,
    StFlag = 5'd17,
    StFetchComputed = 5'd18,
    StNoteComputed = 5'd19,
    StFetchCell = 5'd20,
    StNoteCell = 5'd21
  } note_state_e;

  // The FSM of sweeper.
  typedef enum logic [5:0] {
    StFlip = 6'd0,
    StFlipPage = 6'd1,
    StRoot = 6'd2,
    StScanNext = 6'd3,
    StScanObject = 6'd4,
    StElementsNext = 6'd5,
    StScanElements = 6'd6,
    StScanFields = 6'd7,
    StEvacuate = 6'd8,
    StCopyRead = 6'd9,
    StCopyWrite = 6'd10,
    StCopyPage = 6'd11,
    StForward = 6'd12,
    StListCell = 6'd13,
    StListObject = 6'd14,
    StPageFirst = 6'd15,
    StRemember = 6'd16,
    StRememberObject = 6'd17,
    StRememberMark = 6'd18,
    StUnprotect = 6'd19,
    StRetire = 6'd20,
    StMarkRoot = 6'd21,
    StMarkFixed = 6'd22,
    StMarkFixedObject = 6'd23,
    StMarkFields = 6'd24,
    StMarkElements = 6'd25,
    StMarkChild = 6'd26,
    StMarkSlot = 6'd27,
    StMarkUp = 6'd28,
    StMarkParent = 6'd29,
    StMarkElement = 6'd30,
    StSweepNext = 6'd31,
    StSweepObject = 6'd32,
    StSupply = 6'd33,
    StSupplyBlock = 6'd34
  } sweeper_state_e;

  // The number of each unit's first state among the states of all units.
  localparam int FirstStateArbiter = 0;
  localparam int FirstStateEval = 1;
  localparam int FirstStateFetchObject = 15;
  localparam int FirstStateEvalArgs = 16;
  localparam int FirstStateApply = 28;
  localparam int FirstStatePrimitive = 44;
  localparam int FirstStateSpecial = 55;
  localparam int FirstStateDefine = 76;
  localparam int FirstStateClink = 107;
  localparam int FirstStateAlu = 118;
  localparam int FirstStateTrap = 119;
  localparam int FirstStateNote = 126;
  localparam int FirstStateSweeper = 148;
  localparam int NumStates = 183;

  // Bits 4:1 of a header.
  typedef enum logic [3:0] {
    TypeNil = 4'd0,
    TypeCons = 4'd1,
    TypeNumber = 4'd2,
    TypeSymbol = 4'd3,
    TypeSymbolObject = 4'd4,
    TypeString = 4'd5,
    TypeFunction = 4'd6,
    TypeVector = 4'd7,
    TypeChar = 4'd8,
    TypeFree = 4'd9
  } type_e;

  // Headers.
  localparam int HeaderNil = 1;
  localparam int HeaderCons = 3;
  localparam int HeaderNumber = 5;
  localparam int HeaderSymbolObject = 9;
  localparam int HeaderString = 11;
  localparam int HeaderVector = 15;
  localparam int HeaderChar = 17;
  localparam int HeaderSymbolVariable = 7;
  localparam int HeaderSymbolConstant = 39;
  localparam int HeaderFunctionPrimitive = 13;
  localparam int HeaderFunctionSpecial = 45;
  localparam int HeaderFunctionLambda = 77;
  localparam int HeaderFunctionClosure = 109;
  localparam int HeaderFunctionMacro = 141;
  localparam int HeaderFunctionContinuation = 173;
  localparam int HeaderFreePair = 19;
  localparam int HeaderFreeBlock = 51;

  // The subtype of a SYMBOL.
  typedef enum logic [2:0] {
    SymVariable = 3'd0,
    SymConstant = 3'd1
  } symbol_kind_e;

  // The subtype of a FUNCTION.
  typedef enum logic [2:0] {
    FunPrimitive = 3'd0,
    FunSpecial = 3'd1,
    FunLambda = 3'd2,
    FunClosure = 3'd3,
    FunMacro = 3'd4,
    FunContinuation = 3'd5
  } function_kind_e;

  // Objects at fixed addresses.
  localparam int AddrNil = 0;
  localparam int AddrFalse = 2;
  localparam int AddrTrue = 4;
  localparam int AddrUnbound = 6;
  localparam int AddrBegin = 8;
  localparam int AddrRib = 12;
  localparam int AddrChars = 16;
  localparam int AddrEnd = 528;

  // Words that fetch_object gathers for an object with this type number.
  function automatic logic [2:0] fetched_words(logic [3:0] type_number);
    unique case (type_number)
      4'd0: fetched_words = 3'd2;
      4'd1: fetched_words = 3'd3;
      4'd2: fetched_words = 3'd2;
      4'd3: fetched_words = 3'd2;
      4'd4: fetched_words = 3'd4;
      4'd5: fetched_words = 3'd2;
      4'd6: fetched_words = 3'd4;
      4'd7: fetched_words = 3'd2;
      4'd8: fetched_words = 3'd2;
      4'd9: fetched_words = 3'd2;
      4'd10: fetched_words = 3'd4;
      4'd11: fetched_words = 3'd4;
      4'd12: fetched_words = 3'd4;
      4'd13: fetched_words = 3'd4;
      4'd14: fetched_words = 3'd4;
      4'd15: fetched_words = 3'd4;
      default: fetched_words = 3'd4;
    endcase
  endfunction

  // How many words of an object, with its header, are looked at for pointers; not of a VECTOR.
  function automatic logic [2:0] tagged_fields(type_e kind);
    unique case (kind)
      TypeNil: tagged_fields = 3'd2;
      TypeCons: tagged_fields = 3'd3;
      TypeNumber: tagged_fields = 3'd0;
      TypeSymbol: tagged_fields = 3'd2;
      TypeSymbolObject: tagged_fields = 3'd4;
      TypeString: tagged_fields = 3'd0;
      TypeFunction: tagged_fields = 3'd4;
      TypeVector: tagged_fields = 3'd0;
      TypeChar: tagged_fields = 3'd2;
      TypeFree: tagged_fields = 3'd0;
      default: tagged_fields = 3'd0;
    endcase
  endfunction

  // The collectors' bits of a header.
  localparam int BitRemembered = 8;
  localparam int BitMark = 8;
  localparam int BitField = 9;
  localparam int CollectorBits = 3840;

  // Of notes, in the header of a CONS; the last two in that of a SYMBOL_OBJECT.
  localparam int BitPart = 7;
  localparam int NoteAt = 12;
  localparam int EpochAt = (WordBits == 16) ? 5 : 16;
  localparam int EpochBits = (WordBits == 16) ? 2 : 8;
  localparam int BitCallable = 12;
  localparam int BitPinned = 13;

  // Of what is computed: from below its operation and its operands, after the tag.
  localparam int OperationBits = 4;

  // Special forms.
  typedef enum logic [3:0] {
    SpecQuote = 4'd0,
    SpecIf = 4'd1,
    SpecBegin = 4'd2,
    SpecCatch = 4'd3,
    SpecLambda = 4'd4,
    SpecDefine = 4'd5,
    SpecSet = 4'd6,
    SpecDefun = 4'd7,
    SpecDefmacro = 4'd8
  } special_e;

  localparam int NumSpecials = 9;

  // Primitives.
  typedef enum logic [7:0] {
    PrimAdd = 8'd0,
    PrimSubtract = 8'd1,
    PrimCar = 8'd2,
    PrimCdr = 8'd3,
    PrimMultiply = 8'd4,
    PrimQuotient = 8'd5,
    PrimRemainder = 8'd6,
    PrimModulo = 8'd7,
    PrimEqual = 8'd8,
    PrimLess = 8'd9,
    PrimGreater = 8'd10,
    PrimLessEqual = 8'd11,
    PrimGreaterEqual = 8'd12,
    PrimAnd = 8'd13,
    PrimOr = 8'd14,
    PrimXor = 8'd15,
    PrimShift = 8'd16,
    PrimCons = 8'd17,
    PrimSetCar = 8'd18,
    PrimSetCdr = 8'd19,
    PrimEq = 8'd20,
    PrimNot = 8'd21,
    PrimIsNull = 8'd22,
    PrimIsPair = 8'd23,
    PrimIsNumber = 8'd24,
    PrimIsSymbol = 8'd25,
    PrimIsString = 8'd26,
    PrimIsProcedure = 8'd27,
    PrimIsVector = 8'd28,
    PrimIsChar = 8'd29,
    PrimObjectType = 8'd30,
    PrimSymbolName = 8'd31,
    PrimSymbolValue = 8'd32,
    PrimSymbolFunction = 8'd33,
    PrimSetSymbolValue = 8'd34,
    PrimSetSymbolFunction = 8'd35,
    PrimMakeSymbol = 8'd36,
    PrimMakeString = 8'd37,
    PrimStringLength = 8'd38,
    PrimStringRef = 8'd39,
    PrimStringSet = 8'd40,
    PrimMakeVector = 8'd41,
    PrimVectorLength = 8'd42,
    PrimVectorRef = 8'd43,
    PrimVectorSet = 8'd44,
    PrimCharToInteger = 8'd45,
    PrimIntegerToChar = 8'd46,
    PrimFuncall = 8'd47,
    PrimApply = 8'd48,
    PrimEval = 8'd49,
    PrimCallCc = 8'd50,
    PrimThrow = 8'd51,
    PrimSetTrapHandler = 8'd52,
    PrimExit = 8'd53,
    PrimReadByte = 8'd54,
    PrimWriteByte = 8'd55,
    PrimCycles = 8'd56,
    PrimProcedureEnvironment = 8'd57
  } primitive_e;

  localparam int NumPrimitives = 58;

  // Where a primitive runs.
  typedef enum logic [2:0] {
    ClassFold = 3'd0,
    ClassCompare = 3'd1,
    ClassDivide = 3'd2,
    ClassControl = 3'd3,
    ClassData = 3'd4
  } class_e;

  // Where it runs.
  function automatic class_e primitive_class(logic [7:0] number);
    unique case (number)
      PrimAdd, PrimSubtract, PrimMultiply, PrimAnd,
      PrimOr, PrimXor, PrimShift: primitive_class = ClassFold;
      PrimQuotient, PrimRemainder, PrimModulo: primitive_class = ClassDivide;
      PrimEqual, PrimLess, PrimGreater, PrimLessEqual,
      PrimGreaterEqual: primitive_class = ClassCompare;
      PrimFuncall, PrimApply, PrimEval, PrimCallCc,
      PrimThrow, PrimSetTrapHandler, PrimExit: primitive_class = ClassControl;
      default: primitive_class = ClassData;
    endcase
  endfunction

  // The fewest operands.
  function automatic logic [1:0] primitive_min(logic [7:0] number);
    unique case (number)
      PrimSubtract, PrimCar, PrimCdr, PrimEqual,
      PrimLess, PrimGreater, PrimLessEqual, PrimGreaterEqual,
      PrimNot, PrimIsNull, PrimIsPair, PrimIsNumber,
      PrimIsSymbol, PrimIsString, PrimIsProcedure, PrimIsVector,
      PrimIsChar, PrimObjectType, PrimSymbolName, PrimSymbolValue,
      PrimSymbolFunction, PrimMakeSymbol, PrimStringLength, PrimVectorLength,
      PrimCharToInteger, PrimIntegerToChar, PrimFuncall, PrimEval,
      PrimCallCc, PrimThrow, PrimSetTrapHandler, PrimWriteByte,
      PrimProcedureEnvironment: primitive_min = 2'd1;
      PrimQuotient, PrimRemainder, PrimModulo, PrimShift,
      PrimCons, PrimSetCar, PrimSetCdr, PrimEq,
      PrimSetSymbolValue, PrimSetSymbolFunction, PrimMakeString, PrimStringRef,
      PrimMakeVector, PrimVectorRef, PrimApply: primitive_min = 2'd2;
      PrimStringSet, PrimVectorSet: primitive_min = 2'd3;
      default: primitive_min = 2'd0;
    endcase
  endfunction

  // The most operands, if there is a most.
  function automatic logic [1:0] primitive_max(logic [7:0] number);
    unique case (number)
      PrimCar, PrimCdr, PrimNot, PrimIsNull,
      PrimIsPair, PrimIsNumber, PrimIsSymbol, PrimIsString,
      PrimIsProcedure, PrimIsVector, PrimIsChar, PrimObjectType,
      PrimSymbolName, PrimSymbolValue, PrimSymbolFunction, PrimStringLength,
      PrimVectorLength, PrimCharToInteger, PrimIntegerToChar, PrimEval,
      PrimCallCc, PrimThrow, PrimSetTrapHandler, PrimExit,
      PrimReadByte, PrimProcedureEnvironment: primitive_max = 2'd1;
      PrimQuotient, PrimRemainder, PrimModulo, PrimShift,
      PrimCons, PrimSetCar, PrimSetCdr, PrimEq,
      PrimSetSymbolValue, PrimSetSymbolFunction, PrimMakeSymbol, PrimMakeString,
      PrimStringRef, PrimMakeVector, PrimVectorRef, PrimWriteByte: primitive_max = 2'd2;
      PrimStringSet, PrimVectorSet, PrimApply: primitive_max = 2'd3;
      default: primitive_max = 2'd0;
    endcase
  endfunction

  // Is there a most?
  function automatic logic primitive_has_max(logic [7:0] number);
    unique case (number)
      PrimAdd, PrimSubtract, PrimMultiply, PrimEqual,
      PrimLess, PrimGreater, PrimLessEqual, PrimGreaterEqual,
      PrimAnd, PrimOr, PrimXor, PrimFuncall: primitive_has_max = 1'b0;
      default: primitive_has_max = 1'b1;
    endcase
  endfunction

  // Must the first operand be an object of one type?
  function automatic logic primitive_object(logic [7:0] number);
    unique case (number)
      PrimCar, PrimCdr, PrimSetCar, PrimSetCdr,
      PrimSymbolName, PrimSymbolValue, PrimSymbolFunction, PrimSetSymbolValue,
      PrimSetSymbolFunction, PrimMakeSymbol, PrimStringLength, PrimStringRef,
      PrimStringSet, PrimVectorLength, PrimVectorRef, PrimVectorSet,
      PrimCharToInteger, PrimProcedureEnvironment: primitive_object = 1'b1;
      default: primitive_object = 1'b0;
    endcase
  endfunction

  // That type.
  function automatic type_e primitive_type(logic [7:0] number);
    unique case (number)
      PrimCar, PrimCdr, PrimSetCar, PrimSetCdr: primitive_type = TypeCons;
      PrimSymbolName, PrimSymbolValue, PrimSymbolFunction, PrimSetSymbolValue,
      PrimSetSymbolFunction: primitive_type = TypeSymbol;
      PrimMakeSymbol, PrimStringLength, PrimStringRef, PrimStringSet: primitive_type = TypeString;
      PrimVectorLength, PrimVectorRef, PrimVectorSet: primitive_type = TypeVector;
      PrimCharToInteger: primitive_type = TypeChar;
      PrimProcedureEnvironment: primitive_type = TypeFunction;
      default: primitive_type = TypeNil;
    endcase
  endfunction

  // Is the object of the first operand looked into, if it is a pointer?
  function automatic logic primitive_looks(logic [7:0] number);
    unique case (number)
      PrimCar, PrimCdr, PrimSetCar, PrimSetCdr,
      PrimIsPair, PrimIsNumber, PrimIsSymbol, PrimIsString,
      PrimIsProcedure, PrimIsVector, PrimIsChar, PrimObjectType,
      PrimSymbolName, PrimSymbolValue, PrimSymbolFunction, PrimSetSymbolValue,
      PrimSetSymbolFunction, PrimMakeSymbol, PrimStringLength, PrimStringRef,
      PrimStringSet, PrimVectorLength, PrimVectorRef, PrimVectorSet,
      PrimCharToInteger, PrimProcedureEnvironment: primitive_looks = 1'b1;
      default: primitive_looks = 1'b0;
    endcase
  endfunction

  localparam int NumRoots = 62;

  // The registers that hold tagged words, by the number of the sweeper's root port.
  typedef enum logic [5:0] {
    RootEvalExpr = 6'd0,
    RootEvalEnv = 6'd1,
    RootEvalOperator = 6'd2,
    RootEvalOperands = 6'd3,
    RootEvalBinding = 6'd4,
    RootEvalSymbolObject = 6'd5,
    RootEvalParameters = 6'd6,
    RootEvalLocal0 = 6'd7,
    RootEvalLocal1 = 6'd8,
    RootEvalLocal2 = 6'd9,
    RootEvalArgsExpression = 6'd10,
    RootEvalArgsFunction = 6'd11,
    RootEvalArgsArguments = 6'd12,
    RootEvalArgsRest = 6'd13,
    RootEvalArgsValues = 6'd14,
    RootEvalArgsX = 6'd15,
    RootEvalArgsY = 6'd16,
    RootEvalArgsZ = 6'd17,
    RootEvalArgsList = 6'd18,
    RootApplyFunction = 6'd19,
    RootApplyX = 6'd20,
    RootApplyY = 6'd21,
    RootApplyZ = 6'd22,
    RootApplyList = 6'd23,
    RootApplyBody = 6'd24,
    RootApplyParameters = 6'd25,
    RootApplyEnvironment = 6'd26,
    RootApplySymbol = 6'd27,
    RootApplyPair = 6'd28,
    RootPrimitiveObject = 6'd29,
    RootSpecialForm = 6'd30,
    RootSpecialOperands = 6'd31,
    RootSpecialPending = 6'd32,
    RootSpecialHandler = 6'd33,
    RootDefineForm = 6'd34,
    RootDefineOperands = 6'd35,
    RootDefineSymbol = 6'd36,
    RootDefineParameters = 6'd37,
    RootDefineBody = 6'd38,
    RootDefineValue = 6'd39,
    RootDefineBinding = 6'd40,
    RootDefinePair = 6'd41,
    RootClinkOperator = 6'd42,
    RootClinkArguments = 6'd43,
    RootClinkValues = 6'd44,
    RootClinkEnvironment = 6'd45,
    RootClinkClink = 6'd46,
    RootClinkCell = 6'd47,
    RootClinkValue = 6'd48,
    RootTrapCulprit = 6'd49,
    RootTrapOrigin = 6'd50,
    RootTrapVector = 6'd51,
    RootTrapClink = 6'd52,
    RootTrapPassed = 6'd53,
    RootNoteCell = 6'd54,
    RootNoteValue = 6'd55,
    RootNoteExpression = 6'd56,
    RootNoteSymbol = 6'd57,
    RootNoteSymbolObject = 6'd58,
    RootNoteOperands = 6'd59,
    RootNoteSecond = 6'd60,
    RootNoteList = 6'd61
  } root_e;

endpackage
