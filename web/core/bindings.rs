//! What WebAssembly shows of a session: texts of JSON, numbers and bytes.
#![allow(unsafe_code, reason = "what wasm-bindgen makes of the functions of this module")]

use serde::Serialize;
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

use crate::answer::{Answer, Failed};
use crate::bundle;
use crate::export::Wanted;
use crate::program::Program;
use crate::run::{Progress, Wish};
use crate::session::{self, Session};

/// The machine of a worker.
#[wasm_bindgen]
pub struct Engine {
    session: Session,
    bytes: Vec<u8>,
}

fn text(value: &impl Serialize) -> Result<String, JsError> {
    Ok(serde_json::to_string(value)?)
}

fn failed(failed: Failed) -> JsError {
    JsError::new(&failed.0)
}

#[wasm_bindgen]
extern "C" {
    /// A function of the worker's, which says whether to go on.
    #[wasm_bindgen(typescript_type = "() => boolean")]
    pub type Question;

    #[wasm_bindgen(method, catch, js_name = call)]
    fn ask(this: &Question, nothing: &JsValue) -> Result<JsValue, JsValue>;
}

/// What the core can do.
///
/// # Errors
/// None.
#[wasm_bindgen]
pub fn catalogue() -> Result<String, JsError> {
    text(&crate::catalogue::catalogue())
}

/// The bundle of images that a program needs and that has not been supplied; empty if there is none.
///
/// # Errors
/// If it is no program at all.
#[wasm_bindgen]
pub fn needs(program: &str) -> Result<String, JsError> {
    let program: Program = serde_json::from_str(program)?;
    // What is wrong with its machine is told when it is loaded.
    Ok(bundle::needed(&program).ok().flatten().unwrap_or_default())
}

/// Supplies a bundle of images.
///
/// # Errors
/// If it is damaged.
#[wasm_bindgen]
pub fn supply(bundle: &[u8]) -> Result<(), JsError> {
    bundle::supply(bundle).map_err(|problem| JsError::new(&problem))
}

/// Checks a program: the notices.
///
/// # Errors
/// If it is no program at all.
#[wasm_bindgen]
pub fn check(program: &str) -> Result<String, JsError> {
    let program: Program = serde_json::from_str(program)?;
    text(&json!({ "notices": session::check(&program).0 }))
}

#[wasm_bindgen]
impl Engine {
    /// The engine with a program. One that cannot run is an error, whose message has the notices.
    ///
    /// # Errors
    /// The notices, as JSON.
    pub fn load(program: &str) -> Result<Engine, JsError> {
        let program: Program = serde_json::from_str(program)?;
        match Session::new(program) {
            Ok((mut session, notices)) => {
                let moment = session.moment(None, false).json;
                let bytes = serde_json::to_vec(&json!({ "notices": notices, "moment": moment }))?;
                Ok(Engine { session, bytes })
            }
            Err(notices) => {
                let told = json!({ "notices": notices, "moment": Value::Null });
                Err(JsError::new(&text(&told)?))
            }
        }
    }

    /// The bytes beside the last answer; after loading, the answer to that.
    pub fn bytes(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }

    /// Answers a request.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn answer(&mut self, request: &str) -> Result<String, JsError> {
        let answer = self.session.answer(request).map_err(failed)?;
        self.told(answer)
    }

    /// Sets out for a goal.
    ///
    /// # Errors
    /// If there is none.
    pub fn start(&mut self, goal: &str, forward: bool) -> Result<(), JsError> {
        let wish: Wish = serde_json::from_str(goal)?;
        self.session.start(&wish, forward).map_err(failed)
    }

    /// Sets out for a cycle.
    pub fn jump(&mut self, cycle: f64) {
        self.session.start_jump(cycle as u64);
    }

    /// Goes on by about so many cycles: empty while there is more to do, then why it has stopped.
    ///
    /// # Errors
    /// None.
    #[wasm_bindgen(js_name = goOn)]
    pub fn go_on(&mut self, cycles: f64) -> Result<String, JsError> {
        match self.session.go_on(cycles as u64) {
            Progress::GoesOn => Ok(String::new()),
            Progress::Ended(stop) => text(&stop),
        }
    }

    /// Ends what goes on.
    ///
    /// # Errors
    /// None.
    pub fn pause(&mut self) -> Result<String, JsError> {
        text(&self.session.pause())
    }

    /// The cycle that the machine is in.
    #[wasm_bindgen(getter)]
    pub fn cycle(&mut self) -> f64 {
        self.session.progress_cycles().0 as f64
    }

    /// The last cycle that has been.
    #[wasm_bindgen(getter)]
    pub fn frontier(&mut self) -> f64 {
        self.session.progress_cycles().1 as f64
    }

    /// What the console has written in cycles that have not been before.
    pub fn output(&mut self) -> Vec<u8> {
        self.session.take_output()
    }

    /// Where the machine is.
    ///
    /// # Errors
    /// None.
    pub fn moment(&mut self, brief: bool) -> Result<String, JsError> {
        text(&self.session.moment(None, brief).json)
    }

    /// Where a word has come from, or goes; empty if `goes_on` has said no.
    ///
    /// # Errors
    /// If there is no such place.
    pub fn follow(
        &mut self,
        place: &str,
        forwards: bool,
        goes_on: &Question,
    ) -> Result<String, JsError> {
        let mut ask = || goes_on.ask(&JsValue::NULL).is_ok_and(|answer| answer.is_truthy());
        let found = self.session.follow(place, forwards, &mut ask).map_err(failed)?;
        found.map_or(Ok(String::new()), |told| text(&told))
    }

    /// Begins a file: its name if it is made, and else nothing.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn export(&mut self, wanted: &str) -> Result<String, JsError> {
        let wanted: Wanted = serde_json::from_str(wanted)?;
        match self.session.begin_export(&wanted).map_err(failed)? {
            Some(answer) => self.told(answer),
            None => Ok(String::new()),
        }
    }

    /// Goes on with the file.
    ///
    /// # Errors
    /// If it cannot be made.
    #[wasm_bindgen(js_name = exportOn)]
    pub fn export_on(&mut self, cycles: f64) -> Result<String, JsError> {
        match self.session.go_on_export(cycles as u64).map_err(failed)? {
            Some(answer) => self.told(answer),
            None => Ok(String::new()),
        }
    }

    fn told(&mut self, answer: Answer) -> Result<String, JsError> {
        self.bytes = answer.bytes;
        text(&answer.json)
    }
}
