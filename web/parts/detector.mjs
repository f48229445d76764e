/** The QR decoder for browsers without one of their own; loaded only when a camera or a photo needs it. */

import { BarcodeDetector, prepareZXingModule } from "barcode-detector/ponyfill";

prepareZXingModule({
  overrides: { locateFile: (/** @type {string} */ path, /** @type {string} */ prefix) => (path.endsWith(".wasm") ? __WASM_URL__ : prefix + path) },
});

export const detector = () => new BarcodeDetector({ formats: ["qr_code"] });
