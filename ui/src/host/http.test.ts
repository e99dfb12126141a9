// The loopback host: the token survives a reload, and errors arrive as errors.
import { afterEach, expect, test, vi } from "vitest";
import { httpHost, tokenFrom } from "./http";

afterEach(() => {
  vi.unstubAllGlobals();
  window.sessionStorage.clear();
});

test("the token of the address is kept for the tab", () => {
  expect(tokenFrom("?token=abc", window.sessionStorage)).toBe("abc");
  expect(tokenFrom("", window.sessionStorage)).toBe("abc");
});

test("answers and errors", async () => {
  window.sessionStorage.setItem("kith-token", "abc");
  const asked: [string, RequestInit][] = [];
  let body: unknown = { ok: 5 };
  vi.stubGlobal("fetch", async (path: string, options: RequestInit) => {
    asked.push([path, options]);
    return new Response(JSON.stringify(body));
  });
  const host = httpHost();
  expect(await host.call("home", {})).toBe(5);
  expect(asked[0]?.[0]).toBe("/call");
  expect(asked[0]?.[1].body).toBe('{"name":"home","args":{}}');
  expect((asked[0]?.[1].headers as Record<string, string>)["X-Kith-Token"]).toBe("abc");
  body = { error: { code: "NotFound", message: "x", field: null } };
  await expect(host.call("home", {})).rejects.toMatchObject({ code: "NotFound" });
});
