// A drawing as it leaves the window: with its title above and what it means below, as SVG or as a picture.
import { paints, PAPER } from "./paint";
import { fitted, TEXT, wide, type Mark, type Scene } from "./scene";

export type Words = { title: string; unit: string; /** what it is by which definition, from when to when */ lines: string[] };

const EDGE = 20;
const FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif";

/** The lines of a text that fit into a width. */
export function wrapped(text: string, room: number, size: number): string[] {
  const list: string[] = [];
  for (const word of text.split(" ")) {
    const last = list.at(-1);
    if (last !== undefined && wide(`${last} ${word}`, size) <= room) list[list.length - 1] = `${last} ${word}`;
    else list.push(fitted(word, room, size));
  }
  return list;
}

/** The drawing on a sheet of its own. */
export function sheet(scene: Scene, words: Words): Scene {
  const room = Math.max(320, scene.width);
  const marks: Mark[] = [];
  let y = EDGE + 14;
  for (const text of wrapped(words.title, room, 17)) {
    marks.push({ is: "text", role: "label", x: EDGE, y, text, at: "start", size: 17, bold: true });
    y += 22;
  }
  marks.push({ is: "text", role: "axis", x: EDGE, y: y - 2, text: fitted(words.unit, room, 12), at: "start", size: 12 });
  y += 14;
  const down = y;
  for (const mark of scene.marks) marks.push(moved(mark, EDGE, down));
  y = down + scene.height + 22;
  for (const line of words.lines.flatMap((text) => wrapped(text, room, TEXT))) {
    marks.push({ is: "text", role: "axis", x: EDGE, y, text: line, at: "start" });
    y += 15;
  }
  return { width: room + 2 * EDGE, height: y - 15 + EDGE, marks, stops: [], pick: "near" };
}

function moved(mark: Mark, dx: number, dy: number): Mark {
  if (mark.is === "path") return { ...mark, d: mark.d.replace(/([ML])(-?[\d.]+) (-?[\d.]+)/g, (_, letter: string, x: string, y: string) => `${letter}${Math.round((Number(x) + dx) * 10) / 10} ${Math.round((Number(y) + dy) * 10) / 10}`) };
  return { ...mark, x: mark.x + dx, y: mark.y + dy };
}

const escaped = (text: string): string => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** A drawing as the text of an SVG file that needs nothing beside it. */
export function svg(scene: Scene, title: string): string {
  const body = scene.marks.map((mark) => {
    const paint = paints[mark.role];
    const look = `fill="${mark.is === "path" ? "none" : (paint.fill ?? "none")}"${paint.stroke && mark.is !== "text" ? ` stroke="${paint.stroke}"` : ""}`;
    switch (mark.is) {
      case "rect":
        return `<rect x="${mark.x}" y="${mark.y}" width="${mark.w}" height="${mark.h}" rx="${mark.round ?? 0}" ${look}/>`;
      case "circle":
        return `<circle cx="${mark.x}" cy="${mark.y}" r="${mark.r}" ${look}${paint.stroke ? ' stroke-width="1.8"' : ""}/>`;
      case "path":
        return `<path d="${mark.d}" ${look} stroke-width="${mark.width ?? 1}" stroke-linejoin="round" stroke-linecap="${mark.dashed ? "butt" : "round"}"${mark.dashed ? ' stroke-dasharray="4 4"' : ""}/>`;
      case "text":
        return `<text x="${mark.x}" y="${mark.y}" text-anchor="${mark.at}" font-size="${mark.size ?? TEXT}"${mark.bold ? ' font-weight="600"' : ""}${mark.rim ? ` stroke="${PAPER}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"` : ""} ${look}>${escaped(mark.text)}</text>`;
    }
  });
  const [width, height] = [Math.ceil(scene.width), Math.ceil(scene.height)];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" role="img" aria-label="${escaped(title)}">\n<title>${escaped(title)}</title>\n<rect width="${width}" height="${height}" fill="${PAPER}"/>\n${body.join("\n")}\n</svg>\n`;
}

/** Draws on a canvas by hand, because the window loads no picture that is not its own file. */
export function draw(scene: Scene, on: CanvasRenderingContext2D, scale: number): void {
  on.setTransform(scale, 0, 0, scale, 0, 0);
  on.fillStyle = PAPER;
  on.fillRect(0, 0, scene.width, scene.height);
  on.lineJoin = "round";
  for (const mark of scene.marks) {
    const paint = paints[mark.role];
    on.fillStyle = paint.fill ?? "transparent";
    on.strokeStyle = paint.stroke ?? "transparent";
    on.lineWidth = 1;
    on.setLineDash([]);
    if (mark.is === "text") {
      on.font = `${mark.bold ? 600 : 400} ${mark.size ?? TEXT}px ${FONT}`;
      on.textAlign = mark.at === "middle" ? "center" : mark.at;
      if (mark.rim) {
        on.strokeStyle = PAPER;
        on.lineWidth = 3.5;
        on.strokeText(mark.text, mark.x, mark.y);
      }
      on.fillText(mark.text, mark.x, mark.y);
      continue;
    }
    const path = new Path2D(mark.is === "path" ? mark.d : undefined);
    if (mark.is === "rect") path.roundRect(mark.x, mark.y, mark.w, mark.h, mark.round ?? 0);
    if (mark.is === "circle") {
      path.arc(mark.x, mark.y, mark.r, 0, 2 * Math.PI);
      on.lineWidth = 1.8;
    }
    if (mark.is === "path") {
      on.lineWidth = mark.width ?? 1;
      on.lineCap = mark.dashed ? "butt" : "round";
      if (mark.dashed) on.setLineDash([4, 4]);
    } else if (paint.fill) {
      on.fill(path);
    }
    if (paint.stroke) on.stroke(path);
  }
}

/** A drawing as a PNG, twice as sharp as the screen: the bytes in base64. */
export function png(scene: Scene): string {
  const canvas = document.createElement("canvas");
  const scale = 2;
  canvas.width = Math.ceil(scene.width * scale);
  canvas.height = Math.ceil(scene.height * scale);
  const on = canvas.getContext("2d");
  if (on) draw(scene, on, scale);
  return canvas.toDataURL("image/png").replace(/^data:image\/png;base64,/, "");
}
