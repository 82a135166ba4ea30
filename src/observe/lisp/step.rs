//! What a clock edge means to the program: which expression begins, or is computed in place.

use crate::frames::Before;
use conscycle_machine::Machine;
use conscycle_machine::ports::Unit;
use conscycle_machine::primitives::SpecialForm;
use conscycle_machine::units::{define, eval, eval_args, special};
use conscycle_machine::word::Word;

/// The states of the units that begin expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct States {
    eval: eval::State,
    /// That of `eval_args`.
    pub eval_args: eval_args::State,
    special: special::State,
    define: define::State,
    /// Who gets the token back from `fetch_object`.
    back: Unit,
    sink: eval::Sink,
}

impl States {
    /// Those of a machine between two cycles.
    #[inline(always)]
    pub fn of(machine: &Machine) -> States {
        States {
            eval: machine.eval.state,
            eval_args: machine.eval_args.state,
            special: machine.special.state,
            define: machine.define.state,
            back: machine.arbiter.back,
            sink: machine.eval.sink,
        }
    }

    /// Is a combination being computed in place for this unit?
    fn computes(&self, unit: Unit) -> bool {
        match unit {
            Unit::EvalArgs => self.eval_args == eval_args::State::ArgumentComputed,
            Unit::Special => {
                matches!(self.special, special::State::IfComputed | special::State::LastComputed)
            }
            Unit::Define => self.define == define::State::DefineComputed,
            _ => false,
        }
    }
}

impl States {
    /// Is a combination being computed in place for this unit, before the edge or behind it?
    #[inline(always)]
    pub fn computes_around(&self, machine: &Machine, unit: Unit) -> bool {
        self.computes(unit) || States::of(machine).computes(unit)
    }

    /// If `eval` had the token: has it not found the operator of an expression?
    #[inline(always)]
    pub fn looks(&self, machine: &Machine) -> bool {
        if self.are_inline(Unit::Eval) {
            return false;
        }
        let found = matches!(holder(machine), Unit::EvalArgs | Unit::Special | Unit::Define)
            || machine.eval.state == eval::State::ExpandMacro;
        !found || machine.eval.sink != eval::Sink::Return
    }

    /// Was it a cycle of `inline`, if this unit had the token? See [`is_inline`].
    #[inline(always)]
    fn are_inline(&self, owner: Unit) -> bool {
        let holder = if owner == Unit::FetchObject { self.back } else { owner };
        is_for_inline(holder, self.sink, self.eval)
    }
}

/// What an edge means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing of interest here.
    None,
    /// The expression in this cell begins.
    Expression(Word),
    /// The combination in this cell is computed in place, under an expression that goes on afterwards.
    Inner(Word),
    /// It has a value.
    Computed,
}

/// Who holds the token, or gets it when words are there.
#[inline(always)]
pub fn holder(machine: &Machine) -> Unit {
    match machine.arbiter.owner {
        Unit::FetchObject => machine.arbiter.back,
        owner => owner,
    }
}

/// Has `inline` the token, or `eval` for a variable that it needs? A unit's registers stay when it is done.
#[inline(always)]
fn is_inline(machine: &Machine) -> bool {
    is_for_inline(holder(machine), machine.eval.sink, machine.eval.state)
}

/// The same of these registers.
#[inline(always)]
fn is_for_inline(holder: Unit, sink: eval::Sink, state: eval::State) -> bool {
    use eval::State::{Eval, EvalDispatch, GlobalCell, GlobalValue, LookupPair, LookupSpine};
    match holder {
        Unit::Inline => true,
        Unit::Eval => {
            sink == eval::Sink::Variable
                && matches!(
                    state,
                    Eval | EvalDispatch | GlobalCell | GlobalValue | LookupPair | LookupSpine
                )
        }
        _ => false,
    }
}

/// What the edge means after a cycle that began with these registers. `popped`: a frame was.
#[inline(always)]
pub fn step(before: &Before, states: &States, machine: &Machine, popped: bool) -> Step {
    match before.owner {
        Unit::Eval if !states.are_inline(Unit::Eval) => after_eval(states, machine, popped),
        Unit::Eval | Unit::Inline => outcome(machine.inline.client, machine),
        unit @ (Unit::EvalArgs | Unit::Special | Unit::Define) => {
            let computes = States::of(machine).computes(unit);
            match (states.computes(unit), computes) {
                (true, _) => outcome(unit, machine),
                (false, true) if holder(machine) == unit => begun(unit, machine),
                _ => Step::None,
            }
        }
        _ => Step::None,
    }
}

/// `eval` has found an operator.
#[inline(always)]
fn after_eval(states: &States, machine: &Machine, popped: bool) -> Step {
    use eval::State::{ExpandMacro, LoadCell, LoadPair, LoadSpine};
    let loads = matches!(states.eval, LoadCell | LoadPair | LoadSpine);
    if loads || popped || machine.eval.sink != eval::Sink::Return {
        return Step::None;
    }
    match holder(machine) {
        Unit::EvalArgs => Step::Expression(machine.eval.expr),
        Unit::Special if machine.special.number == SpecialForm::Quote as u32 => Step::None,
        Unit::Special => Step::Expression(machine.special.form),
        Unit::Define => Step::Expression(machine.define.form),
        Unit::Eval if machine.eval.state == ExpandMacro && states.eval != ExpandMacro => {
            Step::Expression(machine.eval.expr)
        }
        _ => Step::None,
    }
}

/// A unit is about to have a combination computed. The last expression of a form goes on under none.
fn begun(unit: Unit, machine: &Machine) -> Step {
    match unit {
        Unit::EvalArgs => Step::Inner(machine.eval_args.expression),
        Unit::Define => Step::Inner(machine.define.value),
        _ if machine.special.state == special::State::LastComputed => {
            Step::Expression(machine.special.pending)
        }
        _ => Step::Inner(machine.special.pending),
    }
}

/// What has become of the combination that a unit wants computed: it goes on with a value, or has the
/// combination evaluated under a frame; or `inline` is still at it.
fn outcome(unit: Unit, machine: &Machine) -> Step {
    let has_value = match unit {
        _ if is_inline(machine) => false,
        Unit::EvalArgs => {
            use eval_args::State::{PushArguments, SaveOperand};
            let saves = matches!(machine.eval_args.state, SaveOperand | PushArguments);
            !saves || machine.eval_args.purpose != eval_args::Purpose::Held
        }
        Unit::Special => {
            matches!(machine.special.state, special::State::IfThen | special::State::IfElse)
        }
        _ => machine.define.state != define::State::PushValue,
    };
    if has_value { Step::Computed } else { Step::None }
}
