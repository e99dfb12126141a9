// A page as elements: hostile text makes none, links are places or buttons, words that were searched for are marked.
import { flushSync, mount, unmount } from "svelte";
import { expect, test } from "vitest";
import { blocks } from "./markdown";
import Text from "./Text.svelte";

function shown(text: string, typed = "") {
  const followed: string[] = [];
  const target = document.body.appendChild(document.createElement("div"));
  const part = mount(Text, { target, props: { blocks: blocks(text), typed, address: (link) => (link.startsWith("https:") ? null : `#/guide/${link}`), onfollow: (link) => followed.push(link) } });
  flushSync();
  return { target, followed, end: () => void unmount(part) };
}

test("hostile text is text", () => {
  const hostile = "<script>alert(1)</script> <img src=x onerror=alert(1)> `<b>` **<i>x</i>**";
  const { target, end } = shown(`# ${hostile}\n\n- ${hostile}\n\n| a |\n| --- |\n| ${hostile} |\n\n\`\`\`\n${hostile}\n\`\`\``);
  expect(target.querySelectorAll("script, img, b, i")).toHaveLength(0);
  expect(target.querySelector("h1")?.textContent).toBe("<script>alert(1)</script> <img src=x onerror=alert(1)> <b> <i>x</i>");
  end();
});

test("links stay inside, or are asked of the core", () => {
  const { target, followed, end } = shown("[in](start.md) [out](https://example.org/) [bad](javascript:alert(1))");
  expect([...target.querySelectorAll("a")].map((link) => link.getAttribute("href"))).toEqual(["#/guide/start.md", "#/guide/javascript:alert(1"]);
  target.querySelector("button")?.click();
  expect(followed).toEqual(["https://example.org/"]);
  end();
});

test("a list in a list, and a marked word in bold", () => {
  const { target, end } = shown("1. Open the **Door**\n   - now\n   - then", "doo");
  expect(target.querySelector("ol > li > strong > mark")?.textContent).toBe("Doo");
  expect(target.querySelectorAll("ol > li > ul > li")).toHaveLength(2);
  end();
});
