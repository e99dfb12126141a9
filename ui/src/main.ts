// Starts the window.
import { mount } from "svelte";
import App from "./App.svelte";
import "./tokens.css";
import "./base.css";

async function start(): Promise<void> {
  // Made-up data for working on the screens without the core; no part of what is shipped.
  if (import.meta.env.DEV && new URLSearchParams(window.location.search).has("mock")) {
    const [{ useHost }, { mock }] = await Promise.all([import("./host"), import("./dev/mock")]);
    useHost(mock());
  }
  const target = document.getElementById("app");
  if (target) mount(App, { target });
}

void start();
