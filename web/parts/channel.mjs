/** What the pages and the worker of one device tell one another; where a browser has no channels, a page tells itself. */

/** @param {string} name */
export function ring(name) {
  if (!globalThis.BroadcastChannel) return void dispatchEvent(new Event(name));
  const channel = new BroadcastChannel(name);
  channel.postMessage(0);
  channel.close();
}

/** @param {string} name @param {() => void} heard */
export function hear(name, heard) {
  if (globalThis.BroadcastChannel) new BroadcastChannel(name).onmessage = heard;
  else addEventListener(name, heard);
}
