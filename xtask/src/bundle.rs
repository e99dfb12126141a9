//! Packages to install: built by Tauri's bundler from the release build, with the command line beside the window.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    command::{Done, cargo, npm, program, root, say, show, target},
    packages::{self, Need},
    ui,
};

/// What is made where nothing else is asked for. An AppImage needs tools that the bundler fetches from the network.
const USUAL: &str = if cfg!(target_os = "linux") {
    "deb,rpm"
} else if cfg!(target_os = "macos") {
    "app,dmg"
} else {
    "nsis"
};

/// The bundler, exactly this one. It is no package of the UI: its binaries for other systems would have to be in the lock
/// file, and whoever only builds or tests needs none of them.
const BUNDLER: (&str, &str) = ("@tauri-apps/cli", "2.12.5");

/// `cargo xtask bundle`.
pub(crate) fn bundle(arguments: &[String]) -> Done {
    packages::ensure(&[Need::Compile, Need::Webview])?;
    ui::build()?;
    // The package holds both programs; the configuration names this one's place within the project.
    show(&mut cargo(&["build", "--release", "--locked", "--package", "kith-cli"]))?;
    place_command()?;
    let kinds = arguments.first().map_or(USUAL, String::as_str);
    let cli = bundler()?;
    // The UI is built already: the bundler would build it with the checks of the style lane once more.
    let plain = r#"{"build":{"beforeBuildCommand":null}}"#;
    show(&mut program(&cli, &["build", "--ci", "--bundles", kinds, "--config", plain], "src-tauri"))?;
    for package in packages_made() {
        let bytes = fs::metadata(&package).map(|data| data.len()).unwrap_or_default();
        say(&format!("{} ({:.1} MB)", package.display(), f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1e6));
    }
    Ok(())
}

/// The bundler's program, installed beside what cargo builds.
fn bundler() -> Done<String> {
    let folder = target().join("bundler");
    let cli = folder.join("node_modules/.bin").join(if cfg!(windows) { "tauri.cmd" } else { "tauri" });
    let (name, version) = BUNDLER;
    let kept = fs::read_to_string(folder.join("node_modules").join(name).join("package.json")).unwrap_or_default();
    if !kept.contains(&format!("\"version\": \"{version}\"")) {
        let wanted = format!("{name}@{version}");
        let place = folder.to_string_lossy().into_owned();
        let install =
            ["install", "--prefix", &place, "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", &wanted];
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        show(&mut npm(&install))?;
    }
    Ok(cli.to_string_lossy().into_owned())
}

/// Copies the command line to where the configuration looks for it, when cargo builds elsewhere.
fn place_command() -> Done {
    let name = format!("kith{}", std::env::consts::EXE_SUFFIX);
    let (built, wanted) = (target().join("release").join(&name), root().join("target/release").join(&name));
    if built == wanted {
        return Ok(());
    }
    let folder = wanted.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)
        .and_then(|()| fs::copy(&built, &wanted))
        .map(drop)
        .map_err(|error| format!("{}: {error}", wanted.display()))
}

/// The packages that lie in the bundler's folder.
fn packages_made() -> Vec<PathBuf> {
    let folder = target().join("release/bundle");
    let entries = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found: Vec<PathBuf> = entries(&folder)
        .flat_map(|kind| entries(&kind).collect::<Vec<_>>())
        .filter(|path| {
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            ["deb", "rpm", "AppImage", "dmg", "exe", "msi"].contains(&ending)
        })
        .collect();
    found.sort();
    found
}
