//! A machine with a keyring of its own, on which the keychain does what it is told.
//!
//! **Invariant:** nothing reaches the keyring of whoever runs the tests: bus, home and passwords are in a temporary folder.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a machine that cannot be set up is a failed test"
)]

use std::{
    env,
    ffi::OsString,
    fs::File,
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
};

use kith_app::{ExposeSecret, Secrets};
use kith_keychain::{Keychain, passphrase_of_environment};
use tempfile::TempDir;

/// What the inner program does, a step a line.
const STEPS: &str = "KITH_KEYCHAIN_STEPS";
/// Where it says what came of it.
const ANSWERS: &str = "KITH_KEYCHAIN_ANSWERS";
/// A bus that starts nothing by itself: no second keyring, no window that asks for a password.
const BUS: &str = r#"<busconfig>
  <type>session</type><listen>unix:dir=RUN</listen><auth>EXTERNAL</auth>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>"#;

/// What a session has in the way of a keyring.
#[derive(Clone, Copy)]
pub(crate) enum Keyring {
    /// Not even a bus.
    NoBus,
    /// The address of a bus where none is.
    DeadBus,
    /// A bus, and nobody on it.
    Absent,
    /// A service that has no collection to keep anything in.
    Empty,
    /// A service, and who logs in types this password.
    Open(&'static str),
}

/// Its disk.
pub(crate) struct Machine {
    folder: TempDir,
}

impl Machine {
    pub(crate) fn new() -> Self {
        let machine = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::create_dir_all(machine.keyrings()).unwrap();
        machine
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn keyrings(&self) -> PathBuf {
        self.path("home/.local/share/keyrings")
    }

    /// The sealed file.
    pub(crate) fn sealed(&self) -> PathBuf {
        self.path("kith/secrets.sealed")
    }

    /// All passwords are lost, as with a new desktop or a new password of the account.
    pub(crate) fn wipe_keyring(&self) {
        std::fs::remove_dir_all(self.keyrings()).unwrap();
        std::fs::create_dir_all(self.keyrings()).unwrap();
    }

    /// Somebody logs in, a program uses the keychain, somebody logs out. Gives what it answered, a line for each step.
    pub(crate) fn session(&self, keyring: Keyring, passphrase: Option<&str>, steps: &[&str]) -> Vec<String> {
        let run = tempfile::Builder::new().prefix("run").tempdir_in(self.folder.path()).unwrap();
        let (config, answers) = (run.path().join("bus.conf"), run.path().join("answers"));
        let bus = BUS.replace("RUN", &run.path().to_string_lossy());
        File::create(&config).unwrap().write_all(bus.as_bytes()).unwrap();

        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("keychain/secret-service.sh");
        let around = |word: &str| -> Vec<OsString> {
            let config = format!("--config-file={}", config.display());
            ["dbus-run-session".into(), config.into(), "--".into(), "sh".into(), script.clone().into(), word.into()]
                .into()
        };
        let (mut words, address) = match keyring {
            Keyring::NoBus => (Vec::new(), None),
            Keyring::DeadBus => (Vec::new(), Some(format!("unix:path={}/nobody", run.path().display()))),
            Keyring::Absent => (around("absent"), None),
            Keyring::Empty => (around("empty"), None),
            Keyring::Open(_) => (around("open"), None),
        };
        words.push(env::current_exe().unwrap().into());
        words.extend(["--exact", "the_inner_program", "--quiet"].map(OsString::from));

        let mut command = Command::new(&words[0]);
        command.args(&words[1..]).stdin(Stdio::null());
        for name in ["DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "KITH_PASSPHRASE", "XDG_DATA_HOME"] {
            command.env_remove(name);
        }
        command.env("HOME", self.path("home")).env("XDG_RUNTIME_DIR", run.path());
        command.env("KITH_HOME", self.path("kith")).env(STEPS, steps.join("\n")).env(ANSWERS, &answers);
        command.envs(address.map(|address| ("DBUS_SESSION_BUS_ADDRESS", address)));
        command.envs(passphrase.map(|passphrase| ("KITH_PASSPHRASE", passphrase)));
        if let Keyring::Open(password) = keyring {
            command.env("KEYRING_PASSWORD", password);
        }
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}{said}", String::from_utf8_lossy(&output.stdout));
        for secret in ["s3cret", "hunter"] {
            assert!(!said.contains(secret) && !String::from_utf8_lossy(&output.stdout).contains(secret), "{said}");
        }
        std::fs::read_to_string(answers).unwrap().lines().map(str::to_owned).collect()
    }
}

/// Does the steps it was given, if it was given any.
pub(crate) fn inner() {
    let Ok(steps) = env::var(STEPS) else { return };
    let keychain = Keychain::new(env::var_os("KITH_HOME").unwrap().into(), passphrase_of_environment());
    let mut answers = File::create(env::var_os(ANSWERS).unwrap()).unwrap();
    for step in steps.lines() {
        writeln!(answers, "{}", answer(&keychain, step)).unwrap();
    }
}

fn answer(keychain: &Keychain, step: &str) -> String {
    let words: Vec<&str> = step.split(' ').collect();
    let done = match words[..] {
        ["state"] => Ok(format!("{:?}", keychain.state())),
        ["get", name] => {
            keychain.get(name).map(|found| found.map_or("nothing".into(), |secret| secret.expose_secret().to_owned()))
        }
        ["set", name, secret] => keychain.set(name, &secret.into()).map(|()| "done".into()),
        ["remove", name] => keychain.remove(name).map(|()| "done".into()),
        ["unlock", passphrase] => keychain.unlock(&passphrase.into()).map(|()| "done".into()),
        ["lock-keyring"] => {
            service("Lock", "array:objpath:/org/freedesktop/secrets/collection/login");
            Ok("done".into())
        }
        ["items"] => {
            let found = service("SearchItems", "dict:string:string:service,org.kith.desktop");
            Ok(found.matches("object path").count().to_string())
        }
        _ => panic!("no such step: {step}"),
    };
    done.unwrap_or_else(|error| format!("{error:?}"))
}

/// Calls the service, past Kith, and gives what it answers.
fn service(method: &str, argument: &str) -> String {
    let mut command = Command::new("dbus-send");
    command.args(["--session", "--print-reply", "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets"]);
    let output = command.args([&format!("org.freedesktop.Secret.Service.{method}"), argument]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}
