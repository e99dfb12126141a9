// What the roles of a drawing look like outside of the window: always the light colours, as paper is white.
// A test holds them to the tokens of the window.
import type { Role } from "./scene";

export type Paint = { fill?: string; stroke?: string };

const INK = "#19201d";
const SOFT = "#4b5651";
const FAINT = "#626d68";
const CHART = ["#2f8f7e", "#b87512", "#4a5fc1", "#8a2f57"] as const;
const NAMES = ["#0f5f53", "#7d5200", "#3a4ca6", "#8a2f57"] as const;
const HEAT = ["#eef1ec", "#d3e9e3", "#abd8cd", "#6fbcab", "#1f7264", "#0a3f37"] as const;
export const PAPER = "#ffffff";

export const paints: Record<Role, Paint> = {
  grid: { stroke: "#e1e4de" },
  zero: { stroke: "#8b958f" },
  axis: { fill: FAINT },
  label: { fill: INK },
  before: { stroke: "#7f8a85", fill: "#7f8a85" },
  hatch: { stroke: "#ffffffa6" },
  edge: { stroke: "#bcc5c0" },
  team: { fill: SOFT },
  track: { fill: "#e1e4de" },
  low: { fill: INK },
  high: { fill: "#ffffff" },
  fill0: { fill: CHART[0] },
  fill1: { fill: CHART[1] },
  fill2: { fill: CHART[2] },
  fill3: { fill: CHART[3] },
  line0: { stroke: CHART[0] },
  line1: { stroke: CHART[1] },
  line2: { stroke: CHART[2] },
  line3: { stroke: CHART[3] },
  name0: { fill: NAMES[0] },
  name1: { fill: NAMES[1] },
  name2: { fill: NAMES[2] },
  name3: { fill: NAMES[3] },
  hollow0: { fill: PAPER, stroke: CHART[0] },
  hollow1: { fill: PAPER, stroke: CHART[1] },
  hollow2: { fill: PAPER, stroke: CHART[2] },
  hollow3: { fill: PAPER, stroke: CHART[3] },
  heat0: { fill: HEAT[0] },
  heat1: { fill: HEAT[1] },
  heat2: { fill: HEAT[2] },
  heat3: { fill: HEAT[3] },
  heat4: { fill: HEAT[4] },
  heat5: { fill: HEAT[5] },
};
