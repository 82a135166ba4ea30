//! Temporary runner: vcdrun [-w32] PROGRAM [OUT.vcd | -] (not to be merged)
use conscycle::{config::Config, machine::Machine, printer::Printer, reader, word::WordSize};
use conscycle::probe::{gtkw, vcd::{VcdProbe, Window}};
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let wide = args[0] == "32";
    let text = std::fs::read_to_string(&args[1]).unwrap();
    let forms = reader::read_all(&text).unwrap();
    let config = if wide { Config { word: WordSize::W32, memory: 1 << 22, ..Config::default() } } else { Config::default() };
    let mut b = conscycle::firmware::builder(Default::default(), config).unwrap();
    b.program("stdin", &text, &forms).unwrap();
    let image = b.finish();
    let mut m = Machine::new(config, &image.words, image.entry);
    let t = std::time::Instant::now();
    if let Some(out) = args.get(2) {
        let path = std::path::Path::new(out);
        let file = std::fs::File::create(path).unwrap();
        let about = vec![format!("image {}", image.hash()), format!("program {}", args[1])];
        let mut probe = VcdProbe::new(file, &m, &about, Window { when: args.get(3).map(|n| image.symbols[n]), ..Window::default() }).unwrap();
        let stop = m.run_with(&mut probe, 1_000_000_000);
        probe.finish(&m).unwrap();
        eprintln!("{stop:?}");
        if out != "/dev/null" {
            for c in gtkw::companions(path, &config) { std::fs::write(c.path, c.text).unwrap(); }
        }
    } else {
        m.run(1_000_000_000);
    }
    let e = t.elapsed();
    eprintln!("{:?} cycles {} {:?} {:.2} Mc/s", m.halt, m.cycle, e, m.cycle as f64 / e.as_secs_f64() / 1e6);
    eprintln!("=> {}", Printer::new(&m.memory, &config).print(m.value));
}
