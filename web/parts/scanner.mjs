/** Camera life and decoding: one picture at a time, at most eight a second; the camera stops when the tab hides. */

const PAUSE = 125;
const PATIENCE = 10_000;

/** @typedef {{detect: (source: any) => Promise<{rawValue: string}[]>}} Detector */

/** The browser's own decoder where it reads QR codes, else ours. @returns {Promise<Detector>} */
export async function detector() {
  const native = globalThis.BarcodeDetector;
  const formats = native ? await native.getSupportedFormats().catch(() => []) : [];
  if (native && formats.includes("qr_code")) return new native({ formats: ["qr_code"] });
  const ours = await import(__DETECTOR_URL__);
  return ours.detector();
}

/**
 * @typedef {object} Camera
 * @property {() => void} stop
 * @property {((on: boolean) => Promise<void>) | undefined} torch
 */

/** @returns {Promise<MediaStream>} */
const stream = () =>
  navigator.mediaDevices.getUserMedia({
    video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
    audio: false,
  });

/** @param {MediaStreamTrack} track */
function torchOf(track) {
  const able = /** @type {any} */ (track.getCapabilities?.() ?? {});
  if (!able.torch) return undefined;
  return (/** @type {boolean} */ on) => track.applyConstraints({ advanced: [/** @type {any} */ ({ torch: on })] });
}

/**
 * Starts reading; `read` is told every text, `slow` once when nothing was read for a while.
 * @param {HTMLVideoElement} video
 * @param {{read: (text: string) => void, slow?: () => void}} told
 * @returns {Promise<Camera>} rejects with the browser's DOMException when there is no camera or no permission
 */
export async function camera(video, told) {
  const [source, decoder] = await Promise.all([stream(), detector()]);
  const wake = /** @type {any} */ (navigator).wakeLock?.request("screen").catch(() => undefined);
  video.srcObject = source;
  await video.play();
  let running = true;
  const patience = setTimeout(() => told.slow?.(), PATIENCE);
  const stop = () => {
    running = false;
    clearTimeout(patience);
    for (const track of source.getTracks()) track.stop();
    video.srcObject = null;
    void wake?.then((/** @type {any} */ lock) => lock?.release());
  };
  const look = async () => {
    if (!running) return;
    const found = video.readyState >= 2 ? await decoder.detect(video).catch(() => []) : [];
    if (!running) return;
    if (found[0]) {
      clearTimeout(patience);
      told.read(found[0].rawValue);
    }
    setTimeout(look, PAUSE);
  };
  void look();
  return { stop, torch: torchOf(/** @type {MediaStreamTrack} */ (source.getVideoTracks()[0])) };
}

/** The first QR text in a picture file, or undefined. @param {File} file */
export async function readPhoto(file) {
  const decoder = await detector();
  const picture = await createImageBitmap(file);
  const found = await decoder.detect(picture);
  picture.close();
  return found[0]?.rawValue;
}

/** A switch for the camera of a page, which starts again when the tab is shown again.
 * @param {{start: () => Promise<Camera>}} life
 */
export function keepAlive({ start }) {
  /** @type {Camera | undefined} */
  let live;
  let wanted = false;
  const on = async () => {
    wanted = true;
    live = await start();
    return live;
  };
  const off = () => {
    wanted = false;
    live?.stop();
    live = undefined;
  };
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      live?.stop();
      live = undefined;
    } else if (wanted && !live) void on().catch(off);
  });
  addEventListener("pagehide", off);
  return { on, off };
}
