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
    UnitInline = 4'd12,
    UnitDigits = 4'd13,
    UnitFpu = 4'd14,
    UnitSweeper = 4'd15
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
    SinkVariable = 2'd2,
    SinkOperator = 2'd3
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
    RetTrapHandler = 4'd9,
    RetFold = 4'd10,
    RetCompare = 4'd11
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
    NoteGlobal = 4'd9,
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
    OpNot = 4'd9,
    OpCar = 4'd10,
    OpCdr = 4'd11,
    OpIsPair = 4'd12,
    OpVectorRef = 4'd13
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

  // What fpu computes.
  typedef enum logic [3:0] {
    FloatAdd = 4'd0,
    FloatSubtract = 4'd1,
    FloatMultiply = 4'd2,
    FloatDivide = 4'd3,
    FloatSquareRoot = 4'd4,
    FloatLess = 4'd5,
    FloatLessEqual = 4'd6,
    FloatEqual = 4'd7,
    FloatGreater = 4'd8,
    FloatGreaterEqual = 4'd9,
    FloatFromInteger = 4'd10,
    FloatTruncate = 4'd11,
    FloatFloor = 4'd12,
    FloatCeiling = 4'd13,
    FloatRound = 4'd14
  } float_operation_e;

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
    // The functions that arithmetic falls back on, or Nil.
    word_t fallback;
  } straps_t;

  // The straps of a machine whose parameters all have their defaults.
  function automatic straps_t default_straps(address_t image_words, word_t entry, word_t fallback);
    return {
      4'd1,
      1'd0,
      QuickQuick,
      CollectorCopying,
      BarrierRemember,
      32'd0,
      image_words,
      entry,
      fallback
    };
  endfunction

  // The multiplier and the divider.
  localparam int ProductCycles = (WordBits == 16) ? 1 : (WordBits == 32) ? 1 : 3;
  localparam int SkipsZeros = (WordBits == 16) ? 0 : (WordBits == 32) ? 0 : 1;

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
    StGlobalCell = 4'd5,
    StEvalCombination = 4'd6,
    StEvalOperator = 4'd7,
    StFunctionCell = 4'd8,
    StEvalFunction = 4'd9,
    StExpandMacro = 4'd10,
    StResumeOperator = 4'd11,
    StLoadCell = 4'd12,
    StLoadPair = 4'd13,
    StLoadSpine = 4'd14
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
  typedef enum logic [4:0] {
    StApply = 5'd0,
    StApplyDispatch = 5'd1,
    StLoadOperand = 5'd2,
    StArithmetic = 5'd3,
    StLoadFirst = 5'd4,
    StLoadSecond = 5'd5,
    StRefill = 5'd6,
    StDivideResult = 5'd7,
    StMultiplyResult = 5'd8,
    StFloatResult = 5'd9,
    StFallback = 5'd10,
    StFallbackElement = 5'd11,
    StFallbackSave = 5'd12,
    StFallbackPush = 5'd13,
    StResumeFold = 5'd14,
    StResumeCompare = 5'd15,
    StSetFallback = 5'd16,
    StBindDispatch = 5'd17,
    StBindSymbol = 5'd18,
    StBindObject = 5'd19,
    StBindOperand = 5'd20,
    StNoteArity = 5'd21,
    StBindLoad = 5'd22,
    StBindRest = 5'd23,
    StBindPair = 5'd24,
    StBindSpine = 5'd25,
    StBindNext = 5'd26,
    StBindRib = 5'd27,
    StCapture = 5'd28
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
    StNewSymbol = 4'd10,
    StNewDigits = 4'd11,
    StNewFloat = 4'd12
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
  typedef enum logic [5:0] {
    StDefine = 6'd0,
    StDefineOperand = 6'd1,
    StLambdaParameters = 6'd2,
    StDefineName = 6'd3,
    StDefineSymbol = 6'd4,
    StDefineParameters = 6'd5,
    StDefineValue = 6'd6,
    StDefineAgain = 6'd7,
    StDefineComputed = 6'd8,
    StValued = 6'd9,
    StPushValue = 6'd10,
    StBody = 6'd11,
    StWrapBody = 6'd12,
    StMakeFunction = 6'd13,
    StBindFunction = 6'd14,
    StResumeDefine = 6'd15,
    StResumeSet = 6'd16,
    StScopeBare = 6'd17,
    StScopeCell = 6'd18,
    StScopeHead = 6'd19,
    StScopePair = 6'd20,
    StScopeSymbol = 6'd21,
    StScopeObject = 6'd22,
    StNewPair = 6'd23,
    StNewCell = 6'd24,
    StLinkCell = 6'd25,
    StSetSpine = 6'd26,
    StSetPair = 6'd27,
    StSetSymbol = 6'd28,
    StSetGlobal = 6'd29,
    StGlobalSymbol = 6'd30,
    StGlobalBare = 6'd31,
    StStoreGlobal = 6'd32,
    StGlobalKind = 6'd33,
    StFunctionSymbol = 6'd34,
    StStoreOne = 6'd35,
    StStoreBoth = 6'd36
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

  // The FSM of alu.
  typedef enum logic [0:0] {
    StDivide = 1'd0,
    StMultiply = 1'd1
  } alu_state_e;

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
    StVariable = 5'd2,
    StOperator = 5'd3,
    StOperatorCell = 5'd4,
    StFunction = 5'd5,
    StQuoted = 5'd6,
    StCombinationOperand = 5'd7,
    StOperandObject = 5'd8,
    StSimpleOperand = 5'd9,
    StSimpleExpression = 5'd10,
    StParameter = 5'd11,
    StHead = 5'd12,
    StHeadOperator = 5'd13,
    StHeadCell = 5'd14,
    StHeadFunction = 5'd15,
    StIf = 5'd16,
    StIfTest = 5'd17,
    StIfBranches = 5'd18,
    StParameters = 5'd19,
    StParameterName = 5'd20,
    StParameterSymbol = 5'd21,
    StParameterObject = 5'd22,
    StNextParameter = 5'd23,
    StStep = 5'd24,
    StMark = 5'd25,
    StFlag = 5'd26,
    StFetchComputed = 5'd27,
    StNoteComputed = 5'd28,
    StFetchCell = 5'd29,
    StNoteCell = 5'd30
  } note_state_e;

  // The FSM of inline.
  typedef enum logic [1:0] {
    StInlineOperand = 2'd0,
    StInlineApply = 2'd1,
    StInlineObject = 2'd2,
    StInlineElement = 2'd3
  } inline_state_e;

  // The FSM of digits.
  typedef enum logic [4:0] {
    StDigits = 5'd0,
    StFourth = 5'd1,
    StFifth = 5'd2,
    StFirstBignum = 5'd3,
    StSecondBignum = 5'd4,
    StThirdBignum = 5'd5,
    StBounds = 5'd6,
    StFactor = 5'd7,
    StSign = 5'd8,
    StRow = 5'd9,
    StSecondRow = 5'd10,
    StCombine = 5'd11,
    StDigitProduct = 5'd12,
    StQuotientBit = 5'd13,
    StWriteRow = 5'd14,
    StLost = 5'd15,
    StLostRow = 5'd16,
    StDividend = 5'd17,
    StDivisor = 5'd18,
    StRefine = 5'd19,
    StWriteDigit = 5'd20
  } digits_state_e;

  // The FSM of fpu.
  typedef enum logic [2:0] {
    StUnpack = 3'd0,
    StAlign = 3'd1,
    StProduct = 3'd2,
    StPrepare = 3'd3,
    StRecur = 3'd4,
    StIntegral = 3'd5,
    StNormalize = 3'd6,
    StPack = 3'd7
  } fpu_state_e;

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
  localparam int FirstStateFetchObject = 16;
  localparam int FirstStateEvalArgs = 17;
  localparam int FirstStateApply = 29;
  localparam int FirstStatePrimitive = 58;
  localparam int FirstStateSpecial = 71;
  localparam int FirstStateDefine = 92;
  localparam int FirstStateClink = 129;
  localparam int FirstStateAlu = 140;
  localparam int FirstStateTrap = 142;
  localparam int FirstStateNote = 149;
  localparam int FirstStateInline = 180;
  localparam int FirstStateDigits = 184;
  localparam int FirstStateFpu = 205;
  localparam int FirstStateSweeper = 213;
  localparam int NumStates = 248;

  // Bits of a quotient or a root of floats, in all and in a cycle.
  localparam int FloatDigits = 56;
  localparam int FloatDigitsAtOnce = 4;

  // Words of a float, of its object, of a BIGNUM with its bits; none if a fetch has no room.
  localparam int FloatWords = 64 / WordBits;
  localparam int FloatObjectWords = (FloatWords + 2) / 2 * 2;
  localparam int FloatDigitsWords = (FloatWords + 3) / 2 * 2;
  localparam bit HasFloats = FloatWords < 4;

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
    TypeFree = 4'd9,
    TypeBignum = 4'd10,
    TypeFloat = 4'd11,
    TypeRatio = 4'd12
  } type_e;

  // Headers.
  localparam int HeaderNil = 1;
  localparam int HeaderCons = 3;
  localparam int HeaderNumber = 5;
  localparam int HeaderSymbolObject = 9;
  localparam int HeaderString = 11;
  localparam int HeaderVector = 15;
  localparam int HeaderChar = 17;
  localparam int HeaderBignum = 21;
  localparam int HeaderFloat = 23;
  localparam int HeaderRatio = 25;
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
      4'd10: fetched_words = 3'd2;
      4'd11: fetched_words = (WordBits == 16) ? 3'd4 : (WordBits == 32) ? 3'd3 : 3'd2;
      4'd12: fetched_words = 3'd3;
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
      TypeBignum: tagged_fields = 3'd0;
      TypeFloat: tagged_fields = 3'd0;
      TypeRatio: tagged_fields = 3'd3;
      default: tagged_fields = 3'd0;
    endcase
  endfunction

  // The collectors' bits of a header.
  localparam int BitRemembered = 8;
  localparam int BitMark = 8;
  localparam int BitField = 9;
  localparam int CollectorBits = 3840;

  // Of notes, in the header of a CONS; of a FUNCTION; the last four in that of a SYMBOL_OBJECT.
  localparam int BitPart = 7;
  localparam int NoteAt = 12;
  localparam int EpochAt = (WordBits == 16) ? 5 : 16;
  localparam int EpochBits = (WordBits == 16) ? 2 : 16;
  localparam int ArityEpochAt = (WordBits == 16) ? 14 : 16;
  localparam int ArityEpochBits = (WordBits == 16) ? 2 : 16;
  localparam int BitCallable = 12;
  localparam int BitPinned = 13;
  localparam int BitVolatile = 14;
  localparam int BitBound = 15;

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
    PrimProcedureEnvironment = 8'd57,
    PrimSetNumberFallback = 8'd58,
    PrimBitLength = 8'd59,
    PrimPopCount = 8'd60,
    PrimIsBignum = 8'd61,
    PrimMakeBignum = 8'd62,
    PrimDigitsCount = 8'd63,
    PrimDigitsSign = 8'd64,
    PrimDigitsSetSign = 8'd65,
    PrimDigitsInteger = 8'd66,
    PrimDigitsLoad = 8'd67,
    PrimDigitsAdd = 8'd68,
    PrimDigitsSubtract = 8'd69,
    PrimDigitsCopy = 8'd70,
    PrimDigitsMultiplyAdd = 8'd71,
    PrimDigitsMultiply = 8'd72,
    PrimDigitsMultiplySubtract = 8'd73,
    PrimDigitsEstimate = 8'd74,
    PrimDigitsDivide = 8'd75,
    PrimDigitsShift = 8'd76,
    PrimDigitsCompare = 8'd77,
    PrimDigitsAnd = 8'd78,
    PrimDigitsOr = 8'd79,
    PrimDigitsXor = 8'd80,
    PrimDigitsNot = 8'd81,
    PrimDivide = 8'd82,
    PrimSquareRoot = 8'd83,
    PrimFloor = 8'd84,
    PrimCeiling = 8'd85,
    PrimRound = 8'd86,
    PrimIntegerPart = 8'd87,
    PrimInexact = 8'd88,
    PrimIsInteger = 8'd89,
    PrimIsFloat = 8'd90,
    PrimIsRatio = 8'd91,
    PrimMakeRatio = 8'd92,
    PrimNumerator = 8'd93,
    PrimDenominator = 8'd94,
    PrimFloatDigits = 8'd95,
    PrimMakeFloat = 8'd96
  } primitive_e;

  localparam int NumPrimitives = 97;

  // Where a primitive runs.
  typedef enum logic [2:0] {
    ClassFold = 3'd0,
    ClassCompare = 3'd1,
    ClassDivide = 3'd2,
    ClassControl = 3'd3,
    ClassData = 3'd4,
    ClassDigits = 3'd5
  } class_e;

  // Where it runs.
  function automatic class_e primitive_class(logic [7:0] number);
    unique case (number)
      PrimAdd, PrimSubtract, PrimMultiply,
      PrimAnd, PrimOr, PrimXor,
      PrimShift, PrimBitLength, PrimPopCount,
      PrimSquareRoot, PrimFloor, PrimCeiling,
      PrimRound, PrimIntegerPart, PrimInexact: primitive_class = ClassFold;
      PrimQuotient, PrimRemainder, PrimModulo,
      PrimDivide: primitive_class = ClassDivide;
      PrimEqual, PrimLess, PrimGreater,
      PrimLessEqual, PrimGreaterEqual: primitive_class = ClassCompare;
      PrimFuncall, PrimApply, PrimEval,
      PrimCallCc, PrimThrow, PrimSetTrapHandler,
      PrimExit, PrimSetNumberFallback: primitive_class = ClassControl;
      PrimDigitsCount, PrimDigitsSign, PrimDigitsSetSign,
      PrimDigitsInteger, PrimDigitsLoad, PrimDigitsAdd,
      PrimDigitsSubtract, PrimDigitsCopy, PrimDigitsMultiplyAdd,
      PrimDigitsMultiply, PrimDigitsMultiplySubtract, PrimDigitsEstimate,
      PrimDigitsDivide, PrimDigitsShift, PrimDigitsCompare,
      PrimDigitsAnd, PrimDigitsOr, PrimDigitsXor,
      PrimDigitsNot: primitive_class = ClassDigits;
      default: primitive_class = ClassData;
    endcase
  endfunction

  // The fewest operands in registers.
  function automatic logic [1:0] primitive_min(logic [7:0] number);
    unique case (number)
      PrimSubtract, PrimCar, PrimCdr,
      PrimEqual, PrimLess, PrimGreater,
      PrimLessEqual, PrimGreaterEqual, PrimNot,
      PrimIsNull, PrimIsPair, PrimIsNumber,
      PrimIsSymbol, PrimIsString, PrimIsProcedure,
      PrimIsVector, PrimIsChar, PrimObjectType,
      PrimSymbolName, PrimSymbolValue, PrimSymbolFunction,
      PrimMakeSymbol, PrimStringLength, PrimVectorLength,
      PrimCharToInteger, PrimIntegerToChar, PrimFuncall,
      PrimEval, PrimCallCc, PrimThrow,
      PrimSetTrapHandler, PrimWriteByte, PrimProcedureEnvironment,
      PrimSetNumberFallback, PrimBitLength, PrimPopCount,
      PrimIsBignum, PrimMakeBignum, PrimDigitsCount,
      PrimDigitsSign, PrimDigitsInteger, PrimDigitsNot,
      PrimDivide, PrimSquareRoot, PrimFloor,
      PrimCeiling, PrimRound, PrimIntegerPart,
      PrimInexact, PrimIsInteger, PrimIsFloat,
      PrimIsRatio, PrimNumerator, PrimDenominator,
      PrimFloatDigits, PrimMakeFloat: primitive_min = 2'd1;
      PrimQuotient, PrimRemainder, PrimModulo,
      PrimShift, PrimCons, PrimSetCar,
      PrimSetCdr, PrimEq, PrimSetSymbolValue,
      PrimSetSymbolFunction, PrimMakeString, PrimStringRef,
      PrimMakeVector, PrimVectorRef, PrimApply,
      PrimDigitsSetSign, PrimDigitsLoad, PrimDigitsCompare,
      PrimMakeRatio: primitive_min = 2'd2;
      PrimStringSet, PrimVectorSet, PrimDigitsAdd,
      PrimDigitsSubtract, PrimDigitsCopy, PrimDigitsMultiplyAdd,
      PrimDigitsMultiply, PrimDigitsMultiplySubtract, PrimDigitsEstimate,
      PrimDigitsDivide, PrimDigitsShift, PrimDigitsAnd,
      PrimDigitsOr, PrimDigitsXor: primitive_min = 2'd3;
      default: primitive_min = 2'd0;
    endcase
  endfunction

  // The most operands, if there is a most for those in registers.
  function automatic logic [1:0] primitive_max(logic [7:0] number);
    unique case (number)
      PrimCar, PrimCdr, PrimNot,
      PrimIsNull, PrimIsPair, PrimIsNumber,
      PrimIsSymbol, PrimIsString, PrimIsProcedure,
      PrimIsVector, PrimIsChar, PrimObjectType,
      PrimSymbolName, PrimSymbolValue, PrimSymbolFunction,
      PrimStringLength, PrimVectorLength, PrimCharToInteger,
      PrimIntegerToChar, PrimEval, PrimCallCc,
      PrimThrow, PrimSetTrapHandler, PrimExit,
      PrimReadByte, PrimProcedureEnvironment, PrimSetNumberFallback,
      PrimBitLength, PrimPopCount, PrimIsBignum,
      PrimMakeBignum, PrimDigitsCount, PrimDigitsSign,
      PrimDigitsInteger, PrimDigitsNot, PrimSquareRoot,
      PrimFloor, PrimCeiling, PrimRound,
      PrimIntegerPart, PrimInexact, PrimIsInteger,
      PrimIsFloat, PrimIsRatio, PrimNumerator,
      PrimDenominator, PrimFloatDigits, PrimMakeFloat: primitive_max = 2'd1;
      PrimQuotient, PrimRemainder, PrimModulo,
      PrimShift, PrimCons, PrimSetCar,
      PrimSetCdr, PrimEq, PrimSetSymbolValue,
      PrimSetSymbolFunction, PrimMakeSymbol, PrimMakeString,
      PrimStringRef, PrimMakeVector, PrimVectorRef,
      PrimWriteByte, PrimDigitsSetSign, PrimDigitsLoad,
      PrimDigitsCompare, PrimMakeRatio: primitive_max = 2'd2;
      PrimStringSet, PrimVectorSet, PrimApply,
      PrimDigitsAdd, PrimDigitsSubtract, PrimDigitsDivide,
      PrimDigitsShift, PrimDigitsAnd, PrimDigitsOr,
      PrimDigitsXor: primitive_max = 2'd3;
      default: primitive_max = 2'd0;
    endcase
  endfunction

  // Is there such a most?
  function automatic logic primitive_has_max(logic [7:0] number);
    unique case (number)
      PrimAdd, PrimSubtract, PrimMultiply,
      PrimEqual, PrimLess, PrimGreater,
      PrimLessEqual, PrimGreaterEqual, PrimAnd,
      PrimOr, PrimXor, PrimFuncall,
      PrimDigitsCopy, PrimDigitsMultiplyAdd, PrimDigitsMultiply,
      PrimDigitsMultiplySubtract, PrimDigitsEstimate, PrimDivide: primitive_has_max = 1'b0;
      default: primitive_has_max = 1'b1;
    endcase
  endfunction

  // Are its last operands in the operand list, as they are more than registers?
  function automatic logic primitive_listed(logic [7:0] number);
    unique case (number)
      PrimDigitsCopy, PrimDigitsMultiplyAdd, PrimDigitsMultiply,
      PrimDigitsMultiplySubtract, PrimDigitsEstimate: primitive_listed = 1'b1;
      default: primitive_listed = 1'b0;
    endcase
  endfunction

  // Must the first operand be an object of one type?
  function automatic logic primitive_object(logic [7:0] number);
    unique case (number)
      PrimCar, PrimCdr, PrimSetCar,
      PrimSetCdr, PrimSymbolName, PrimSymbolValue,
      PrimSymbolFunction, PrimSetSymbolValue, PrimSetSymbolFunction,
      PrimMakeSymbol, PrimStringLength, PrimStringRef,
      PrimStringSet, PrimVectorLength, PrimVectorRef,
      PrimVectorSet, PrimCharToInteger, PrimProcedureEnvironment,
      PrimDigitsCount, PrimDigitsSign, PrimDigitsSetSign,
      PrimDigitsInteger, PrimDigitsLoad, PrimDigitsAdd,
      PrimDigitsSubtract, PrimDigitsCopy, PrimDigitsMultiplyAdd,
      PrimDigitsMultiply, PrimDigitsMultiplySubtract, PrimDigitsEstimate,
      PrimDigitsDivide, PrimDigitsShift, PrimDigitsCompare,
      PrimDigitsAnd, PrimDigitsOr, PrimDigitsXor,
      PrimDigitsNot, PrimNumerator, PrimDenominator,
      PrimFloatDigits, PrimMakeFloat: primitive_object = 1'b1;
      default: primitive_object = 1'b0;
    endcase
  endfunction

  // That type.
  function automatic type_e primitive_type(logic [7:0] number);
    unique case (number)
      PrimCar, PrimCdr, PrimSetCar,
      PrimSetCdr: primitive_type = TypeCons;
      PrimSymbolName, PrimSymbolValue, PrimSymbolFunction,
      PrimSetSymbolValue, PrimSetSymbolFunction: primitive_type = TypeSymbol;
      PrimMakeSymbol, PrimStringLength, PrimStringRef,
      PrimStringSet: primitive_type = TypeString;
      PrimVectorLength, PrimVectorRef, PrimVectorSet: primitive_type = TypeVector;
      PrimCharToInteger: primitive_type = TypeChar;
      PrimProcedureEnvironment: primitive_type = TypeFunction;
      PrimDigitsCount, PrimDigitsSign, PrimDigitsSetSign,
      PrimDigitsInteger, PrimDigitsLoad, PrimDigitsAdd,
      PrimDigitsSubtract, PrimDigitsCopy, PrimDigitsMultiplyAdd,
      PrimDigitsMultiply, PrimDigitsMultiplySubtract, PrimDigitsEstimate,
      PrimDigitsDivide, PrimDigitsShift, PrimDigitsCompare,
      PrimDigitsAnd, PrimDigitsOr, PrimDigitsXor,
      PrimDigitsNot, PrimMakeFloat: primitive_type = TypeBignum;
      PrimNumerator, PrimDenominator: primitive_type = TypeRatio;
      PrimFloatDigits: primitive_type = TypeFloat;
      default: primitive_type = TypeNil;
    endcase
  endfunction

  // Is the object of the first operand looked into, if it is a pointer?
  function automatic logic primitive_looks(logic [7:0] number);
    unique case (number)
      PrimCar, PrimCdr, PrimSetCar,
      PrimSetCdr, PrimIsPair, PrimIsNumber,
      PrimIsSymbol, PrimIsString, PrimIsProcedure,
      PrimIsVector, PrimIsChar, PrimObjectType,
      PrimSymbolName, PrimSymbolValue, PrimSymbolFunction,
      PrimSetSymbolValue, PrimSetSymbolFunction, PrimMakeSymbol,
      PrimStringLength, PrimStringRef, PrimStringSet,
      PrimVectorLength, PrimVectorRef, PrimVectorSet,
      PrimCharToInteger, PrimProcedureEnvironment, PrimIsBignum,
      PrimIsInteger, PrimIsFloat, PrimIsRatio,
      PrimNumerator, PrimDenominator, PrimFloatDigits,
      PrimMakeFloat: primitive_looks = 1'b1;
      default: primitive_looks = 1'b0;
    endcase
  endfunction

  localparam int NumRoots = 64;

  // The registers that hold tagged words, by the number of the sweeper's root port.
  typedef enum logic [6:0] {
    RootEvalExpr = 7'd0,
    RootEvalEnv = 7'd1,
    RootEvalOperator = 7'd2,
    RootEvalOperands = 7'd3,
    RootEvalBinding = 7'd4,
    RootEvalSymbolObject = 7'd5,
    RootEvalParameters = 7'd6,
    RootEvalLocal0 = 7'd7,
    RootEvalLocal1 = 7'd8,
    RootEvalLocal2 = 7'd9,
    RootEvalArgsExpression = 7'd10,
    RootEvalArgsFunction = 7'd11,
    RootEvalArgsArguments = 7'd12,
    RootEvalArgsRest = 7'd13,
    RootEvalArgsValues = 7'd14,
    RootEvalArgsX = 7'd15,
    RootEvalArgsY = 7'd16,
    RootEvalArgsZ = 7'd17,
    RootEvalArgsList = 7'd18,
    RootApplyFunction = 7'd19,
    RootApplyX = 7'd20,
    RootApplyY = 7'd21,
    RootApplyZ = 7'd22,
    RootApplyList = 7'd23,
    RootApplyBody = 7'd24,
    RootApplyParameters = 7'd25,
    RootApplyEnvironment = 7'd26,
    RootApplySymbol = 7'd27,
    RootApplyPair = 7'd28,
    RootApplyFallback = 7'd29,
    RootPrimitiveObject = 7'd30,
    RootSpecialForm = 7'd31,
    RootSpecialOperands = 7'd32,
    RootSpecialPending = 7'd33,
    RootSpecialHandler = 7'd34,
    RootSpecialSecond = 7'd35,
    RootDefineForm = 7'd36,
    RootDefineOperands = 7'd37,
    RootDefineSymbol = 7'd38,
    RootDefineParameters = 7'd39,
    RootDefineBody = 7'd40,
    RootDefineValue = 7'd41,
    RootDefineBinding = 7'd42,
    RootDefinePair = 7'd43,
    RootClinkOperator = 7'd44,
    RootClinkArguments = 7'd45,
    RootClinkValues = 7'd46,
    RootClinkEnvironment = 7'd47,
    RootClinkClink = 7'd48,
    RootClinkCell = 7'd49,
    RootClinkValue = 7'd50,
    RootTrapCulprit = 7'd51,
    RootTrapOrigin = 7'd52,
    RootTrapVector = 7'd53,
    RootTrapClink = 7'd54,
    RootTrapPassed = 7'd55,
    RootNoteCell = 7'd56,
    RootNoteValue = 7'd57,
    RootNoteExpression = 7'd58,
    RootNoteSymbol = 7'd59,
    RootNoteSymbolObject = 7'd60,
    RootNoteOperands = 7'd61,
    RootNoteSecond = 7'd62,
    RootNoteList = 7'd63
  } root_e;

  typedef logic [6:0] root_t;

endpackage
