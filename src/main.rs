use conscycle::{config::Config, machine::Machine, printer::Printer, reader};
fn main() {
    let text = std::io::read_to_string(std::io::stdin()).unwrap();
    let forms = reader::read_all(&text).unwrap();
    let config = Config::default();
    let mut b = conscycle::firmware::builder(Default::default(), config).unwrap();
    b.program("stdin", &text, &forms).unwrap();
    let image = b.finish();
    image.check().unwrap();
    let mut m = Machine::new(config, &image.words, image.entry);
    let t = std::time::Instant::now();
    let stop = m.run(1_000_000_000);
    println!("{stop:?} {:?} {:?} cycles {} calls {} alloc {} {:?}", m.halt, m.trap.cause, m.cycle, m.calls, m.memory.allocated, t.elapsed());
    println!("=> {}", Printer::new(&m.memory, &config).print(m.value));
    println!("{:?}", m.unit_cycles);
}
