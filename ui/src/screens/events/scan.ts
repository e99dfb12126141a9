// Codes out of pictures: of a file, or of the camera where there is one that this window may use. Nothing leaves this machine,
// and no picture is kept.

/** Pixels are looked at in a picture no larger than this: more make it slower and no better. */
const LARGEST = 1_400;
/** Milliseconds between two looks through the camera. */
const EVERY = 160;

export type Pixels = { width: number; height: number; data: Uint8ClampedArray };

/** What the code in a picture says; null where none is found. */
export async function codeIn(pixels: Pixels): Promise<string | null> {
  const { default: decode } = await import("qr/decode.js");
  try {
    return decode(pixels) || null;
  } catch {
    return null;
  }
}

function pixelsOf(from: CanvasImageSource, width: number, height: number, share: number): Pixels | null {
  const scale = Math.min(1, (LARGEST * share) / Math.max(width, height, 1));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) return null;
  pen.drawImage(from, 0, 0, canvas.width, canvas.height);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/** What the code in a picture file says; null where there is no picture or no code. */
export async function readPicture(file: Blob): Promise<string | null> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return null;
  }
  try {
    // Grainy photographs are read where they are smaller.
    for (const share of [1, 0.5, 0.25]) {
      const pixels = pixelsOf(picture, picture.width, picture.height, share);
      const code = pixels && (await codeIn(pixels));
      if (code) return code;
    }
    return null;
  } finally {
    picture.close();
  }
}

/** Whether this window knows cameras at all; whether one may be used is known when it is asked for. */
export const knowsCameras = (): boolean => typeof navigator.mediaDevices?.getUserMedia === "function";

export type Refusal = "none" | "refused" | "busy";

/** Why there is no picture of a camera. */
export function refusalOf(thrown: unknown): Refusal {
  const name = thrown instanceof Error ? thrown.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  return "none";
}

/** Shows the camera in `screen` and tells each code it sees; answers how to stop. Throws where it may not. */
export async function watch(screen: HTMLVideoElement, tell: (code: string) => void): Promise<() => void> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } }, audio: false });
  let stopped = false;
  const stop = (): void => {
    stopped = true;
    for (const track of stream.getTracks()) track.stop();
    screen.srcObject = null;
  };
  try {
    screen.srcObject = stream;
    await screen.play();
  } catch (thrown) {
    stop();
    throw thrown;
  }
  const look = async (): Promise<void> => {
    if (stopped) return;
    const pixels = screen.videoWidth > 0 ? pixelsOf(screen, screen.videoWidth, screen.videoHeight, 0.6) : null;
    const code = pixels && (await codeIn(pixels));
    if (code && !stopped) tell(code);
    if (!stopped) setTimeout(() => void look(), EVERY);
  };
  void look();
  return stop;
}

/** A code that stays before the camera is told once, until it was away for so long, in milliseconds. */
export function once(pause: number, tell: (code: string) => void, now: () => number = Date.now): (code: string) => void {
  let last = "";
  let seen = -Infinity;
  return (code) => {
    const at = now();
    const again = code === last && at - seen < pause;
    last = code;
    seen = at;
    if (!again) tell(code);
  };
}
