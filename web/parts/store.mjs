/**
 * What this device keeps: IndexedDB, or memory for the life of the page where a browser refuses to store, or never says
 * whether it does. The page hears of that by the event `unkept`.
 */

const NAME = "vungxanh";
const PATIENCE = 3000; // a store that says nothing for so long is none: somebody stands at a door
/** @typedef {"outbox" | "venues" | "settings"} Shelf */
/** @type {Record<Shelf, string>} */
const KEYS = { outbox: "id", venues: "code", settings: "name" };

/**
 * @typedef {object} Store
 * @property {boolean} lasting false when everything is forgotten with the page
 * @property {(shelf: Shelf, key: string) => Promise<any>} get
 * @property {(shelf: Shelf) => Promise<any[]>} all
 * @property {(shelf: Shelf, value: object) => Promise<void>} put
 * @property {(shelf: Shelf, key: string) => Promise<void>} drop
 * @property {(shelf: Shelf, key: string, change: (value: any) => any) => Promise<any>} change one read and write that
 *   nothing comes between; `change` returns the new value, or undefined to leave it
 */

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** @param {IDBTransaction} transaction @returns {Promise<void>} */
const settled = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });

/** @returns {Promise<IDBDatabase>} */
function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    for (const [shelf, keyPath] of Object.entries(KEYS)) request.result.createObjectStore(shelf, { keyPath });
  };
  return done(request);
}

/** @param {IDBDatabase} database @returns {Store} */
function lasting(database) {
  /** @param {Shelf} shelf @param {IDBTransactionMode} mode */
  const on = (shelf, mode) => {
    const transaction = database.transaction(shelf, mode);
    return { transaction, shelf: transaction.objectStore(shelf) };
  };
  return {
    lasting: true,
    get: (shelf, key) => done(on(shelf, "readonly").shelf.get(key)),
    all: (shelf) => done(on(shelf, "readonly").shelf.getAll()),
    put: (shelf, value) => {
      const at = on(shelf, "readwrite");
      at.shelf.put(value);
      return settled(at.transaction);
    },
    drop: (shelf, key) => {
      const at = on(shelf, "readwrite");
      at.shelf.delete(key);
      return settled(at.transaction);
    },
    change: async (shelf, key, change) => {
      const at = on(shelf, "readwrite");
      const next = change(await done(at.shelf.get(key)));
      if (next !== undefined) at.shelf.put(next);
      await settled(at.transaction);
      return next;
    },
  };
}

/** @returns {Store} */
export function forgetful() {
  /** @type {Record<Shelf, Map<string, any>>} */
  const shelves = { outbox: new Map(), venues: new Map(), settings: new Map() };
  /** @template T @param {T} value @returns {T} */
  const copy = (value) => value && JSON.parse(JSON.stringify(value)); // older browsers know no structured clone
  /** @param {Shelf} shelf @param {any} value */
  const keep = (shelf, value) => void shelves[shelf].set(value[KEYS[shelf]], copy(value));
  return {
    lasting: false,
    get: async (shelf, key) => copy(shelves[shelf].get(key)),
    all: async (shelf) => [...shelves[shelf].values()].map(copy),
    put: async (shelf, value) => keep(shelf, value),
    drop: async (shelf, key) => void shelves[shelf].delete(key),
    change: async (shelf, key, change) => {
      const next = change(copy(shelves[shelf].get(key)));
      if (next !== undefined) keep(shelf, next);
      return next;
    },
  };
}

/**
 * A store that goes on in memory, with what can still be read of the first, once that fails.
 * @param {Store} first @param {() => void} failed @returns {Store}
 */
export function steady(first, failed) {
  let kept = first;
  /** @type {Promise<void> | undefined} */
  let moved;
  const move = async () => {
    const spare = forgetful();
    for (const shelf of /** @type {Shelf[]} */ (Object.keys(KEYS)))
      for (const each of await Promise.resolve(shelf).then(first.all).catch(() => [])) await spare.put(shelf, each);
    kept = spare;
    failed();
  };
  /** @param {"get" | "all" | "put" | "drop" | "change"} act @returns {any} */
  const via = (act) => async (/** @type {any[]} */ ...given) => {
    const done = () => /** @type {any} */ (kept)[act](...given);
    try {
      return await done();
    } catch (error) {
      if (!kept.lasting) throw error;
      await (moved ??= move());
      return done();
    }
  };
  return {
    get lasting() {
      return kept.lasting;
    },
    get: via("get"),
    all: via("all"),
    put: via("put"),
    drop: via("drop"),
    change: via("change"),
  };
}

/** @type {Promise<Store> | undefined} */
let opened;

const unkept = () => {
  globalThis.dispatchEvent?.(new Event("unkept"));
};

const opening = async () => {
  try {
    const silence = new Promise((_, reject) => setTimeout(reject, PATIENCE));
    return steady(lasting(await Promise.race([open(), silence])), unkept);
  } catch {
    unkept();
    return forgetful();
  }
};

/** The device's store, opened once. */
export const store = () => (opened ??= opening());

/** Everything that this device keeps is gone. */
export async function wipe() {
  const kept = await store();
  for (const [shelf, key] of /** @type {[Shelf, string][]} */ (Object.entries(KEYS)))
    for (const each of await kept.all(shelf)) await kept.drop(shelf, each[key]);
}
