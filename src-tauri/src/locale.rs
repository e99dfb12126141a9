//! A usable locale for the web view, before it starts.
//!
//! WebKitGTK takes its language from the character locale. It knows C and POSIX, but in `C.UTF-8`, common on servers
//! and in containers, it reports the language "C", which `Intl` refuses with an exception. The variable must be right
//! before the first thread starts, and changing one's own environment is unsafe; so Kith starts itself again.

/// Starts this program again under a real locale when the one it was given is C with a character set.
#[cfg(target_os = "linux")]
pub(crate) fn ensure() {
    use std::os::unix::process::CommandExt;

    const FALLBACK: &str = "en_US.UTF-8"; // need not be installed: WebKit only takes the name from it
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = set("LC_ALL").or_else(|| set("LC_CTYPE")).or_else(|| set("LANG")).unwrap_or_default();
    if !locale.starts_with("C.") && !locale.starts_with("POSIX.") {
        return;
    }
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    // `exec` returns only when it failed, and then the old locale has to do.
    let error = std::process::Command::new(program).args(std::env::args_os().skip(1)).env("LC_ALL", FALLBACK).exec();
    eprintln!("kith: staying in the locale {locale:?}: {error}");
}

/// Other systems tell the web view the person's language themselves.
#[cfg(not(target_os = "linux"))]
pub(crate) fn ensure() {}
