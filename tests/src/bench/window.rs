//! The real window on a community as a person starts it, without anything that drives it: how soon it shows something, and
//! what it weighs when nobody touches it.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use super::{Result, figures, machine};
use crate::{screen::Group, window};

/// How long it is left alone: memory is given back when nothing was asked for ten to twenty seconds.
const IDLE: Duration = Duration::from_secs(30);
/// So many dark pixels beside the navigation are words: what is drawn before the core has answered is pale.
const WORDS: usize = 2_000;
/// Where the navigation ends, in pixels.
const NAVIGATION: usize = 230;
/// So long it is waited for the window.
const PATIENCE: Duration = Duration::from_secs(60);
/// Pixels of the screen.
const WIDTH: usize = 1_280;
const HEIGHT: usize = 800;
/// How often the picture is looked at.
const LOOK: Duration = Duration::from_millis(15);

/// Opens the window some times on a home (its communities are in `HOME/kith`) and prints.
///
/// # Errors
/// When the window or Xvfb is missing.
pub fn run(home: &Path, rounds: usize) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let screen = Screen::start(folder.path())?;
    let binary = window::binary()?;
    let empty = screen.picture()?;
    for round in 1..=rounds.max(1) {
        screen.wait("an empty screen", |picture| picture == empty)?;
        let start = Instant::now();
        let kith = Group::start(&binary, [] as [&str; 0], |command| {
            command
                .env("DISPLAY", &screen.display)
                .env("GDK_BACKEND", "x11")
                .env("NO_AT_BRIDGE", "1")
                .env("KITH_HOME", home.join("kith"))
                .env("XDG_DATA_HOME", folder.path().join("data"))
                .env("XDG_CONFIG_HOME", folder.path().join("config"))
                .env("XDG_CACHE_HOME", folder.path().join("cache"))
        })?;
        screen.wait("a window", |picture| picture != empty)?;
        let painted = start.elapsed().as_secs_f64();
        screen.wait("content", has_words)?;
        let shown = start.elapsed().as_secs_f64();
        std::thread::sleep(IDLE);
        let (proportional, private, processes) = machine::group_mib(kith.id());
        figures::note("window content", shown * 1e3, shown * 1e3);
        figures::note("window idle", private, private);
        println!(
            "window {round}: first paint after {painted:.2} s, content after {shown:.2} s; idle {proportional:.0} MiB proportional, \
             {private:.0} MiB private in {processes} processes"
        );
    }
    Ok(())
}

/// A screen without a monitor whose picture is a file: X's window dump, which the server keeps mapped.
struct Screen {
    picture: PathBuf,
    display: String,
    _server: Group,
}

impl Screen {
    fn start(folder: &Path) -> Result<Self> {
        let folder = folder.join("screen");
        std::fs::create_dir(&folder)?;
        let size = format!("{WIDTH}x{HEIGHT}x24");
        let arguments = ["-displayfd", "1", "-screen", "0", &size, "-nolisten", "tcp", "-noreset", "-fbdir"];
        let arguments = arguments.into_iter().map(Into::into).chain([folder.clone().into_os_string()]);
        let mut server = Group::start("Xvfb", arguments.collect::<Vec<std::ffi::OsString>>(), |command| {
            command.stdout(Stdio::piped())
        })?;
        let number = server.line()?;
        if number.is_empty() {
            return Err("Xvfb did not start (package xvfb)".into());
        }
        Ok(Self { picture: folder.join("Xvfb_screen0"), display: format!(":{number}"), _server: server })
    }

    /// What is on the screen: the pixels behind the header, whose length is the dump's first number.
    fn picture(&self) -> Result<Vec<u8>> {
        let mut file = File::open(&self.picture)?;
        let mut length = [0; 4];
        file.read_exact(&mut length)?;
        file.seek(SeekFrom::Start(u32::from_be_bytes(length).into()))?;
        let mut pixels = Vec::new();
        file.read_to_end(&mut pixels)?;
        Ok(pixels)
    }

    fn wait(&self, what: &str, is_there: impl Fn(&[u8]) -> bool) -> Result<()> {
        let start = Instant::now();
        while !is_there(&self.picture()?) {
            if start.elapsed() > PATIENCE {
                return Err(format!("waited {PATIENCE:?} for {what}").into());
            }
            std::thread::sleep(LOOK);
        }
        Ok(())
    }
}

/// Whether there is something to read beside the navigation. Colours are behind the picture's own table of them, four bytes
/// for each pixel, on a light ground.
fn has_words(picture: &[u8]) -> bool {
    let pixels = picture.get(picture.len().saturating_sub(WIDTH * HEIGHT * 4)..).unwrap_or_default();
    let rows = pixels.chunks_exact(WIDTH * 4);
    let beside = rows.flat_map(|row| row.chunks_exact(4).skip(NAVIGATION));
    beside.filter(|pixel| pixel.iter().take(3).map(|part| u32::from(*part)).sum::<u32>() < 300).count() > WORDS
}
