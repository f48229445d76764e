/** What the build defines in every bundle. */
declare const __VI__: Record<string, string>;
declare const __WORDS_URL__: string;
declare const __RETOLD__: boolean;
declare const __SHARED__: boolean;
declare const __SCHEME__: string;
declare const __REFUSALS__: string[];
declare const __ROLES__: string[];
declare const __MAY__: Record<string, string[]>;
declare const __DETECTOR_URL__: string;
declare const __WASM_URL__: string;
declare const __SHELL__: string[];
declare const __VERSION__: string;
declare const __RING__: Record<"vi" | "en", Record<string, string>>;

interface SyncManager { register(tag: string): Promise<void>; }
interface ServiceWorkerRegistration { readonly sync?: SyncManager; }
declare var BarcodeDetector: undefined | typeof NativeDetector;
declare class NativeDetector {
  constructor(options?: { formats?: string[] });
  static getSupportedFormats(): Promise<string[]>;
  detect(source: CanvasImageSource | Blob | ImageData): Promise<{ rawValue: string }[]>;
}
