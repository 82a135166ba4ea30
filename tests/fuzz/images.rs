//! Images, as JSON and as hex, damaged.

use conscycle::image::Image;
use conscycle::image::builder::Builder;
use conscycle::image::reader::read_all;
use conscycle::machine::Machine;
use conscycle::machine::config::Config;
use conscycle::machine::word::WordSize;

use crate::bounded::{conscycle, each, in_time};
use crate::damage::damaged;

/// Small images of both word sizes.
fn images() -> Vec<Image> {
    let text =
        "(define (f x) (if (< x 2) \"two\" (f (- x 1)))) (cons (f 5) (quote #(3 four :five)))";
    let forms = read_all(text).expect("it reads");
    let image = |word| {
        let mut builder = Builder::new(Config { word, ..Config::default() });
        builder.program("seed", text, &forms).expect("it builds");
        builder.finish()
    };
    [WordSize::W16, WordSize::W32].map(image).to_vec()
}

fn json() -> Vec<Vec<u8>> {
    images().iter().map(|image| image.to_json().into_bytes()).collect()
}

fn hex() -> Vec<Vec<u8>> {
    images().iter().map(|image| image.to_hex().into_bytes()).collect()
}

/// What was taken for an image can be checked and run.
fn run(image: &Image) {
    if image.check().is_ok() {
        let mut machine = Machine::new(image.config, &image.words, image.entry);
        machine.run(2000);
    }
}

#[test]
fn a_damaged_image_as_json_is_an_image_or_an_error() {
    each(1500, damaged(json()), |bytes| {
        let text = String::from_utf8_lossy(&bytes);
        in_time(|| Image::from_json(&text).iter().for_each(run))
    });
}

#[test]
fn a_damaged_image_as_hex_is_an_image_or_an_error() {
    each(1500, damaged(hex()), |bytes| {
        let text = String::from_utf8_lossy(&bytes);
        in_time(|| Image::from_hex(&text).iter().for_each(run))
    });
}

#[test]
fn commands_say_what_is_wrong_with_a_damaged_image() {
    let folder = tempfile::tempdir().expect("a folder");
    each(120, damaged([json(), hex()].concat()), |bytes| {
        std::fs::write(folder.path().join("image"), &bytes).expect("a file");
        conscycle(folder.path(), &["run", "image", "--cycles", "20000"], b"").map(drop)
    });
}
