//! The system's packages: installs what is missing on Debian and Ubuntu, says what to install elsewhere.

use crate::command::{Done, ask, exists, program, say, show};

/// What the packages are for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Compiling anything.
    Compile,
    /// Compiling the window.
    Webview,
    /// Driving the window without a monitor.
    Drive,
    /// An ordinary browser.
    Browser,
    /// A keyring of its own for a test.
    Keyring,
    /// Letters of the world, for pictures.
    Fonts,
    /// Answering the system's own dialogs.
    Dialogs,
}

/// Whether the window can be compiled here.
pub(crate) fn webview() -> bool {
    !cfg!(target_os = "linux") || ask("pkg-config", &["--exists", "webkit2gtk-4.1"]).is_some()
}

/// Makes sure that everything needed is installed.
pub(crate) fn ensure(needs: &[Need]) -> Done {
    if !cfg!(target_os = "linux") {
        return Ok(()); // the web view is part of the system there, and the compiler came with Rust's installer
    }
    let missing: Vec<&str> = needs.iter().flat_map(|need| missing(*need)).copied().collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !exists("apt-get") {
        say(&format!("Please install what your system calls these Debian packages: {}", missing.join(" ")));
        say("(Fedora: webkit2gtk4.1-devel gcc pkgconf; Arch: webkit2gtk-4.1 base-devel). Trying without.");
        return Ok(());
    }
    say(&format!("Installing system packages: {}", missing.join(" ")));
    let root = ask("id", &["-u"]).as_deref() == Some("0");
    let apt = |arguments: &[&str]| {
        let mut words = vec!["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
        words.extend(arguments);
        match words.split_first() {
            Some((first, rest)) if root => show(&mut program(first, rest, ".")),
            _ => show(&mut program("sudo", &words, ".")),
        }
    };
    apt(&["update", "-qq"])?;
    let mut install = vec!["install", "-y", "-qq", "--no-install-recommends"];
    install.extend(missing);
    apt(&install)
}

fn missing(need: Need) -> &'static [&'static str] {
    match need {
        Need::Compile if exists("cc") && exists("pkg-config") => &[],
        Need::Compile => &["build-essential", "pkg-config"],
        Need::Webview if webview() => &[],
        Need::Webview => &["libwebkit2gtk-4.1-dev"],
        Need::Drive if exists("WebKitWebDriver") && exists("Xvfb") => &[],
        Need::Drive => &["webkit2gtk-driver", "xvfb"],
        Need::Browser if ["chromium", "chromium-browser", "google-chrome"].iter().any(|name| exists(name)) => &[],
        Need::Browser => &["chromium"],
        Need::Keyring
            if ["dbus-run-session", "dbus-send", "gdbus", "gnome-keyring-daemon"].iter().all(|name| exists(name)) =>
        {
            &[]
        }
        Need::Keyring => &["dbus", "gnome-keyring", "libglib2.0-bin"],
        Need::Dialogs if exists("xdotool") => &[],
        Need::Dialogs => &["xdotool"],
        Need::Fonts
            if ask("dpkg-query", &["-W", "fonts-noto-core", "fonts-noto-cjk", "fonts-noto-color-emoji"]).is_some() =>
        {
            &[]
        }
        Need::Fonts => &["fonts-noto-core", "fonts-noto-cjk", "fonts-noto-color-emoji"],
    }
}
