//! The window: puts the core, the desktop and one web view together, and nothing else.
//!
//! **Invariant:** the page in the window is always one of our own embedded files, and all it can do is `call`.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod call;
mod desktop;
mod environment;
mod start;
mod tray;
mod window;

use tauri::{Manager, RunEvent};

fn main() -> std::process::ExitCode {
    environment::ensure();
    let options = start::Options::read();
    let mut builder = tauri::Builder::default();
    if options.single() {
        // Has to be the first plugin: a second start ends here, after bringing the first one forward.
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, words, folder| {
            window::show(app);
            if let Some(file) = start::file_of(words.into_iter().skip(1).map(Into::into), folder.as_ref()) {
                window::hand_over(app, &file);
            }
        }));
    }
    let built = builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init())
        .plugin(tauri_plugin_autostart::Builder::new().arg(start::HIDDEN).build())
        .manage(tray::Tray::default())
        .invoke_handler(tauri::generate_handler![call::call])
        .setup(move |app| {
            match start::open(app.handle(), &options) {
                Ok(core) => {
                    app.manage(core.clone());
                    let in_tray = tray::restore(app.handle(), &core);
                    window::create(app, options.hidden() && in_tray)?;
                    call::forward_changes(app.handle().clone(), &core);
                }
                Err(error) => start::explain(app.handle(), &error),
            }
            Ok(())
        })
        .build(tauri::generate_context!());
    match built {
        Ok(app) => {
            app.run(|app, event| {
                if let RunEvent::Exit = event {
                    start::close(app);
                }
            });
            std::process::ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("kith: cannot open a window: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}
