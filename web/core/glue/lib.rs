//! Makes what the page needs beside the WebAssembly that `conscycle-web` is built into: the module with the names that
//! JavaScript calls, and their types; and the firmware's images in bundles, compressed.
//!
//! It is a part of the workspace because it has to be of the same version as what the core is built with.

use std::path::Path;

use conscycle_firmware::texts;
use wasm_bindgen_cli_support::Bindgen;

/// How hard it is tried to make bundles small: the images of one have much in common, far apart.
const LEVEL: i32 = 22;

/// Makes all of it of the WebAssembly in the file `input`, in the folder `output`.
///
/// # Errors
/// What is wrong, with the file.
pub fn make(input: &Path, output: &Path) -> Result<(), String> {
    let written = std::fs::create_dir_all(output);
    written.map_err(|error| format!("{}: {error}", output.display()))?;
    module(input, output)?;
    bundles(output)
}

fn module(input: &Path, output: &Path) -> Result<(), String> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(input).out_name("core").typescript(true);
    bindgen.remove_name_section(true).remove_producers_section(true);
    let made = bindgen.web(true).and_then(|bindgen| bindgen.generate(output));
    made.map_err(|error| format!("{}: {error:#}", input.display()))
}

/// The bundles: of each width of words what is for core, and one for each other dialect.
fn bundles(folder: &Path) -> Result<(), String> {
    let core = |bits: &str| [format!("core-{bits}-"), format!("shell-{bits}-")];
    let all = [
        ("16", core("16").to_vec()),
        ("32", core("32").to_vec()),
        ("64", core("64").to_vec()),
        ("mal", vec!["mal-".to_string()]),
        ("euler", vec!["euler-".to_string()]),
    ];
    for (name, begins) in all {
        let is_in = |image: &&(&str, &str)| begins.iter().any(|begin| image.0.starts_with(begin));
        let mut bytes = Vec::new();
        for (name, text) in texts::ALL.iter().filter(is_in) {
            bytes.extend(format!("{name}\n{}\n{text}", text.len()).bytes());
        }
        let path = folder.join(format!("firmware-{name}.zst"));
        let written =
            zstd::bulk::compress(&bytes, LEVEL).and_then(|all| std::fs::write(&path, all));
        written.map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}
