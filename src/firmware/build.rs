//! Builds the firmware images, if they are to be a part of the program; else they are somebody else's to supply.

#[cfg(feature = "embedded")]
mod images;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "embedded")]
    {
        println!("cargo::rerun-if-changed=images.rs");
        images::build_images();
    }
}
