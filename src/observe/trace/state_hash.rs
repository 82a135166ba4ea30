//! The hash of a machine's whole state: 64-bit XXH3.

use xxhash_rust::xxh3::Xxh3;

use conscycle_machine::Machine;
use conscycle_machine::config::Collector;
use conscycle_machine::signals::{REGISTERS, SIGNALS, Values, sample_registers};

/// The hash of a machine between two cycles: its registers in the order of [`SIGNALS`], then the
/// words of the image's region and of the space in use up to the allocator's pointer; of a heap with
/// free lists, all words. Each counts as four bytes, the least significant first; where words are wider,
/// as eight.
pub fn state_hash(machine: &Machine) -> u64 {
    if machine.config().word.bits() > u32::BITS {
        hash_of::<8>(machine)
    } else {
        hash_of::<4>(machine)
    }
}

fn hash_of<const BYTES: usize>(machine: &Machine) -> u64 {
    let mut values: Values = [0; SIGNALS.len()];
    sample_registers(machine, &mut values);
    let mut hash = Xxh3::new();
    take::<BYTES>(&mut hash, values[..REGISTERS].iter().copied());
    let memory = &machine.memory;
    let layout = memory.layout();
    let fixed = layout.fixed_end;
    let parts = match machine.config().collector {
        Collector::MarkSweep => [0..fixed, fixed..layout.end, 0..0],
        Collector::None | Collector::Copying | Collector::Generational => {
            let [young, old] = memory.in_use();
            [0..layout.nursery, young, old]
        }
    };
    for part in parts {
        let words = memory.words().range(part.start as usize..part.end as usize);
        take::<BYTES>(&mut hash, words.map(|word| word.0));
    }
    hash.digest()
}

/// Takes the bytes of words, many at a time.
fn take<const BYTES: usize>(hash: &mut Xxh3, words: impl Iterator<Item = u64>) {
    let mut words =
        words.map(|word| *word.to_le_bytes().first_chunk::<BYTES>().unwrap_or(&[0; BYTES]));
    let mut bytes = [[0; BYTES]; 1024];
    loop {
        let mut count = 0;
        for (bytes, word) in bytes.iter_mut().zip(&mut words) {
            *bytes = word;
            count += 1;
        }
        hash.update(bytes[..count].as_flattened());
        if count < bytes.len() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use conscycle_machine::word::Word;

    #[test]
    fn words_count_as_their_bytes_from_the_lowest() {
        // The value that is published for no bytes at all.
        assert_eq!(Xxh3::new().digest(), 0x2D06_8005_38D3_94C2);
        let words: Vec<u32> = (0..5000).map(|i| 0x0101_0307u32.wrapping_mul(i)).collect();
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        let wide: Vec<u64> = words.iter().map(|&word| u64::from(word) << 21 | 5).collect();
        let wide_bytes: Vec<u8> = wide.iter().flat_map(|word| word.to_le_bytes()).collect();
        for length in [0, 1, 59, 60, 61, 1023, 1024, 1025, 2048, 5000] {
            let mut hash = Xxh3::new();
            take::<4>(&mut hash, words[..length].iter().map(|&word| word.into()));
            assert_eq!(hash.digest(), xxhash_rust::xxh3::xxh3_64(&bytes[..4 * length]));
            let mut hash = Xxh3::new();
            take::<8>(&mut hash, wide[..length].iter().copied());
            assert_eq!(hash.digest(), xxhash_rust::xxh3::xxh3_64(&wide_bytes[..8 * length]));
        }
    }

    #[test]
    fn a_state_is_its_registers_and_its_memory() {
        let config = conscycle_machine::config::Config::default();
        let mut builder = conscycle_image::builder::Builder::new(config);
        let forms = conscycle_image::reader::read_all("(cons 1 2)").expect("reads");
        builder.program("p", "(cons 1 2)", &forms).expect("builds");
        let image = builder.finish();
        let mut machine = image.machine(config);
        let start = state_hash(&machine);
        assert_eq!(start, state_hash(&machine.clone()));
        machine.run(1);
        assert_ne!(start, state_hash(&machine), "a register");
        let other = image.machine(config);
        let mut words = image.words.clone();
        *words.last_mut().expect("a word") = Word(1);
        assert_ne!(state_hash(&other), state_hash(&Machine::new(config, &words, image.entry)));
    }
}
