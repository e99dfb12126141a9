//! Reads a real export into a fake workspace and syncs from it: what a first run and one without news cost.

use std::{
    error::Error,
    io::{self, Write},
    path::Path,
    sync::mpsc,
};

use crate::{
    fake_slack::{FakeSlack, TOKEN, api, load, minimum},
    fake_time::FakeTime,
    memory::Memory,
};
use kith_connect::{
    Depth,
    slack::live::{self, Settings},
};

/// Reads the export, syncs twice, and prints what that cost.
///
/// # Errors
/// When the export cannot be read, or a sync fails.
pub fn run(path: &Path) -> Result<(), Box<dyn Error>> {
    let workspace = load(path)?;
    let fewest = minimum(&workspace);
    let newest = workspace.last / 1_000 + 60_000;
    let messages: usize = workspace.channels.values().map(|channel| channel.messages.len()).sum();
    // The fake has a thread of its own, so that what it costs is not counted.
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async move {
            let fake = FakeSlack::start(workspace).await?;
            let _ = tell.send((fake.address(), std::sync::Arc::new(fake)));
            std::future::pending::<io::Result<()>>().await
        })
    });
    let (address, fake) = told.recv()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let time = FakeTime::at(newest);
    let mut memory = Memory::default();
    let mut out = io::stdout().lock();
    writeln!(out, "{messages} messages; at least {} requests: {fewest:?}", fewest.sum())?;
    for round in ["first run", "no news"] {
        fake.forget_requests();
        let settings = Settings { api: api(address), ..Settings::default() };
        let mut connector = live::open(settings, &TOKEN.into(), &time.network(60_000), None)?;
        let now = time.now();
        let mut spent = 0.0;
        let mut records = 0;
        loop {
            let checkpoint = memory.checkpoint.clone();
            let begin = cpu();
            let pull = kith_connect::Pull { checkpoint: checkpoint.as_ref(), known: &memory, depth: Depth::Full, now };
            let page = runtime.block_on(connector.pull(pull))?;
            spent += cpu() - begin;
            records += page.batch.activities.len();
            let done = page.done;
            memory.apply(page);
            if done {
                break;
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a measurement")]
        let speed = records as f64 / spent.max(0.001);
        writeln!(out, "{round}: {} requests {:?}", fake.requests(), fake.counts())?;
        writeln!(out, "  {records} records, {spent:.2} s of this thread, {speed:.0} a CPU second")?;
        time.pass(3_600_000);
    }
    writeln!(out, "{} messages here, {} unreadable", memory.living().count(), memory.unreadable.len())?;
    Ok(())
}

/// Seconds of processor time of this thread, where the system tells.
fn cpu() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds: f64 = told.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or(0.0);
    nanoseconds / 1e9
}
