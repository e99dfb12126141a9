// The desktop window: one Tauri command, one event.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Host } from "./index";

export function tauriHost(): Host {
  return {
    call: (name, args) => invoke("call", { name, args }),
    listen(changed) {
      // Registering is asynchronous; stopping before it is done must still stop it.
      const registered = listen<string[]>("changed", (event) => changed(event.payload));
      return () => void registered.then((stop) => stop());
    },
  };
}
