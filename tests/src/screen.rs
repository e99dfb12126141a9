//! Programs that tests start: a screen without a monitor, drivers, browsers. They end with the test, whatever happens.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
    sync::OnceLock,
    time::{Duration, Instant},
};

use crate::http::Result;

/// A program and everything it starts, as one process group.
///
/// A shell leads the group and waits on a pipe from the test. The pipe closes when this is dropped and also when the
/// test is killed, and then the shell kills the group: browsers and web views like to outlive whoever started them.
pub struct Group {
    shell: Child,
}

impl Group {
    /// Starts a program; the environment and the output can be set on the command before it starts.
    ///
    /// # Errors
    /// When there is no shell. A missing program shows later, as its silence.
    pub fn start<A: AsRef<OsStr>>(
        program: impl AsRef<OsStr>,
        arguments: impl IntoIterator<Item = A>,
        prepare: impl FnOnce(&mut Command) -> &mut Command,
    ) -> Result<Self> {
        let mut command = Command::new("sh");
        command
            .args(["-c", r#""$@" </dev/null & read -r line; kill -KILL 0"#, "sh"])
            .arg(program)
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(if std::env::var_os("KITH_TEST_LOG").is_some() { Stdio::inherit() } else { Stdio::null() });
        prepare(&mut command).stdin(Stdio::piped()).process_group(0);
        Ok(Self { shell: command.spawn().map_err(|error| format!("sh: {error}"))? })
    }

    /// The first line the program prints; its output must be piped.
    ///
    /// # Errors
    /// When it printed nothing.
    pub fn line(&mut self) -> Result<String> {
        let output = self.shell.stdout.take().ok_or("the output is not piped")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).map_err(|error| error.to_string())?;
        Ok(line.trim().to_owned())
    }

    /// The process group's number, which is also that of its leader.
    pub fn id(&self) -> u32 {
        self.shell.id()
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        let _ = self.shell.wait();
    }
}

/// The screen of this test process, started on first use.
///
/// # Errors
/// When Xvfb is missing or does not start.
pub fn display() -> Result<&'static str> {
    static SCREEN: OnceLock<Result<(Group, String)>> = OnceLock::new();
    let screen = SCREEN.get_or_init(|| {
        // Walks look at large screens as well; a window keeps its own size.
        let size = std::env::var("KITH_SCREEN").unwrap_or_else(|_| "1280x800".to_owned());
        let size = format!("{size}x24");
        let arguments = ["-displayfd", "1", "-screen", "0", size.as_str(), "-nolisten", "tcp", "-noreset"];
        let mut group = Group::start("Xvfb", arguments, |command| command.stdout(Stdio::piped()))?;
        let number = group.line()?;
        if number.is_empty() {
            Err("Xvfb did not start (package xvfb)".to_owned())
        } else {
            Ok((group, format!(":{number}")))
        }
    });
    screen.as_ref().map(|(_, display)| display.as_str()).map_err(Clone::clone)
}

/// Asks again and again until there is an answer; the last error is part of the message when there never is.
///
/// # Errors
/// When `limit` is over.
pub fn wait<T>(what: &str, limit: Duration, mut ask: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let start = Instant::now();
    loop {
        let last = match ask() {
            Ok(Some(answer)) => return Ok(answer),
            Ok(None) => String::new(),
            Err(error) => format!("; last: {error}"),
        };
        if start.elapsed() > limit {
            return Err(format!("waited {limit:?} for {what}{last}"));
        }
        std::thread::sleep(Duration::from_millis(15));
    }
}
