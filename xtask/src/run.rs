//! Opening Kith, taking its pictures, timing it.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    command::{Done, cargo, root, say, show, target},
    packages::{self, Need},
    ui,
};

/// `cargo xtask run`.
pub(crate) fn run(arguments: &[String]) -> Done {
    let release = arguments.iter().any(|word| word == "--release");
    let rest: Vec<&String> = arguments.iter().filter(|word| *word != "--release").collect();
    packages::ensure(&[Need::Compile, Need::Webview])?;
    ui::build()?;
    let mut build = vec!["build", "--workspace", "--bins"];
    build.extend(release.then_some("--release"));
    show(&mut cargo(&build))?;

    let folder = target().join(if release { "release" } else { "debug" });
    if has_display() {
        say("Opening the window.");
        return show(Command::new(binary(&folder, "kith-desktop")).args(rest));
    }
    say("There is no display here, so the same app is served to a browser on this machine.");
    say("Open the address below (it works for this start only); Ctrl+C ends it.");
    show(Command::new(binary(&folder, "kith-serve")).args(rest))
}

/// `cargo xtask screenshots`.
pub(crate) fn screenshots() -> Done {
    packages::ensure(&[Need::Compile, Need::Webview, Need::Drive, Need::Fonts])?;
    ui::build()?;
    show(&mut cargo(&["build", "--workspace", "--bins", "--test", "window"]))?;
    // All screens to look at; one of them is the README's picture.
    let (folder, docs) = (root().join("target/screenshots"), root().join("docs"));
    let mut test = cargo(&["test", "--workspace", "--test", "window", "--", "no_screen_shuts_anybody_out"]);
    show(test.env("KITH_SCREENSHOTS", &folder))?;
    std::fs::create_dir_all(&docs)
        .and_then(|()| std::fs::copy(folder.join("home-light.png"), docs.join("home.png")))
        .map_err(|error| format!("keeping the README's picture: {error}"))?;
    let mut guide = cargo(&["test", "--workspace", "--test", "window", "--", "the_pictures_of_the_guide_are_taken"]);
    show(guide.env("KITH_GUIDE", docs.join("guide/pictures")))?;
    say(&format!(
        "All screens are in {}, the README's picture is docs/home.png, the guide's are in docs/guide/pictures.",
        folder.display()
    ));
    Ok(())
}

/// `cargo xtask walk PART FOLDER`: not a lane, because its pictures are for eyes.
pub(crate) fn walk(arguments: &[String]) -> Done {
    let [part, folder] = arguments else { return Err("say which part and where to: walk lead FOLDER".to_owned()) };
    packages::ensure(&[Need::Compile, Need::Webview, Need::Drive, Need::Fonts, Need::Dialogs])?;
    ui::build()?;
    show(&mut cargo(&["build", "--workspace", "--bins", "--test", "window"]))?;
    let folder = std::path::absolute(folder).map_err(|error| error.to_string())?;
    let mut test = cargo(&["test", "--workspace", "--test", "window", "--", "--test-threads", "1", "walk::"]);
    // A screen for the large pictures; no keyring of this machine's.
    test.env("KITH_WALK", folder).env("KITH_WALK_PART", part).env("KITH_SCREEN", "1920x1080");
    test.env("KITH_PASSPHRASE", "pears and plums").env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
    show(&mut test)
}

/// `cargo xtask bench`: the table of all budgets, or one part of it by its name.
pub(crate) fn bench(arguments: &[String]) -> Done {
    let is_size = |word: &String| word.starts_with(|first: char| first.is_ascii_digit() || first == '-');
    let table = arguments.first().is_none_or(is_size).then_some("table");
    packages::ensure(&[Need::Compile])?;
    // The fake workspace is a program of its own, so that its work is not counted.
    let mut programs = vec!["build", "--release", "--bin", "kith-bench", "--bin", "kith-fake"];
    if table.is_some() || arguments.first().is_some_and(|part| part == "window") {
        packages::ensure(&[Need::Webview, Need::Drive])?;
        ui::build()?;
        programs.extend(["--bin", "kith-desktop"]);
    }
    show(&mut cargo(&programs))?;
    let program = binary(&target().join("release"), "kith-bench");
    show(Command::new(program).args(table).args(arguments))
}

/// Whether a window could be seen.
fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn binary(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
