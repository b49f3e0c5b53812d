/** What stood before: undo and redo, as far back as the page was opened. */
const MOST = 100;

export function openHistory({ snapshot, restore }, told) {
  let past = [snapshot()], at = 0;

  const tell = () => told(at > 0, at < past.length - 1);
  function step(by) {
    if (!past[at + by]) return false;
    at += by;
    restore(past[at]);
    tell();
    return true;
  }

  return {
    /** Something has changed. */
    note() {
      const now = snapshot();
      if (now === past[at]) return;
      past = [...past.slice(0, at + 1), now].slice(-MOST);
      at = past.length - 1;
      tell();
    },
    undo: () => step(-1),
    redo: () => step(1),
  };
}
