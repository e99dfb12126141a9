//! Writes a large invented Slack export: `kith-make-export 1M slack-1m.zip [seed]`.

use std::{fs::File, io::BufWriter, process::ExitCode};

use kith_tests::export_maker::Large;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let plan = match arguments.as_slice() {
        [messages, path] => number(messages).map(|messages| (Large::new(messages), path)),
        [messages, path, seed] => number(messages)
            .zip(seed.parse().ok())
            .map(|(messages, seed)| (Large { seed, ..Large::new(messages) }, path)),
        _ => None,
    };
    let Some((plan, path)) = plan else {
        eprintln!("usage: kith-make-export MESSAGES FILE.zip [SEED]   (MESSAGES: 100k, 1M, 12345)");
        return ExitCode::from(2);
    };
    let made = File::create(path).and_then(|file| plan.write(BufWriter::with_capacity(1 << 20, file)));
    match made {
        Ok((_, made)) => {
            eprintln!("{} messages in {} day files, {} bytes of JSON", made.messages, made.files, made.bytes);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{path} cannot be written: {error}");
            ExitCode::FAILURE
        }
    }
}

fn number(text: &str) -> Option<usize> {
    let (digits, factor) = match text.strip_suffix(['k', 'K']) {
        Some(digits) => (digits, 1_000),
        None => match text.strip_suffix(['m', 'M']) {
            Some(digits) => (digits, 1_000_000),
            None => (text, 1),
        },
    };
    digits.parse::<usize>().ok()?.checked_mul(factor)
}
