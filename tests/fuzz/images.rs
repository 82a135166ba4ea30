//! Images, as JSON and as hex, damaged.

use conscycle::image::Image;
use conscycle::image::builder::Builder;
use conscycle::image::reader::read_all;
use conscycle::machine::config::Config;
use conscycle::machine::word::{Word, WordSize};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::bounded::{conscycle, each, in_time, understands};
use crate::damage::{Bytes, damaged};

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
    WordSize::ALL.map(image).to_vec()
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
        let mut machine = image.machine(image.config);
        machine.run(2000);
    }
}

#[test]
fn a_damaged_image_as_json_is_an_image_or_an_error() {
    each(1500, damaged(json()), |Bytes(bytes)| {
        let text = String::from_utf8_lossy(&bytes);
        in_time(|| Image::from_json(&text).iter().for_each(run))
    });
}

#[test]
fn a_damaged_image_as_hex_is_an_image_or_an_error() {
    each(1500, damaged(hex()), |Bytes(bytes)| {
        let text = String::from_utf8_lossy(&bytes);
        in_time(|| Image::from_hex(&text).iter().for_each(run))
    });
}

#[test]
fn commands_say_what_is_wrong_with_a_damaged_image() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = ["run", "image", "--max-cycles", "20000"];
    for seed in [json(), hex()].concat() {
        std::fs::write(folder.path().join("image"), &seed).expect("a file");
        understands(folder.path(), &run, b"");
    }
    each(120, damaged([json(), hex()].concat()), |Bytes(bytes)| {
        std::fs::write(folder.path().join("image"), &bytes).expect("a file");
        conscycle(folder.path(), &run, b"").map(drop)
    });
}

/// An image with the hash of what is in it, and places and symbols anywhere.
fn strange() -> impl Strategy<Value = Image> {
    let number = || prop_oneof![0..3000u32, any::<u32>()];
    let change = (0..6u8, any::<Index>(), number());
    (any::<Index>(), prop::collection::vec(change, 1..5)).prop_map(|(seed, changes)| {
        let mut images = images();
        let mut image = images.swap_remove(seed.index(images.len()));
        for (field, at, number) in changes {
            let place = at.index(image.places.len());
            let place = &mut image.places[place];
            match field {
                0 => place.cell = number,
                1 => place.source = number,
                2 => place.element.end = number as usize,
                3 => place.form.start = number as usize,
                4 => {
                    let symbol = image.symbols.values_mut().nth(at.index(20));
                    *symbol.expect("a symbol") = Word::at(number);
                }
                _ => {
                    let word = at.index(image.words.len());
                    image.words[word] = Word(u64::from(number) & image.config.word.mask());
                }
            }
        }
        image
    })
}

#[test]
fn an_image_with_strange_places_is_run_and_looked_at_or_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let commands =
        b"list\nbreak f\nc\nwhere\nprint f\nframes\nx/8 0x40\nlist f\nstep 500\nback 9\n";
    each(150, strange(), |image| {
        std::fs::write(folder.path().join("image"), image.to_json()).expect("a file");
        conscycle(folder.path(), &["step", "image", "--plain"], commands).map(drop)
    });
}
