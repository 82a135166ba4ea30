//! How the library's macros and the special forms are written, for people.

use conscycle_machine::primitives::SPECIAL_FORMS;

/// The library's macros, as the manual writes the special forms.
const MACROS: &[(&str, &str)] = &[
    ("and", "(and x ...)"),
    ("assert", "(assert x)"),
    ("case", "(case x ((datum ...) x ...) ... (else x ...))"),
    ("cond", "(cond (test x ...) ... (else x ...))"),
    ("cond-expand", "(cond-expand (requirement x ...) ... (else x ...))"),
    ("define-library", "(define-library name x ...)"),
    ("do", "(do ((name value [step]) ...) (test x ...) x ...)"),
    ("import", "(import set ...)"),
    ("let", "(let ((name value) ...) x x ...) or (let name ((name value) ...) x x ...)"),
    ("let*", "(let* ((name value) ...) x x ...)"),
    ("letrec", "(letrec ((name value) ...) x x ...)"),
    ("letrec*", "(letrec* ((name value) ...) x x ...)"),
    ("or", "(or x ...)"),
    ("quasiquote", "(quasiquote x)"),
    ("unless", "(unless test x x ...)"),
    ("when", "(when test x x ...)"),
];

/// How the form that begins with this name is written.
pub fn syntax(name: &str) -> Option<&'static str> {
    let special = SPECIAL_FORMS.iter().find(|info| info.name == name).map(|info| info.syntax);
    special.or_else(|| MACROS.iter().find(|(known, _)| *known == name).map(|(_, syntax)| *syntax))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Dialect, builder};
    use conscycle_machine::config::Config;
    use conscycle_machine::object::{FunctionKind, function_header};

    #[test]
    fn every_public_macro_of_the_library_has_its_syntax() {
        let image = builder(Dialect::Core, Config::default()).expect("the library").finish();
        let word = |address: u32| image.words[address as usize];
        let macros = image.symbols.iter().filter(|(_, symbol)| {
            let function = word(word(symbol.address() + 1).address() + 3);
            function.is_pointer()
                && word(function.address()) == function_header(FunctionKind::Macro)
        });
        let names: Vec<&str> = macros.map(|(name, _)| name.as_str()).collect();
        assert!(names.len() > 10, "the library has macros: {names:?}");
        for name in names.into_iter().filter(|name| !name.starts_with('%')) {
            assert!(syntax(name).is_some(), "{name}");
        }
    }
}
