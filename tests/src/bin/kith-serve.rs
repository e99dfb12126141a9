//! Serves the app to an ordinary browser on this machine: `kith-serve [--home DIR] [--port N] [--ui DIR]`.

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use kith_app::{App, NoDesktop};
use kith_keychain::{Keychain, passphrase_of_environment};
use kith_tests::serve;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kith-serve: {error}");
            ExitCode::FAILURE
        }
    }
}

struct Options {
    home: PathBuf,
    port: u16,
    ui: PathBuf,
}

impl Options {
    fn read() -> Result<Self, Box<dyn std::error::Error>> {
        let mut home = std::env::var_os("KITH_HOME").map(PathBuf::from);
        let mut port = 0;
        // Next to the sources, wherever the binary was put.
        let mut ui = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../ui/dist");
        let mut arguments = std::env::args_os().skip(1);
        while let Some(name) = arguments.next() {
            let value = arguments.next().ok_or_else(|| format!("{} needs a value", name.display()))?;
            match name.to_str() {
                Some("--home") => home = Some(value.into()),
                Some("--port") => port = value.to_string_lossy().parse()?,
                Some("--ui") => ui = value.into(),
                _ => return Err(format!("unknown option {}", name.display()).into()),
            }
        }
        let home = home.or_else(kith_app::default_folder).ok_or("say where the data is: --home DIR, or KITH_HOME")?;
        if !ui.join("index.html").is_file() {
            return Err(format!("no built UI in {}: run `npm run build` in ui/", ui.display()).into());
        }
        Ok(Self { home, port, ui })
    }
}

#[tokio::main]
async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let options = Options::read()?;
    let keychain = Keychain::new(options.home.clone(), passphrase_of_environment());
    let core = App::open(kith_app::system_env(options.home, Arc::new(NoDesktop), Arc::new(keychain)))?;
    core.keep_syncing();
    core.keep_reporting();
    core.keep_expunging();
    core.keep_to_retention();
    core.keep_calendar();
    core.keep_backing_up();
    let served = serve::bind(core, options.ui, options.port).await?;
    print(&served.address());
    served.run().await?;
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the address is this program's output; scripts read it")]
fn print(address: &str) {
    println!("{address}");
}
