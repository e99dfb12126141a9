//! Embeds the configuration, the icons and the list of commands that a capability must allow.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Without this list every window could call every command; with it `call` needs `allow-call` in a capability.
    let manifest = tauri_build::AppManifest::new().commands(&["call"]);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}
