//! What the web view takes from the environment when it starts, put right before it does.
//!
//! - **The locale.** WebKitGTK takes its language from the character locale. It knows C and POSIX, but in `C.UTF-8`,
//!   common on servers and in containers, it reports the language "C", which `Intl` refuses with an exception.
//! - **Drawing.** Without a graphics processor it composes the page with a software renderer that makes machine code for
//!   its shaders. Painting the page directly needs 90 MiB less and less work, and looks the same.
//!
//! The variables must be right before the first thread starts, and changing one's own environment is unsafe; so Kith
//! starts itself again.
//!
//! **Invariant:** what a person set is not changed; once started again, nothing is left to put right.

/// Starts this program again when the environment it was given has to be put right.
#[cfg(target_os = "linux")]
pub(crate) fn ensure() {
    use std::os::unix::process::CommandExt;

    let variables = missing();
    if variables.is_empty() {
        return;
    }
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    // `exec` returns only when it failed, and then the environment has to do as it is.
    let error = std::process::Command::new(program).args(std::env::args_os().skip(1)).envs(variables).exec();
    eprintln!("kith: staying in the environment as it is: {error}");
}

/// Other systems tell the web view the person's language themselves, and draw by their own means.
#[cfg(not(target_os = "linux"))]
pub(crate) fn ensure() {}

/// The variables that have to be set.
#[cfg(target_os = "linux")]
fn missing() -> Vec<(&'static str, &'static str)> {
    /// Set to 1, the page is painted without a compositor.
    const DIRECT: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";

    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = set("LC_ALL").or_else(|| set("LC_CTYPE")).or_else(|| set("LANG")).unwrap_or_default();
    let mut missing = Vec::new();
    if locale.starts_with("C.") || locale.starts_with("POSIX.") {
        // It need not be installed: WebKit only takes the name from it.
        missing.push(("LC_ALL", "en_US.UTF-8"));
    }
    // A picture asked for through WebDriver never comes when there is no compositor.
    if set(DIRECT).is_none() && !crate::window::automated() && !has_graphics(std::path::Path::new("/dev")) {
        missing.push((DIRECT, "1"));
    }
    missing
}

/// Whether there is a graphics processor to draw with: a render node of the kernel, or NVIDIA's own driver.
#[cfg(target_os = "linux")]
fn has_graphics(devices: &std::path::Path) -> bool {
    let nodes = std::fs::read_dir(devices.join("dri")).into_iter().flatten().flatten();
    nodes.into_iter().any(|node| node.file_name().to_string_lossy().starts_with("renderD"))
        || devices.join("nvidiactl").exists()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_render_node_or_nvidias_driver_is_a_graphics_processor() {
        let devices = tempfile::tempdir().unwrap();
        let dri = devices.path().join("dri");
        assert!(!has_graphics(devices.path()), "there is nothing at all");
        std::fs::create_dir(&dri).unwrap();
        std::fs::File::create(dri.join("card0")).unwrap();
        assert!(!has_graphics(devices.path()), "a picture to write to is no processor");
        std::fs::File::create(dri.join("renderD128")).unwrap();
        assert!(has_graphics(devices.path()));
        std::fs::remove_dir_all(&dri).unwrap();
        std::fs::File::create(devices.path().join("nvidiactl")).unwrap();
        assert!(has_graphics(devices.path()));
    }
}
