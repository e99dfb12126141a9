// Every word a person reads comes from words/en/*.ftl through `t`.
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

const files = import.meta.glob<string>("../words/en/*.ftl", { query: "?raw", import: "default", eager: true });

const bundle = new FluentBundle("en", { useIsolating: false });
for (const text of Object.values(files)) bundle.addResource(new FluentResource(text));

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/** A right-to-left name must not turn the sentence around it; isolating every argument would leave invisible marks everywhere. */
function isolated(value: FluentVariable): FluentVariable {
  return typeof value === "string" && RIGHT_TO_LEFT.test(value) ? `\u2068${value}\u2069` : value;
}

export function t(id: string, args?: Record<string, FluentVariable>): string {
  const message = bundle.getMessage(id);
  if (!message?.value) return id;
  const given = args && Object.fromEntries(Object.entries(args).map(([name, value]) => [name, isolated(value)]));
  return bundle.formatPattern(message.value, given);
}
