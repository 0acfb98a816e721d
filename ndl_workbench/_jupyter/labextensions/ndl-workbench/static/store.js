// Copies of people's work in the browser's own storage (IndexedDB). Where a browser forbids it, each of these fails.
const NAME = "ndl-workbench";
const COPIES = "copies";
const NEWEST = 5;
const MOST_SIGNS = 20_000_000;
const MOST_DAYS = 60;

export const placeOf = ({ course, unit, path }) => JSON.stringify([course, unit, path]);

// Keep a copy beside those there are. One whose cells are as they were takes the place of the one before.
export async function keep(copy) {
  if (JSON.stringify(copy.notebook).length > MOST_SIGNS) return;
  const place = placeOf(copy);
  const before = (await copies()).filter(one => one.place === place);
  const same = before.find(one => one.print && one.print === copy.print);
  const late = before.filter(one => one !== same).slice(NEWEST - 1);
  await inStore("readwrite", store => {
    for (const one of [same, ...late]) if (one) store.delete(one.id);
    store.add({ ...copy, place });
  });
}

// All copies, the newest first. What is older than two months is removed.
export async function copies() {
  const all = await inStore("readonly", store => store.getAll());
  const from = Date.now() - MOST_DAYS * 24 * 60 * 60 * 1000;
  const old = all.filter(one => !(one.when >= from));
  if (old.length) await inStore("readwrite", store => old.forEach(one => store.delete(one.id)));
  return all.filter(one => one.when >= from).sort((one, other) => other.when - one.when || other.id - one.id);
}

export const forget = () => inStore("readwrite", store => store.clear());

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(COPIES, { keyPath: "id", autoIncrement: true });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = asked.onblocked = () => reject(asked.error);
  });
}

async function inStore(mode, act) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(COPIES, mode);
      const asked = act(transaction.objectStore(COPIES));
      transaction.oncomplete = () => resolve(asked?.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}
