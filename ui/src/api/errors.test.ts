// Whatever is thrown becomes an error the screens know.
import { expect, test } from "vitest";
import { asApiError, present, presentations } from "./errors";
import { t } from "../words";

test("every code has words of its own", () => {
  for (const { title, help } of Object.values(presentations)) {
    expect(t(title)).not.toBe(title);
    expect(t(help)).not.toBe(help);
  }
});

test("what is unknown is a bug", () => {
  expect(asApiError(new Error("boom"))).toEqual({ code: "Bug", message: "boom", field: null });
  expect(asApiError("text").code).toBe("Bug");
  expect(asApiError({ code: "Invented", message: "x" }).code).toBe("Bug");
  expect(asApiError({ code: "Invalid", message: "x", field: "name" }).field).toBe("name");
  expect(present(asApiError({ code: "DiskFull", message: "" })).place).toBe("page");
});
